import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/ecs.js';
import { comparable, fact, type Plain, read, ref, targets, variable, type Written } from '../read-declarations.js';

const containers = [
  {
    name: 'shop',
    image: '1234.dkr.ecr.eu-west-1.amazonaws.com/shop:1',
    environment: [{ name: 'QUEUE', value: 'orders' }],
    secrets: [{ name: 'PASSWORD', valueFrom: 'arn:aws:secretsmanager:eu-west-1:1234:secret:shop' }],
    portMappings: [{ containerPort: 8080 }],
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/shop' } },
    privileged: true,
  },
];

const terraform: Written[] = [
  {
    type: 'aws_ecs_task_definition',
    name: 'Task',
    body: {
      family: 'shop',
      container_definitions: JSON.stringify(containers),
      task_role_arn: ref('aws_iam_role.App.arn'),
      execution_role_arn: ref('aws_iam_role.Agent.arn'),
    },
  },
  {
    type: 'aws_ecs_service',
    name: 'Shop',
    body: {
      name: 'shop',
      cluster: ref('aws_ecs_cluster.Cluster.id'),
      task_definition: ref('aws_ecs_task_definition.Task.arn'),
      network_configuration: [
        {
          subnets: [ref('aws_subnet.A.id')],
          security_groups: [ref('aws_security_group.Web.id')],
          assign_public_ip: true,
        },
      ],
      load_balancer: [
        { target_group_arn: ref('aws_lb_target_group.Targets.arn'), container_name: 'shop', container_port: 8080 },
      ],
    },
  },
];

const cloudformation: Written[] = [
  {
    type: 'AWS::ECS::TaskDefinition',
    name: 'Task',
    body: {
      Family: 'shop',
      ContainerDefinitions: [
        {
          Name: 'shop',
          Image: '1234.dkr.ecr.eu-west-1.amazonaws.com/shop:1',
          Environment: [{ Name: 'QUEUE', Value: 'orders' }],
          Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:1234:secret:shop' }],
          PortMappings: [{ ContainerPort: 8080 }],
          LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': '/shop' } },
          Privileged: true,
        },
      ],
      TaskRoleArn: ref('App.Arn'),
      ExecutionRoleArn: ref('Agent.Arn'),
    },
  },
  {
    type: 'AWS::ECS::Service',
    name: 'Shop',
    body: {
      ServiceName: 'shop',
      Cluster: ref('Cluster'),
      TaskDefinition: ref('Task'),
      NetworkConfiguration: {
        AwsvpcConfiguration: { Subnets: [ref('A')], SecurityGroups: [ref('Web.GroupId')], AssignPublicIp: 'ENABLED' },
      },
      LoadBalancers: [{ TargetGroupArn: ref('Targets'), ContainerName: 'shop', ContainerPort: 8080 }],
    },
  },
];

const summary = (declarations: readonly Written[], name: string) => comparable(read(kinds, declarations).get(name));

describe('an ECS service', () => {
  it.each(['Shop', 'Task'])('%s is the same from both dialects', (name) => {
    expect(summary(cloudformation, name)).toEqual(summary(terraform, name));
  });

  it('runs what its task definition says', () => {
    expect(summary(terraform, 'Shop')).toMatchObject({
      network: {
        subnets: ['-> A'],
        securityGroups: ['-> Web'],
        publicFlag: true,
        publicDefault: 'no',
        listens: [{ port: 8080 }],
      },
      workload: {
        settings: [
          { kind: 'environment', name: 'QUEUE', value: 'orders' },
          { kind: 'secret', name: 'PASSWORD' },
        ],
        artifacts: [{ kind: 'image' }],
      },
      facts: { 'workload.privileged': { value: true }, 'workload.interactiveExec': { value: false } },
    });
    const service = read(kinds, terraform).get('Shop');
    expect(targets(service, 'runs-as')).toEqual(['-> App', '-> Agent']);
    expect(targets(service, 'logs-to')).toEqual(['/shop']);
    expect(service?.links.find((link) => link.kind === 'fronts')).toMatchObject({
      reverse: true,
      attrs: { targetPort: 8080 },
    });
  });

  it.each([
    ['[{"name":"a"}]', false],
    ['not json', false],
    [variable('containers'), 'unknown'],
    [JSON.stringify([{ privileged: true }]), true],
  ] as readonly (readonly [Plain, unknown])[])('containers %j: privileged %s', (container_definitions, expected) => {
    const task = read(kinds, [{ type: 'aws_ecs_task_definition', name: 'task', body: { container_definitions } }]).get(
      'task',
    );
    expect(fact(task, 'workload.privileged')).toBe(expected);
  });
});
