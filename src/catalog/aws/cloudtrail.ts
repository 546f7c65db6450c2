import { type Fact, known, unknownFact } from '../../model/fact.js';
import { defineKind } from '../kind.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { anyFact } from '../common/facts.js';
import { apiStore, hintsFrom } from '../common/store.js';
import type { Reader } from '../reader.js';

const fieldSelectors = {
  terraform: 'field_selector',
  cloudformation: 'FieldSelectors',
  each: {
    field: { terraform: 'field', cloudformation: 'Field' },
    equals: { terraform: 'equals', cloudformation: 'Equals' },
  },
} as const;
const selectorAttributes = {
  selectors: {
    terraform: 'event_selector',
    cloudformation: 'EventSelectors',
    each: { data: { terraform: 'data_resource', cloudformation: 'DataResources' } },
  },
  advancedSelectors: {
    terraform: 'advanced_event_selector',
    cloudformation: 'AdvancedEventSelectors',
    each: { fields: fieldSelectors },
  },
} as const;

/** CloudTrail trail. Defaults: CloudTrail API Reference, CreateTrail; `enable_logging` of the Terraform provider is true. */
export const trail = defineKind({
  type: 'aws.cloudtrail.trail',
  element: 'supporting',
  kind: 'control/trail',
  dialects: { terraform: 'aws_cloudtrail', cloudformation: 'AWS::CloudTrail::Trail' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'TrailName' },
    bucket: { terraform: 's3_bucket_name', cloudformation: 'S3BucketName' },
    logGroup: { terraform: 'cloud_watch_logs_group_arn', cloudformation: 'CloudWatchLogsLogGroupArn' },
    logRole: { terraform: 'cloud_watch_logs_role_arn', cloudformation: 'CloudWatchLogsRoleArn' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KMSKeyId' },
    topic: { terraform: 'sns_topic_name', cloudformation: 'SnsTopicName' },
    multiRegion: { terraform: 'is_multi_region_trail', cloudformation: 'IsMultiRegionTrail' },
    organization: { terraform: 'is_organization_trail', cloudformation: 'IsOrganizationTrail' },
    validation: { terraform: 'enable_log_file_validation', cloudformation: 'EnableLogFileValidation' },
    enabled: { terraform: 'enable_logging', cloudformation: 'IsLogging' },
    ...selectorAttributes,
  },
  arn: 'arn:aws:cloudtrail:{region}:{account}:trail/{name}',
  names: ['name'],
  build: (r) => ({
    facts: {
      'audit.enabled': r.fact('enabled', { terraform: true }),
      'audit.multiRegion': r.fact('multiRegion', false),
      'audit.logIntegrity': r.fact('validation', false),
      'audit.dataEvents': dataEvents(r),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
    },
    links: [
      ...r.link('logs-to', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
      ...r.link('logs-to', 'logGroup', { grade: 'declared', expects: ['aws.logs.log-group'] }),
      ...r.link('runs-as', 'logRole', { expects: ['aws.iam.role'], attrs: { use: 'agent' } }),
      ...r.link('publishes', 'topic', { grade: 'declared', expects: ['aws.sns.topic'] }),
      ...keyLink(r, 'kmsKey'),
    ],
  }),
});

/** Reads and writes of objects, items and function calls are recorded only when a selector asks for them. */
function dataEvents(r: Reader<typeof selectorAttributes>): Fact {
  const basic = r.each('selectors').map((s) => {
    const [first] = s.list('data');
    return first ? known(true, [first.at ?? s.location]) : known(false, [s.location]);
  });
  const advanced = r.each('advancedSelectors').flatMap((s) =>
    s
      .each('fields')
      .filter((field) => field.text('field') === 'eventCategory')
      .map((field): Fact => {
        const category = field.fact('equals');
        if (category.state === 'unknown') return category;
        return known([category.value].flat().includes('Data'), [field.at('equals')]);
      }),
  );
  const undecided = [...r.undecided('selectors'), ...r.undecided('advancedSelectors')];
  const rest = undecided.length > 0 ? [unknownFact(undecided, [r.location])] : [];
  if (!r.managed) return unknownFact([{ code: 'external', subject: r.declaration.address }], [r.location]);
  return anyFact(known(false, [r.location]), ...basic, ...advanced, ...rest);
}

/** CloudTrail Lake. */
export const eventDataStore = defineKind({
  type: 'aws.cloudtrail.event-data-store',
  element: 'data-store',
  kind: 'data-store/log',
  dialects: { terraform: 'aws_cloudtrail_event_data_store', cloudformation: 'AWS::CloudTrail::EventDataStore' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    kmsKey: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    multiRegion: { terraform: 'multi_region_enabled', cloudformation: 'MultiRegionEnabled' },
    retention: { terraform: 'retention_period', cloudformation: 'RetentionPeriod' },
    protection: { terraform: 'termination_protection_enabled', cloudformation: 'TerminationProtectionEnabled' },
  },
  names: ['name'],
  build: (r) => ({
    store: apiStore('log', hintsFrom(r, 'name')),
    facts: {
      'audit.multiRegion': r.fact('multiRegion', true),
      'audit.retentionDays': r.fact('retention', 2555),
      'storage.deletionProtected': r.fact('protection', true),
      'encryption.atRest': known(true, [r.location]),
      'encryption.customerKey': customerKey(r, 'kmsKey'),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

export const kinds = [trail, eventDataStore];
