import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/security-group.js';
import type { SecurityGroupFacet } from '../../../src/model/network.js';
import { either, plainly, read, ref, variable, type Written } from '../read-declarations.js';

const groupOf = (declarations: readonly Written[], name = 'web'): SecurityGroupFacet =>
  read(kinds, declarations).get(name)?.network as SecurityGroupFacet;

const https = { protocol: 'tcp', fromPort: 443, toPort: 443, prefixLists: [], groups: [] };

const cases: readonly {
  name: string;
  declarations: Written[];
  ingress?: unknown[];
  egress?: unknown[];
  egressDefault?: string;
}[] = [
  {
    name: 'Terraform, inline',
    declarations: [
      {
        type: 'aws_security_group',
        name: 'web',
        body: {
          vpc_id: ref('aws_vpc.shop.id'),
          ingress: [
            { protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['0.0.0.0/0'], ipv6_cidr_blocks: ['::/0'] },
          ],
        },
      },
    ],
    ingress: [{ ...https, cidrs: ['0.0.0.0/0', '::/0'] }],
    egress: [],
    egressDefault: 'none',
  },
  {
    name: 'CloudFormation, inline',
    declarations: [
      {
        type: 'AWS::EC2::SecurityGroup',
        name: 'web',
        body: { SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }] },
      },
    ],
    ingress: [{ ...https, cidrs: ['0.0.0.0/0'] }],
    egress: [],
    egressDefault: 'all',
  },
  {
    name: 'aws_security_group_rule of both directions',
    declarations: [
      { type: 'aws_security_group', name: 'web' },
      {
        type: 'aws_security_group_rule',
        name: 'in',
        body: {
          type: 'ingress',
          security_group_id: ref('aws_security_group.web.id'),
          protocol: 'all',
          from_port: 0,
          to_port: 0,
          source_security_group_id: ref('aws_security_group.alb.id'),
        },
      },
      {
        type: 'aws_security_group_rule',
        name: 'out',
        body: {
          type: 'egress',
          security_group_id: ref('aws_security_group.web.id'),
          protocol: 'tcp',
          from_port: 443,
          to_port: 443,
          prefix_list_ids: ['pl-6da54004'],
        },
      },
    ],
    ingress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrs: [], prefixLists: [], groups: ['-> alb'] }],
    egress: [{ ...https, cidrs: [], prefixLists: ['pl-6da54004'] }],
  },
  {
    name: 'rules of their own type',
    declarations: [
      { type: 'aws_security_group', name: 'web' },
      {
        type: 'aws_vpc_security_group_ingress_rule',
        name: 'in',
        body: {
          security_group_id: ref('aws_security_group.web.id'),
          ip_protocol: 'tcp',
          from_port: 443,
          to_port: 443,
          cidr_ipv4: '0.0.0.0/0',
        },
      },
      {
        type: 'aws_vpc_security_group_egress_rule',
        name: 'out',
        body: { security_group_id: ref('aws_security_group.web.id'), ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' },
      },
    ],
    ingress: [{ ...https, cidrs: ['0.0.0.0/0'] }],
    egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'], prefixLists: [], groups: [] }],
  },
  {
    name: 'CloudFormation: an egress resource adds to the rule that allows everything',
    declarations: [
      { type: 'AWS::EC2::SecurityGroup', name: 'web' },
      {
        type: 'AWS::EC2::SecurityGroupEgress',
        name: 'out',
        body: { GroupId: ref('web.GroupId'), IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' },
      },
    ],
    egress: [
      { ...https, cidrs: ['10.0.0.0/8'] },
      { protocol: '-1', cidrs: ['0.0.0.0/0', '::/0'], prefixLists: [], groups: [] },
    ],
  },
  {
    name: 'CloudFormation: ingress by group name',
    declarations: [
      { type: 'AWS::EC2::SecurityGroup', name: 'web', body: { GroupName: 'orders-web' } },
      {
        type: 'AWS::EC2::SecurityGroupIngress',
        name: 'in',
        body: { GroupName: 'orders-web', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' },
      },
    ],
    ingress: [{ ...https, cidrs: ['0.0.0.0/0'] }],
  },
  {
    name: 'the default group, emptied and filled again',
    declarations: [
      {
        type: 'aws_default_security_group',
        name: 'web',
        body: { ingress: [{ protocol: '-1', from_port: 0, to_port: 0, self: true }] },
      },
    ],
    ingress: [{ protocol: '-1', fromPort: 0, toPort: 0, cidrs: [], prefixLists: [], groups: [], self: true }],
    egress: [],
  },
];

describe('security groups', () => {
  it.each(cases)('$name', ({ declarations, ingress, egress, egressDefault }) => {
    const group = groupOf(declarations);
    if (ingress) expect(plainly(group.ingress)).toEqual(ingress);
    if (egress) expect(plainly(group.egress)).toEqual(egress);
    if (egressDefault) expect(group.egressDefault).toBe(egressDefault);
  });

  it('keeps an unknown CIDR unknown', () => {
    const group = groupOf([
      {
        type: 'aws_security_group',
        name: 'web',
        body: { ingress: [{ protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: [variable('office')] }] },
      },
    ]);
    expect(group.ingress[0]?.cidrs[0]).toMatchObject({ kind: 'unknown', reasons: [{ subject: 'var.office' }] });
  });

  it('counts unknown rules as a rule of which nothing is known', () => {
    const group = groupOf([{ type: 'aws_security_group', name: 'web', body: { ingress: variable('rules') } }]);
    expect(group.ingress).toHaveLength(1);
    expect(group.ingress[0]?.cidrs[0]).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    [
      'a block in one arm of a choice',
      { ingress: [either('open', { protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] }, null)] },
      [],
    ],
    [
      'a rule with an undecided count',
      {},
      [
        {
          type: 'aws_vpc_security_group_ingress_rule',
          name: 'in',
          onlyIf: 'open',
          body: { security_group_id: ref('aws_security_group.web.id'), ip_protocol: 'tcp', cidr_ipv4: '0.0.0.0/0' },
        },
      ],
    ],
  ] as const)('makes the source of %s a choice with nothing', (_, body, more) => {
    const group = groupOf([{ type: 'aws_security_group', name: 'web', body }, ...more]);
    expect(group.ingress[0]?.cidrs[0]).toMatchObject({
      kind: 'choice',
      arms: [{ value: '0.0.0.0/0' }, { kind: 'null' }],
      reasons: [{ subject: 'var.open' }],
    });
  });

  it('points at the CIDR, not at the block', () => {
    const [rule] = groupOf([
      { type: 'aws_security_group', name: 'web' },
      {
        type: 'aws_security_group_rule',
        name: 'in',
        body: {
          security_group_id: ref('aws_security_group.web.id'),
          type: 'ingress',
          protocol: 'tcp',
          cidr_blocks: ['0.0.0.0/0'],
        },
      },
    ]).ingress;
    expect(rule?.at.start.line).toBe(200);
    expect(rule?.sourceAt?.start.line).toBe(204);
  });

  it('does not pretend to know the rules of a group that is looked up', () => {
    const group = groupOf([{ type: 'aws_security_group', name: 'web', mode: 'data', body: { name: 'shared' } }]);
    expect(group.ingress[0]?.cidrs[0]?.kind).toBe('unknown');
    expect(group.egress[0]?.cidrs[0]?.kind).toBe('unknown');
  });

  it("adds rules to the VPC's own default group", () => {
    const resources = read(kinds, [
      {
        type: 'aws_vpc_security_group_ingress_rule',
        name: 'ssh',
        body: {
          security_group_id: ref('aws_vpc.shop.default_security_group_id'),
          ip_protocol: 'tcp',
          from_port: 22,
          to_port: 22,
          cidr_ipv4: '0.0.0.0/0',
        },
      },
    ]);
    const [group] = [...resources.values()].map((resource) => resource.network as SecurityGroupFacet);
    expect(plainly(group)).toMatchObject({
      isDefault: true,
      vpc: '-> shop',
      ingress: [{ cidrs: ['0.0.0.0/0'] }, { self: true }],
      egress: [{ protocol: '-1', cidrs: ['0.0.0.0/0', '::/0'] }],
    });
  });
});
