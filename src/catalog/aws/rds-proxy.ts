import { known } from '../../model/fact.js';
import { onPort } from '../common/database-port.js';
import { privateEndpoint } from '../common/private-endpoint.js';
import { type AttributePath, defineKind } from '../kind.js';
import type { Reader } from '../reader.js';

/** Which database a proxy forwards to. */
export const proxyTarget = defineKind({
  type: 'aws.rds.proxy-target',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_db_proxy_target', cloudformation: 'AWS::RDS::DBProxyTargetGroup' },
  attributes: {
    proxy: { terraform: 'db_proxy_name', cloudformation: 'DBProxyName' },
    instances: { terraform: 'db_instance_identifier', cloudformation: 'DBInstanceIdentifiers' },
    clusters: { terraform: 'db_cluster_identifier', cloudformation: 'DBClusterIdentifiers' },
    databases: { union: ['instances', 'clusters'] },
  },
  satelliteOf: { owner: 'proxy', types: ['aws.rds.proxy'] },
});

const proxyAttributes = {
  name: { terraform: 'name', cloudformation: 'DBProxyName' },
  engine: { terraform: 'engine_family', cloudformation: 'EngineFamily' },
  subnets: { terraform: 'vpc_subnet_ids', cloudformation: 'VpcSubnetIds' },
  securityGroups: { terraform: 'vpc_security_group_ids', cloudformation: 'VpcSecurityGroupIds' },
  tls: { terraform: 'require_tls', cloudformation: 'RequireTLS' },
  role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
  auth: {
    terraform: 'auth',
    cloudformation: 'Auth',
    each: {
      secret: { terraform: 'secret_arn', cloudformation: 'SecretArn' },
      iam: { terraform: 'iam_auth', cloudformation: 'IAMAuth' },
    },
  },
} as const;

/** RDS Proxy: pools connections to a database and signs in with secrets of its own; never public. */
export const proxy = defineKind({
  type: 'aws.rds.proxy',
  element: 'process',
  kind: 'process/platform',
  dialects: { terraform: 'aws_db_proxy', cloudformation: 'AWS::RDS::DBProxy' },
  attributes: proxyAttributes,
  arn: 'arn:aws:rds:{region}:{account}:db-proxy:{name}',
  names: ['name'],
  build: (r, satellites) => ({
    network: privateEndpoint({
      subnets: r.list('subnets'),
      securityGroups: r.list('securityGroups'),
      listens: ports(r),
    }),
    facts: {
      'encryption.inTransit': r.fact('tls', false),
      'storage.clientAuthentication': known(true, [r.location]),
    },
    links: [
      ...satellites
        .of(proxyTarget)
        .flatMap((s) => s.link('fronts', 'databases', { grade: 'declared', expects: ['aws.rds.'] })),
      ...r
        .each('auth')
        .flatMap((auth) => auth.link('reads', 'secret', { grade: 'declared', expects: ['aws.secretsmanager.secret'] })),
      ...r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'app' } }),
      ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
      ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
    ],
  }),
});

const enginePorts: Readonly<Record<string, number>> = { MYSQL: 3306, POSTGRESQL: 5432, SQLSERVER: 1433 };

function ports(r: Reader<{ readonly engine: AttributePath }>) {
  const port = enginePorts[r.text('engine')?.toUpperCase() ?? ''];
  return port === undefined ? [] : [onPort(port, r.at('engine'), r.text('engine')?.toLowerCase())];
}

export const kinds = [proxy, proxyTarget];
