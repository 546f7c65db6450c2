import { containersOf, containerWorkload, field } from '../common/container.js';
import { structureOf } from '../common/document.js';
import { managedEndpoint, placement } from '../common/endpoint.js';
import { factOf } from '../reader.js';
import { defineKind } from '../kind.js';

/** What batch jobs run: one container, its roles and settings. */
export const batchJobDefinition = defineKind({
  type: 'aws.batch.job-definition',
  element: 'process',
  kind: 'process/container',
  dialects: { terraform: 'aws_batch_job_definition', cloudformation: 'AWS::Batch::JobDefinition' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'JobDefinitionName' },
    container: { terraform: 'container_properties', cloudformation: 'ContainerProperties' },
  },
  names: ['name'],
  build(r) {
    const at = r.at('container');
    const { containers } = containersOf(r.value('container'), at);
    const properties = structureOf(r.value('container'));
    const job = field(properties, 'jobRoleArn');
    const agent = field(properties, 'executionRoleArn');
    const privileged = containers.map((c) => c.privileged).find((value) => value !== undefined);
    return {
      workload: containerWorkload(containers),
      facts: {
        'workload.privileged': privileged
          ? factOf(privileged, privileged.at ?? at)
          : r.test('name', () => false, false),
      },
      links: [
        ...(job
          ? [
              {
                kind: 'runs-as' as const,
                target: job,
                attrs: { use: 'app' },
                expects: ['aws.iam.'],
                because: [job.at ?? at],
              },
            ]
          : []),
        ...(agent
          ? [
              {
                kind: 'runs-as' as const,
                target: agent,
                attrs: { use: 'agent' },
                expects: ['aws.iam.'],
                because: [agent.at ?? at],
              },
            ]
          : []),
        ...containers.flatMap(({ image }) =>
          image
            ? [{ kind: 'deploys-from' as const, target: image, expects: ['aws.ecr.'], because: [image.at ?? at] }]
            : [],
        ),
      ],
    };
  },
});

/** Hosts or Fargate capacity for jobs. */
export const batchComputeEnvironment = defineKind({
  type: 'aws.batch.compute-environment',
  element: 'supporting',
  kind: 'process/cluster',
  dialects: { terraform: 'aws_batch_compute_environment', cloudformation: 'AWS::Batch::ComputeEnvironment' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ComputeEnvironmentName' },
    serviceRole: { terraform: 'service_role', cloudformation: 'ServiceRole' },
    instanceRole: { terraform: 'compute_resources.instance_role', cloudformation: 'ComputeResources.InstanceRole' },
    subnets: { terraform: 'compute_resources.subnets', cloudformation: 'ComputeResources.Subnets' },
    groups: { terraform: 'compute_resources.security_group_ids', cloudformation: 'ComputeResources.SecurityGroupIds' },
  },
  names: ['name'],
  build: (r) => ({
    network: managedEndpoint(r.list('subnets'), r.list('groups')),
    links: [
      ...placement(r, 'subnets', 'groups'),
      ...r.link('runs-as', 'serviceRole', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
      ...r.link('runs-as', 'instanceRole', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
    ],
  }),
});

/** Where jobs wait. */
export const batchJobQueue = defineKind({
  type: 'aws.batch.job-queue',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_batch_job_queue', cloudformation: 'AWS::Batch::JobQueue' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'JobQueueName' },
    order: {
      terraform: 'compute_environment_order',
      cloudformation: 'ComputeEnvironmentOrder',
      each: { environment: { terraform: 'compute_environment', cloudformation: 'ComputeEnvironment' } },
    },
  },
  names: ['name'],
  build: (r) => ({
    links: r.each('order').flatMap((one) => one.link('uses', 'environment', { expects: ['aws.batch.'] })),
  }),
});

export const kinds = [batchJobDefinition, batchComputeEnvironment, batchJobQueue];
