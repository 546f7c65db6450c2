import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { EndpointFacet, ListenPort } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { boolValue } from '../../model/values.js';
import { type Container, containersOf, containerWorkload } from '../common/container.js';
import { defined } from '../common/parts.js';
import { defineKind } from '../kind.js';
import { factOf, type Reader } from '../reader.js';

/** Capacity providers of a cluster; Terraform writes them apart. */
export const ecsClusterCapacity = defineKind({
  type: 'aws.ecs.cluster-capacity-providers',
  element: 'supporting',
  kind: 'process/cluster',
  dialects: {
    terraform: 'aws_ecs_cluster_capacity_providers',
    cloudformation: 'AWS::ECS::ClusterCapacityProviderAssociations',
  },
  attributes: {
    cluster: { terraform: 'cluster_name', cloudformation: 'Cluster' },
    providers: { terraform: 'capacity_providers', cloudformation: 'CapacityProviders' },
  },
  satelliteOf: { owner: 'cluster', types: ['aws.ecs.cluster'] },
});

/** A cluster of containers. */
export const ecsCluster = defineKind({
  type: 'aws.ecs.cluster',
  element: 'supporting',
  kind: 'process/cluster',
  dialects: { terraform: 'aws_ecs_cluster', cloudformation: 'AWS::ECS::Cluster' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ClusterName' },
    execLogging: {
      terraform: 'configuration.execute_command_configuration.logging',
      cloudformation: 'Configuration.ExecuteCommandConfiguration.Logging',
    },
    execLogGroup: {
      terraform: 'configuration.execute_command_configuration.log_configuration.cloud_watch_log_group_name',
      cloudformation: 'Configuration.ExecuteCommandConfiguration.LogConfiguration.CloudWatchLogGroupName',
    },
  },
  arn: 'arn:aws:ecs:{region}:{account}:cluster/{name}',
  names: ['name'],
  build: (r) => ({ links: r.link('logs-to', 'execLogGroup', { grade: 'declared', expects: ['aws.logs.'] }) }),
});

const taskAttributes = {
  family: { terraform: 'family', cloudformation: 'Family' },
  containers: { terraform: 'container_definitions', cloudformation: 'ContainerDefinitions' },
  taskRole: { terraform: 'task_role_arn', cloudformation: 'TaskRoleArn' },
  executionRole: { terraform: 'execution_role_arn', cloudformation: 'ExecutionRoleArn' },
  networkMode: { terraform: 'network_mode', cloudformation: 'NetworkMode' },
  volumes: {
    terraform: 'volume',
    cloudformation: 'Volumes',
    each: {
      hostPath: { terraform: 'host_path', cloudformation: 'Host.SourcePath' },
      fileSystem: {
        terraform: 'efs_volume_configuration.file_system_id',
        cloudformation: 'EFSVolumeConfiguration.FilesystemId',
      },
    },
  },
} as const;
type TaskReader = Reader<typeof taskAttributes>;

/** What a service, schedule or workflow runs; the service stands for it in the diagram. */
export const ecsTaskDefinition = defineKind({
  type: 'aws.ecs.task-definition',
  element: 'supporting',
  kind: 'process/host-template',
  dialects: { terraform: 'aws_ecs_task_definition', cloudformation: 'AWS::ECS::TaskDefinition' },
  attributes: taskAttributes,
  names: ['family'],
  build(r) {
    const { containers } = containersOf(r.value('containers'), r.at('containers'));
    return { workload: containerWorkload(containers), facts: taskFacts(r), links: taskLinks(r) };
  },
});

const containersIn = (task: TaskReader) => containersOf(task.value('containers'), task.at('containers'));

/** Links of everything that runs the task. */
function taskLinks(task: TaskReader): Link[] {
  const { containers } = containersIn(task);
  return [
    ...task.link('runs-as', 'taskRole', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
    ...task.link('runs-as', 'executionRole', { attrs: { use: 'agent' }, expects: ['aws.iam.'] }),
    ...task.each('volumes').flatMap((volume) => volume.link('mounts', 'fileSystem', { grade: 'declared' })),
    ...containers.flatMap(containerLinks),
  ];
}

function containerLinks({ image, logGroup, at }: Container): Link[] {
  return [
    ...(image
      ? [{ kind: 'deploys-from' as const, target: image, expects: ['aws.ecr.'], because: [image.at ?? at] }]
      : []),
    ...(logGroup
      ? [
          {
            kind: 'logs-to' as const,
            target: logGroup,
            grade: 'declared' as const,
            expects: ['aws.logs.'],
            because: [logGroup.at ?? at],
          },
        ]
      : []),
  ];
}

function taskFacts(task: TaskReader): Record<string, Fact | undefined> {
  return { 'workload.privileged': privileged(task) };
}

/** Any container that asks for it. */
function privileged(task: TaskReader): Fact {
  const { containers, undecided } = containersIn(task);
  const facts = containers.flatMap((c) => (c.privileged ? [factOf(c.privileged, c.privileged.at ?? c.at)] : []));
  const yes = facts.find((fact) => fact.state === 'known' && fact.value === true);
  const open = facts.find((fact) => fact.state === 'unknown');
  if (yes ?? open) return (yes ?? open) as Fact;
  return undecided.length > 0 ? unknownFact(undecided, [task.at('containers')]) : known(false, [task.at('containers')]);
}

const serviceAttributes = {
  name: { terraform: 'name', cloudformation: 'ServiceName' },
  cluster: { terraform: 'cluster', cloudformation: 'Cluster' },
  task: { terraform: 'task_definition', cloudformation: 'TaskDefinition' },
  subnets: {
    terraform: 'network_configuration.subnets',
    cloudformation: 'NetworkConfiguration.AwsvpcConfiguration.Subnets',
  },
  groups: {
    terraform: 'network_configuration.security_groups',
    cloudformation: 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
  },
  publicIp: {
    terraform: 'network_configuration.assign_public_ip',
    cloudformation: 'NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp',
  },
  execute: { terraform: 'enable_execute_command', cloudformation: 'EnableExecuteCommand' },
  balancers: {
    terraform: 'load_balancer',
    cloudformation: 'LoadBalancers',
    each: {
      targetGroup: { terraform: 'target_group_arn', cloudformation: 'TargetGroupArn' },
      classic: { terraform: 'elb_name', cloudformation: 'LoadBalancerName' },
      port: { terraform: 'container_port', cloudformation: 'ContainerPort' },
    },
  },
} as const;
type ServiceReader = Reader<typeof serviceAttributes>;

/** Containers that run all the time, with what their task definition says. */
export const ecsService = defineKind({
  type: 'aws.ecs.service',
  element: 'process',
  kind: 'process/container',
  dialects: { terraform: 'aws_ecs_service', cloudformation: 'AWS::ECS::Service' },
  attributes: serviceAttributes,
  names: ['name'],
  borrows: [{ by: 'task', types: ['aws.ecs.task-definition'] }],
  build(r, satellites) {
    const tasks = satellites.of(ecsTaskDefinition);
    const containers = tasks.flatMap((task) => containersIn(task).containers);
    const subnets = r.list('subnets');
    return {
      ...(subnets.length > 0 && { network: networkOf(r, containers) }),
      workload: containerWorkload(containers),
      facts: { ...(tasks[0] && taskFacts(tasks[0])), 'workload.interactiveExec': r.fact('execute', false) },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
        ...r.link('instantiates', 'task', { expects: ['aws.ecs.'] }),
        ...r.link('contains', 'cluster', { reverse: true, expects: ['aws.ecs.'] }),
        ...r.each('balancers').flatMap(behindBalancer),
        ...tasks.flatMap(taskLinks),
      ],
    };
  },
});

function behindBalancer(balancer: Reader<typeof serviceAttributes.balancers.each>): readonly Link[] {
  const port = Number(balancer.text('port'));
  const options = {
    reverse: true,
    grade: 'declared',
    expects: ['aws.elb.'],
    ...(Number.isInteger(port) && { attrs: { targetPort: port } }),
  } as const;
  return [...balancer.link('fronts', 'targetGroup', options), ...balancer.link('fronts', 'classic', options)];
}

function networkOf(r: ServiceReader, containers: readonly Container[]): EndpointFacet {
  return defined<EndpointFacet>({
    part: 'endpoint',
    subnets: r.list('subnets'),
    subnetGroups: [],
    securityGroups: r.list('groups'),
    securityGroupDefault: 'vpc-default',
    publicAddress: 'public-flag',
    publicFlag: publicFlag(r),
    // DISABLED is the default of the awsvpc mode in both dialects.
    publicDefault: 'no',
    listens: containers.flatMap((c) =>
      c.ports.map((port): ListenPort => ({ protocol: 'tcp', port, at: port.at ?? c.at })),
    ),
    role: 'managed',
  });
}

/** Terraform has a boolean, CloudFormation ENABLED or DISABLED. */
function publicFlag(r: ServiceReader): Value | undefined {
  const value = r.value('publicIp');
  if (value?.kind !== 'string') return value;
  return boolValue(value.value === 'ENABLED' || value.value === 'true', value.at);
}

export const kinds = [ecsService, ecsTaskDefinition, ecsCluster, ecsClusterCapacity];
