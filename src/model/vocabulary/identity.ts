import type { FactDefinition } from './index.js';

export const identity: readonly FactDefinition[] = [
  {
    name: 'identity.privilege',
    type: 'string',
    about: 'Privilege level of a principal, or of the role that it runs as (spec/D4).',
    values: ['none', 'read', 'scoped', 'data-admin', 'power', 'iam-admin', 'admin'],
  },
  { name: 'identity.administrator', type: 'boolean', about: 'The principal may do everything.' },
  {
    name: 'identity.assumableByAnyone',
    type: 'boolean',
    about: 'The trust policy lets any AWS account assume the role, with nothing that pins the caller.',
  },
  { name: 'identity.foreignTrust', type: 'boolean', about: 'The role trusts an account that is not known to be ours.' },
  {
    name: 'identity.confusedDeputy',
    type: 'boolean',
    about: 'A foreign account or service is trusted without ExternalId, SourceArn, SourceAccount or organization.',
  },
  {
    name: 'identity.federationScope',
    type: 'string',
    about: 'How wide the OIDC trust is.',
    values: ['anyone', 'organization', 'repository', 'exact'],
  },
  { name: 'identity.wildcardData', type: 'boolean', about: 'May read data of every resource of a service.' },
  { name: 'identity.notActionAllow', type: 'boolean', about: 'An Allow statement uses NotAction or NotResource.' },
  { name: 'identity.longLivedKey', type: 'boolean', about: 'Code creates an access key for it.' },
  { name: 'identity.canBlindLogging', type: 'boolean', about: 'May stop or delete trails, detectors or log groups.' },
  { name: 'identity.anonymousRead', type: 'boolean', about: 'Callers without credentials can read its data.' },
  { name: 'identity.anonymousWrite', type: 'boolean', about: 'Callers without credentials can write to it.' },
  { name: 'identity.anonymousInvoke', type: 'boolean', about: 'Callers without credentials can invoke it.' },
  { name: 'identity.anyAwsRead', type: 'boolean', about: 'Any AWS account can read its data.' },
  { name: 'identity.anyAwsWrite', type: 'boolean', about: 'Any AWS account can write to, or use, it.' },
  {
    name: 'identity.publicPolicy',
    type: 'boolean',
    about: 'Its resource policy is public as S3 Block Public Access defines it.',
  },
  {
    name: 'identity.vacuousCondition',
    type: 'boolean',
    about: 'Its resource or trust policy lets everyone in under conditions that hold when their key is absent.',
  },
  {
    name: 'identity.unusedDataGrants',
    type: 'boolean',
    about: 'The role may use a sensitive store by name, and nothing that runs as it is told about that store.',
  },
  {
    name: 'identity.blastRadius',
    type: 'number',
    about: 'How much is lost with the principal: a sum over all that it surely reaches (spec/H4), at most 100.',
  },
];
