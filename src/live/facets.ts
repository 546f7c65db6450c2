import type { IdentityFacet, PolicySource } from '../model/identity.js';
import type { Location } from '../model/location.js';
import type { Link } from '../model/relation.js';
import { fromJson, stringValue, unknownValue } from '../model/values.js';
import type { DocumentRecord, PolicyRecord, PrincipalRecord } from './iam/records.js';

/** What the identity pass reads of a role, user or group. Every value has its place in `live:iam`. */
export function principalFacet(
  record: PrincipalRecord,
  groups: readonly PrincipalRecord[],
  unreadGroups: readonly string[],
  at: Location,
): IdentityFacet {
  const all = [record, ...groups];
  const gaps = [
    ...all.flatMap(({ kind, name, gaps: failures }) =>
      failures.map(({ text }) => `policies of ${kind} ${name} (${text})`),
    ),
    ...unreadGroups.map((name) => `group ${name}`),
  ];
  return {
    part: record.kind,
    permissions: [
      ...all.flatMap(({ inline }) => inline.map((document) => sourceOf(document, at))),
      ...gaps.map((subject): PolicySource => ({ document: unknownValue('external', subject, at), at })),
    ],
    attachments: [...new Set(all.flatMap(({ attached }) => attached))].map((arn) => ({
      policy: stringValue(arn, at),
      at,
    })),
    // IAM told everything that there is, unless it refused a list.
    closed: gaps.length === 0,
    name: stringValue(record.name, at),
    path: stringValue(record.path, at),
    ...(record.trust && { trust: sourceOf(record.trust, at) }),
    ...(record.boundary !== undefined && { boundary: { policy: stringValue(record.boundary, at), at } }),
  };
}

export const policyFacet = (record: PolicyRecord, at: Location): IdentityFacet => ({
  part: 'managed-policy',
  permissions: record.document ? [sourceOf(record.document, at)] : [],
  attachments: [],
  name: stringValue(record.name, at),
  path: stringValue(record.path, at),
});

/** As the catalog links a principal to its managed policies. */
export const policyLinks = ({ attachments }: IdentityFacet): readonly Link[] =>
  attachments.map(({ policy, at }) => ({
    kind: 'uses',
    target: policy,
    expects: ['aws.iam.policy'],
    because: [at],
    attrs: { use: 'attached-policy' },
  }));

function sourceOf(record: DocumentRecord, at: Location): PolicySource {
  const document =
    'json' in record
      ? fromJson(record.json, at)
      : unknownValue('external', `policy ${record.name} (${record.failure.text})`, at);
  return { document, at, name: stringValue(record.name, at) };
}
