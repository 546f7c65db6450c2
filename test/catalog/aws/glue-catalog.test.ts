import { expect, test } from 'vitest';
import * as glue from '../../../src/catalog/aws/glue-catalog.js';
import { build, declare, linkTexts, ref, textOf } from './support.js';

test('a table hints at its data by its columns and leads to its bucket, in both dialects', () => {
  const location = ref('aws_s3_bucket.lake', 'id');
  const inTerraform = declare('aws_glue_catalog_table', 'claims', {
    name: 'claims',
    database_name: ref('aws_glue_catalog_database.clinic', 'name'),
    storage_descriptor: [{ location, columns: [{ name: 'diagnosis' }] }],
  });
  const inTemplate = declare('AWS::Glue::Table', 'Claims', {
    DatabaseName: ref('aws_glue_catalog_database.clinic'),
    TableInput: { Name: 'claims', StorageDescriptor: { Location: location, Columns: [{ Name: 'diagnosis' }] } },
  });
  for (const declaration of [inTerraform, inTemplate]) {
    const [table] = build([glue], declaration).values();
    expect(table?.store?.hints.map((hint) => textOf(hint.text))).toEqual(['claims', 'diagnosis']);
    expect(linkTexts(table)).toEqual(['<contains aws_glue_catalog_database.clinic', 'uses aws_s3_bucket.lake']);
  }
});
