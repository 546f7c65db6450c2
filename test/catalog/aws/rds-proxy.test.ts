import { expect, test } from 'vitest';
import * as proxies from '../../../src/catalog/aws/rds-proxy.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { build, declare, factValues, linkTexts, ref } from './support.js';

const first = (...declarations: Declaration[]) => [...build([proxies], ...declarations).values()][0];

test('a proxy fronts its database and reads its secret, in both dialects', () => {
  const secret = ref('aws_secretsmanager_secret.db', 'arn');
  const database = ref('aws_db_instance.orders', 'identifier');
  const inTerraform = first(
    declare('aws_db_proxy', 'orders', {
      name: 'orders',
      engine_family: 'POSTGRESQL',
      require_tls: true,
      auth: [{ secret_arn: secret }],
    }),
    declare('aws_db_proxy_target', 'orders', { db_proxy_name: 'orders', db_instance_identifier: database }),
  );
  const inTemplate = first(
    declare('AWS::RDS::DBProxy', 'Orders', {
      DBProxyName: 'orders',
      EngineFamily: 'POSTGRESQL',
      RequireTLS: true,
      Auth: [{ SecretArn: secret }],
    }),
    declare('AWS::RDS::DBProxyTargetGroup', 'Target', {
      DBProxyName: ref('Orders'),
      DBInstanceIdentifiers: [database],
    }),
  );
  expect(linkTexts(inTerraform)).toEqual(['fronts aws_db_instance.orders', 'reads aws_secretsmanager_secret.db']);
  expect(linkTexts(inTemplate)).toEqual(linkTexts(inTerraform));
  expect(factValues(inTerraform)).toEqual({ 'encryption.inTransit': true, 'storage.clientAuthentication': true });
  expect(inTerraform?.network).toMatchObject({ publicAddress: 'never', listens: [{ port: { value: 5432 } }] });
});
