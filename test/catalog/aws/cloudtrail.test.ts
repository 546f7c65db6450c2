import { expect, test } from 'vitest';
import * as cloudtrail from '../../../src/catalog/aws/cloudtrail.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linesOf, linkTexts, ref, variable } from './support.js';

const first = (...declarations: Declaration[]) => [...build([cloudtrail], ...declarations).values()][0];
const audit = (body: object) => declare('aws_cloudtrail', 'audit', { enable_logging: true, ...body });
const Audit = (body: object) => declare('AWS::CloudTrail::Trail', 'Audit', { IsLogging: true, ...body });

const twins: readonly [string, Declaration, Declaration, Record<string, unknown>][] = [
  [
    'by default',
    audit({}),
    Audit({}),
    {
      'audit.enabled': true,
      'audit.multiRegion': false,
      'audit.logIntegrity': false,
      'audit.dataEvents': false,
      'encryption.customerKey': false,
    },
  ],
  [
    'everything on',
    audit({
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      kms_key_id: ref('aws_kms_key.audit', 'arn'),
      event_selector: [{ data_resource: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }] }],
    }),
    Audit({
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      KMSKeyId: ref('aws_kms_key.audit', 'Arn'),
      EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }] }],
    }),
    {
      'audit.multiRegion': true,
      'audit.logIntegrity': true,
      'audit.dataEvents': true,
      'encryption.customerKey': true,
    },
  ],
  [
    'management events only',
    audit({ advanced_event_selector: [{ field_selector: [{ field: 'eventCategory', equals: ['Management'] }] }] }),
    Audit({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] }),
    { 'audit.dataEvents': false },
  ],
  [
    'data events by an advanced selector',
    audit({ advanced_event_selector: [{ field_selector: [{ field: 'eventCategory', equals: ['Data'] }] }] }),
    Audit({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }] }),
    { 'audit.dataEvents': true },
  ],
  [
    'selectors from a variable',
    audit({ event_selector: variable('selectors') }),
    Audit({ EventSelectors: variable('Selectors') }),
    { 'audit.dataEvents': 'unknown' },
  ],
];

test.each(twins)('%s: the same facts from Terraform and CloudFormation', (_name, terraform, template, facts) => {
  expect(factValues(first(terraform))).toMatchObject(facts);
  expect(factValues(first(template))).toEqual(factValues(first(terraform)));
});

test('Terraform starts a trail unless told otherwise', () => {
  expect(factValues(first(declare('aws_cloudtrail', 'audit', {})))['audit.enabled']).toBe(true);
  const stopped = first(audit({ enable_logging: false }));
  expect(factValues(stopped)['audit.enabled']).toBe(false);
  expect(linesOf(stopped?.facts.get('audit.enabled'))).toEqual([2]);
});

test('logs go to the bucket and the log group', () => {
  const links = linkTexts(
    first(
      audit({
        s3_bucket_name: 'clinic-audit',
        cloud_watch_logs_group_arn: ref('aws_cloudwatch_log_group.audit', 'arn'),
      }),
    ),
  );
  expect(links).toEqual(['logs-to aws_cloudwatch_log_group.audit', 'logs-to clinic-audit']);
});
