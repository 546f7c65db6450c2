import { expect, test } from 'vitest';
import * as alarms from '../../../src/catalog/aws/cloudwatch-alarm.js';
import * as detectors from '../../../src/catalog/aws/detectors.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, ref } from './support.js';

const enabled = (...declarations: Declaration[]) =>
  factValues([...build([detectors, alarms], ...declarations).values()][0])['audit.enabled'];
const recorder = declare('aws_config_configuration_recorder', 'main', { name: 'main' });
const status = (is_enabled: boolean) =>
  declare('aws_config_configuration_recorder_status', 'main', {
    name: ref('aws_config_configuration_recorder.main', 'name'),
    is_enabled,
  });

const rows: readonly [string, readonly Declaration[], boolean][] = [
  ['GuardDuty in Terraform', [declare('aws_guardduty_detector', 'main', {})], true],
  ['GuardDuty switched off', [declare('AWS::GuardDuty::Detector', 'Main', { Enable: false })], false],
  ['a recorder that nothing starts', [recorder], false],
  ['a recorder that is started', [recorder, status(true)], true],
  ['a recorder that is stopped', [recorder, status(false)], false],
  ['a recorder in CloudFormation', [declare('AWS::Config::ConfigurationRecorder', 'Main', {})], true],
  ['Security Hub', [declare('AWS::SecurityHub::Hub', 'Main', {})], true],
  ['Access Analyzer', [declare('aws_accessanalyzer_analyzer', 'main', {})], true],
  ['Macie paused', [declare('aws_macie2_account', 'main', { status: 'PAUSED' })], false],
  ['an alarm without actions', [declare('aws_cloudwatch_metric_alarm', 'main', { actions_enabled: false })], false],
];
test.each(rows)('%s', (_name, declarations, expected) => {
  expect(enabled(...declarations)).toBe(expected);
});
