import { expect, test } from 'vitest';
import * as rds from '../../../src/catalog/aws/rds.js';
import type { EndpointFacet } from '../../../src/model/network.js';
import { build, declare, factValues, ref } from './support.js';

const cluster = declare('AWS::RDS::DBCluster', 'Shop', {
  Engine: 'aurora-mysql',
  DBSubnetGroupName: ref('ShopSubnets'),
});
const member = (name: string, body: object) =>
  declare('AWS::RDS::DBInstance', name, { Engine: 'aurora-mysql', DBClusterIdentifier: ref('Shop'), ...body });
const endpoint = (...members: readonly ReturnType<typeof member>[]) =>
  build([rds], cluster, ...members).get('Shop')?.network as EndpointFacet;

test('members of a cluster fold into it and decide whether it is public', () => {
  const hidden = member('A', { PubliclyAccessible: false });
  const shown = member('B', { PubliclyAccessible: true });
  expect([...build([rds], cluster, hidden, shown).keys()]).toEqual(['Shop']);
  expect(endpoint(hidden).publicFlag).toMatchObject({ value: false });
  expect(endpoint(hidden, shown).publicFlag).toMatchObject({ value: true });
});

test('a member that does not say so leaves it to the default of its dialect', () => {
  const facet = endpoint(member('A', { PubliclyAccessible: false }), member('B', {}));
  expect(facet.publicFlag).toBeUndefined();
  expect(facet.publicDefault).toBe('yes');
});

test('the parameter group that an instance names says whether TLS is required', () => {
  const group = declare('aws_db_parameter_group', 'strict', {
    family: 'postgres14',
    parameter: [{ name: 'rds.force_ssl', value: '1' }],
  });
  const instance = declare('aws_db_instance', 'orders', {
    engine: 'postgres',
    engine_version: '14.9',
    parameter_group_name: ref('aws_db_parameter_group.strict', 'name'),
  });
  const facts = (...declarations: (typeof group)[]) =>
    factValues(build([rds], ...declarations).get('aws_db_instance.orders'));
  expect(facts(instance, group)['encryption.inTransit']).toBe(true);
  expect(facts(instance)['encryption.inTransit']).toBeUndefined();
});

test('a flag written as text is a flag', () => {
  const hidden = member('A', { PubliclyAccessible: 'false' });
  expect(endpoint(hidden).publicFlag).toMatchObject({ kind: 'bool', value: false });
});
