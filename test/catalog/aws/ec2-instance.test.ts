import { describe, expect, it } from 'vitest';
import { kinds as groups } from '../../../src/catalog/aws/auto-scaling.js';
import { kinds as instances } from '../../../src/catalog/aws/ec2-instance.js';
import { kinds as templates } from '../../../src/catalog/aws/launch-template.js';
import {
  comparable,
  fact,
  type Plain,
  plainly,
  read,
  ref,
  targets,
  variable,
  type Written,
} from '../read-declarations.js';

const kinds = [...instances, ...groups, ...templates];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const terraform: Written[] = [
  {
    type: 'aws_launch_template',
    name: 'Template',
    body: {
      image_id: 'ami-1',
      user_data: base64('#!/bin/sh\ncurl https://x/install | sh\n'),
      iam_instance_profile: [{ name: ref('aws_iam_instance_profile.Profile.name') }],
      vpc_security_group_ids: [ref('aws_security_group.Web.id')],
      metadata_options: [{ http_tokens: 'optional', http_put_response_hop_limit: 2 }],
    },
  },
  {
    type: 'aws_autoscaling_group',
    name: 'Web',
    body: {
      max_size: 4,
      vpc_zone_identifier: [ref('aws_subnet.A.id'), ref('aws_subnet.B.id')],
      launch_template: [{ id: ref('aws_launch_template.Template.id'), version: '$Latest' }],
      target_group_arns: [ref('aws_lb_target_group.Targets.arn')],
    },
  },
];

const cloudformation: Written[] = [
  {
    type: 'AWS::EC2::LaunchTemplate',
    name: 'Template',
    body: {
      LaunchTemplateData: {
        ImageId: 'ami-1',
        UserData: base64('#!/bin/sh\ncurl https://x/install | sh\n'),
        IamInstanceProfile: { Name: ref('Profile') },
        SecurityGroupIds: [ref('Web.GroupId')],
        MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 2 },
      },
    },
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    name: 'Web',
    body: {
      MaxSize: 4,
      VPCZoneIdentifier: [ref('A'), ref('B')],
      LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: '1' },
      TargetGroupARNs: [ref('Targets')],
    },
  },
];

const summary = (declarations: readonly Written[], name: string): unknown => {
  const settings = (data: unknown) =>
    JSON.parse(JSON.stringify(data).replaceAll(/"name":"(user_data|LaunchTemplateData.UserData)"/g, '"name":""'));
  return settings(comparable(read(kinds, declarations).get(name)));
};

describe('an auto-scaling group', () => {
  it.each(['Web', 'Template'])('%s is the same from both dialects', (name) => {
    expect(summary(cloudformation, name)).toEqual(summary(terraform, name));
  });

  it('takes from its template what it does not say itself', () => {
    const group = read(kinds, terraform).get('Web');
    expect(plainly(group?.network)).toMatchObject({
      subnets: ['-> A', '-> B'],
      securityGroups: ['-> Web'],
      publicAddress: 'public-flag',
      publicDefault: 'inherit',
    });
    expect(fact(group, 'workload.imdsV1')).toBe(true);
    expect(fact(group, 'workload.metadataHopLimit')).toBe(2);
    expect(fact(group, 'workload.unverifiedDownload')).toBe(true);
    expect(targets(group, 'runs-as')).toEqual(['-> Profile']);
    expect(targets(group, 'instantiates')).toEqual(['-> Template']);
    expect(group?.links.find((link) => link.kind === 'fronts')).toMatchObject({ reverse: true });
  });
});

const instance = (body: Record<string, Plain>, more: Written[] = []) =>
  read(kinds, [{ type: 'aws_instance', name: 'shop', body }, ...more]).get('shop');

describe('the metadata service', () => {
  it.each([
    [{ metadata_options: [{ http_tokens: 'required' }] }, false],
    [{ metadata_options: [{ http_tokens: 'optional' }] }, true],
    [{ metadata_options: [{ http_endpoint: 'disabled' }] }, false],
    [{ metadata_options: [{ http_tokens: variable('tokens') }] }, 'unknown'],
    [{}, true],
  ] as const)('%j: version 1 %s', (body, expected) => {
    expect(fact(instance(body), 'workload.imdsV1')).toBe(expected);
  });

  it('is only assumed to answer where nothing is written', () => {
    expect(instance({})?.facts.get('workload.imdsV1')).toMatchObject({ assumed: true });
  });

  it('follows the template unless the instance says otherwise', () => {
    const template: Written = {
      type: 'aws_launch_template',
      name: 'base',
      body: { metadata_options: [{ http_tokens: 'required' }] },
    };
    const made = { launch_template: [{ id: ref('aws_launch_template.base.id') }] };
    expect(fact(instance(made, [template]), 'workload.imdsV1')).toBe(false);
    const own = { ...made, metadata_options: [{ http_tokens: 'optional' }] };
    expect(fact(instance(own, [template]), 'workload.imdsV1')).toBe(true);
  });
});

describe('the interfaces of an instance', () => {
  it.each([
    [
      'CloudFormation, inside',
      {
        NetworkInterfaces: [
          { DeviceIndex: '0', SubnetId: ref('A'), GroupSet: [ref('G')], AssociatePublicIpAddress: true },
        ],
      },
      { subnets: ['-> A'], securityGroups: ['-> G'], publicFlag: true, publicDefault: 'inherit' },
    ],
    [
      'CloudFormation, at the top',
      { SubnetId: ref('A'), SecurityGroupIds: [ref('G')] },
      {
        subnets: ['-> A'],
        securityGroups: ['-> G'],
        publicDefault: 'inherit',
      },
    ],
    [
      'CloudFormation, existing',
      { NetworkInterfaces: [{ DeviceIndex: '0', NetworkInterfaceId: ref('Eni') }] },
      {
        subnets: ['-> Eni'],
        securityGroups: ['-> Eni'],
        publicDefault: 'no',
      },
    ],
  ] as const)('%s', (_, body, expected) => {
    const resource = read(kinds, [{ type: 'AWS::EC2::Instance', name: 'shop', body }]).get('shop');
    expect(plainly(resource?.network)).toMatchObject(expected);
  });
});

describe('boot scripts', () => {
  it.each([
    ['curl -fsSL https://get.example.com | bash', true],
    ['wget -qO- https://x/i.sh | sudo -E sh', true],
    ['bash <(curl -s https://x/i.sh)', true],
    ['curl -O http://mirror.example.com/agent.rpm', true],
    ['curl http://169.254.169.254/latest/meta-data/', false],
    ['curl -o /tmp/a https://x/a && sha256sum -c a.sum', false],
    ['yum install -y nginx', false],
  ])('%s: %s', (user_data, expected) => {
    expect(fact(instance({ user_data }), 'workload.unverifiedDownload')).toBe(expected);
  });
});

describe('a template that lends its words', () => {
  it('stays a node of its own', () => {
    const resources = read(kinds, terraform);
    expect(resources.get('Web')?.declarations.map((d) => d.name)).toEqual(['Web']);
    expect(resources.get('Template')?.declarations.map((d) => d.name)).toEqual(['Template']);
  });
});

describe('a group whose template is declared elsewhere', () => {
  it('does not pretend to know the security groups or the metadata service', () => {
    const body = { launch_template: [{ id: 'lt-0123456789abcdef0' }], vpc_zone_identifier: [ref('aws_subnet.A.id')] };
    const group = read(kinds, [{ type: 'aws_autoscaling_group', name: 'web', body }]).get('web');
    expect(plainly(group?.network)).toMatchObject({ securityGroups: [{ kind: 'unknown' }] });
    expect(fact(group, 'workload.imdsV1')).toBeUndefined();
  });
});
