import { defineKind } from '../kind.js';

/** A hosted zone; one that names VPCs answers only inside them. */
export const hostedZone = defineKind({
  type: 'aws.route53.hosted-zone',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_route53_zone', cloudformation: 'AWS::Route53::HostedZone' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    vpcs: {
      terraform: 'vpc',
      cloudformation: 'VPCs',
      each: { vpc: { terraform: 'vpc_id', cloudformation: 'VPCId' } },
    },
  },
  names: ['name'],
  build: (r) => ({ links: r.each('vpcs').flatMap((v) => v.link('attached-to', 'vpc', { expects: ['aws.ec2.'] })) }),
});

const recordAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  type: { terraform: 'type', cloudformation: 'Type' },
  zone: { terraform: 'zone_id', cloudformation: 'HostedZoneId' },
  zoneName: { cloudformation: 'HostedZoneName' },
  alias: { terraform: 'alias.name', cloudformation: 'AliasTarget.DNSName' },
  records: { terraform: 'records', cloudformation: 'ResourceRecords' },
} as const;

/** A DNS record: what a name leads to. */
export const dnsRecord = defineKind({
  type: 'aws.route53.record',
  element: 'supporting',
  kind: 'edge/dns',
  dialects: { terraform: 'aws_route53_record', cloudformation: 'AWS::Route53::RecordSet' },
  attributes: recordAttributes,
  names: ['name'],
  build: (r) => ({
    links: [
      ...r.link('contains', r.value('zone') ? 'zone' : 'zoneName', { reverse: true, expects: ['aws.route53.'] }),
      ...r.link('resolves-to', 'alias', { grade: 'declared' }),
      ...(leadsSomewhere(r.text('type')) ? r.link('resolves-to', 'records', { grade: 'declared' }) : []),
    ],
  }),
});

/** Only addresses and names lead to something; TXT, MX, NS, ... records say other things. */
const leadsSomewhere = (type: string | undefined): boolean =>
  type === undefined || ['A', 'AAAA', 'CNAME'].includes(type);

/** Several records in one declaration. */
export const dnsRecordGroup = defineKind({
  type: 'aws.route53.record-group',
  element: 'supporting',
  kind: 'edge/dns',
  dialects: { cloudformation: 'AWS::Route53::RecordSetGroup' },
  absent: { terraform: 'Terraform has one aws_route53_record for each record' },
  attributes: {
    zone: { cloudformation: 'HostedZoneId' },
    records: {
      cloudformation: 'RecordSets',
      each: {
        type: { cloudformation: 'Type' },
        alias: { cloudformation: 'AliasTarget.DNSName' },
        records: { cloudformation: 'ResourceRecords' },
      },
    },
  },
  build: (r) => ({
    links: r
      .each('records')
      .flatMap((record) => [
        ...record.link('resolves-to', 'alias', { grade: 'declared' }),
        ...(leadsSomewhere(record.text('type')) ? record.link('resolves-to', 'records', { grade: 'declared' }) : []),
      ]),
  }),
});

export const kinds = [dnsRecord, dnsRecordGroup, hostedZone];
