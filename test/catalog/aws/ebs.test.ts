import { expect, test } from 'vitest';
import * as ebs from '../../../src/catalog/aws/ebs.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref } from './support.js';

const first = (...declarations: Declaration[]) => [...build([ebs], ...declarations).values()][0];

test('a volume is encrypted when it says so; else the account decides', () => {
  for (const [type, key] of [
    ['aws_ebs_volume', 'encrypted'],
    ['AWS::EC2::Volume', 'Encrypted'],
  ] as const) {
    const fact = (body: object) => first(declare(type, 'data', body))?.facts.get('encryption.atRest');
    expect(fact({ [key]: true })).toMatchObject({ value: true });
    expect(fact({ [key]: false })).toMatchObject({ value: false });
    expect(fact({ [key]: false })).not.toHaveProperty('assumed');
    expect(fact({})).toMatchObject({ value: false, assumed: true });
  }
});

test('an instance mounts what is attached to it', () => {
  const attachment = declare('aws_volume_attachment', 'data', {
    volume_id: ref('aws_ebs_volume.data', 'id'),
    instance_id: ref('aws_instance.web', 'id'),
  });
  expect(linkTexts(first(declare('aws_ebs_volume', 'data', {}), attachment))).toEqual(['<mounts aws_instance.web']);
});

test('a snapshot copies its volume and says with whom it is shared', () => {
  const snapshot = declare('aws_ebs_snapshot', 'data', { volume_id: ref('aws_ebs_volume.data', 'id') });
  const share = declare('aws_snapshot_create_volume_permission', 'partner', {
    snapshot_id: ref('aws_ebs_snapshot.data', 'id'),
    account_id: '999988887777',
  });
  expect(linkTexts(first(snapshot))).toEqual(['<copies-to aws_ebs_volume.data']);
  expect(factValues(first(snapshot))['storage.sharedAccounts']).toBeUndefined();
  expect(factValues(first(snapshot, share))['storage.sharedAccounts']).toEqual(['999988887777']);
});
