import { type Fact, known } from '../../model/fact.js';
import { lastOf, whenItExists } from '../common/facts.js';
import { defineKind } from '../kind.js';

/** GuardDuty looks for attacks in logs. */
export const guardDuty = defineKind({
  type: 'aws.guardduty.detector',
  element: 'supporting',
  kind: 'control/detector',
  dialects: { terraform: 'aws_guardduty_detector', cloudformation: 'AWS::GuardDuty::Detector' },
  attributes: { enabled: { terraform: 'enable', cloudformation: 'Enable' } },
  build: (r) => ({ facts: { 'audit.enabled': r.fact('enabled', { terraform: true }) } }),
});

export const recorderStatus = defineKind({
  type: 'aws.config.recorder-status',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_config_configuration_recorder_status' },
  absent: { cloudformation: 'CloudFormation starts the recorder with AWS::Config::ConfigurationRecorder' },
  attributes: { recorder: { terraform: 'name' }, enabled: { terraform: 'is_enabled' } },
  satelliteOf: { owner: 'recorder', types: ['aws.config.recorder'] },
});

/** AWS Config records how resources change. Terraform starts the recorder only by a status of its own. */
export const configRecorder = defineKind({
  type: 'aws.config.recorder',
  element: 'supporting',
  kind: 'control/recorder',
  dialects: { terraform: 'aws_config_configuration_recorder', cloudformation: 'AWS::Config::ConfigurationRecorder' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    role: { terraform: 'role_arn', cloudformation: 'RoleARN' },
    all: { terraform: 'recording_group.all_supported', cloudformation: 'RecordingGroup.AllSupported' },
    started: { cloudformation: 'StartedOnCreate' },
  },
  names: ['name'],
  build: (r, satellites) => {
    const status = lastOf(satellites.of(recorderStatus));
    const stopped = known(false, [r.location]);
    const started: Fact = status
      ? whenItExists(status, status.fact('enabled'), stopped)
      : r.fact('started', { terraform: false, cloudformation: true });
    return {
      facts: { 'audit.enabled': started },
      links: r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'agent' } }),
    };
  },
});

export const configDelivery = defineKind({
  type: 'aws.config.delivery-channel',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_config_delivery_channel', cloudformation: 'AWS::Config::DeliveryChannel' },
  attributes: {
    bucket: { terraform: 's3_bucket_name', cloudformation: 'S3BucketName' },
    topic: { terraform: 'sns_topic_arn', cloudformation: 'SnsTopicARN' },
  },
  build: (r) => ({
    links: [
      ...r.link('logs-to', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
      ...r.link('publishes', 'topic', { grade: 'declared', expects: ['aws.sns.topic'] }),
    ],
  }),
});

export const configRule = defineKind({
  type: 'aws.config.rule',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_config_config_rule', cloudformation: 'AWS::Config::ConfigRule' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'ConfigRuleName' },
    source: { terraform: 'source.source_identifier', cloudformation: 'Source.SourceIdentifier' },
    owner: { terraform: 'source.owner', cloudformation: 'Source.Owner' },
  },
  names: ['name'],
  build: (r) => ({
    links:
      r.text('owner') === 'CUSTOM_LAMBDA'
        ? r.link('triggers', 'source', { grade: 'declared', expects: ['aws.lambda.'] })
        : [],
  }),
});

/** Services that watch as soon as they are declared. */
export const securityHub = watcher('aws.securityhub.hub', 'aws_securityhub_account', 'AWS::SecurityHub::Hub');
export const accessAnalyzer = watcher(
  'aws.accessanalyzer.analyzer',
  'aws_accessanalyzer_analyzer',
  'AWS::AccessAnalyzer::Analyzer',
);
export const inspector = defineKind({
  type: 'aws.inspector2.enabler',
  element: 'supporting',
  kind: 'control/detector',
  dialects: { terraform: 'aws_inspector2_enabler' },
  absent: { cloudformation: 'CloudFormation cannot enable Inspector' },
  attributes: {},
  build: (r) => ({ facts: { 'audit.enabled': known(true, [r.location]) } }),
});

export const macie = defineKind({
  type: 'aws.macie2.session',
  element: 'supporting',
  kind: 'control/detector',
  dialects: { terraform: 'aws_macie2_account', cloudformation: 'AWS::Macie::Session' },
  attributes: { status: { terraform: 'status', cloudformation: 'Status' } },
  build: (r) => ({ facts: { 'audit.enabled': r.test('status', (status) => status === 'ENABLED', 'ENABLED') } }),
});

function watcher(type: string, terraform: string, cloudformation: string) {
  return defineKind({
    type,
    element: 'supporting',
    kind: 'control/detector',
    dialects: { terraform, cloudformation },
    attributes: {},
    build: (r) => ({ facts: { 'audit.enabled': known(true, [r.location]) } }),
  });
}

export const kinds = [
  guardDuty,
  configRecorder,
  recorderStatus,
  configDelivery,
  configRule,
  securityHub,
  accessAnalyzer,
  inspector,
  macie,
];
