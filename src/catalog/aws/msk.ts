import { type Fact, known } from '../../model/fact.js';
import type { EndpointFacet } from '../../model/network.js';
import { boolValue } from '../../model/values.js';
import { onPort } from '../common/database-port.js';
import { documents } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { allFacts, anyFact, presence } from '../common/facts.js';
import { flaggedEndpoint, privateEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

export const clusterPolicy = defineKind({
  type: 'aws.msk.cluster-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: 'aws_msk_cluster_policy', cloudformation: 'AWS::MSK::ClusterPolicy' },
  attributes: {
    cluster: { terraform: 'cluster_arn', cloudformation: 'ClusterArn' },
    document: { terraform: 'policy', cloudformation: 'Policy' },
  },
  satelliteOf: { owner: 'cluster', types: ['aws.msk.cluster', 'aws.msk.serverless-cluster'] },
});

const clusterAttributes = {
  name: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
  subnets: { terraform: 'broker_node_group_info.client_subnets', cloudformation: 'BrokerNodeGroupInfo.ClientSubnets' },
  securityGroups: {
    terraform: 'broker_node_group_info.security_groups',
    cloudformation: 'BrokerNodeGroupInfo.SecurityGroups',
  },
  publicAccess: {
    terraform: 'broker_node_group_info.connectivity_info.public_access.type',
    cloudformation: 'BrokerNodeGroupInfo.ConnectivityInfo.PublicAccess.Type',
  },
  kmsKey: {
    terraform: 'encryption_info.encryption_at_rest_kms_key_arn',
    cloudformation: 'EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId',
  },
  clientBroker: {
    terraform: 'encryption_info.encryption_in_transit.client_broker',
    cloudformation: 'EncryptionInfo.EncryptionInTransit.ClientBroker',
  },
  unauthenticated: {
    terraform: 'client_authentication.unauthenticated',
    cloudformation: 'ClientAuthentication.Unauthenticated.Enabled',
  },
  iam: { terraform: 'client_authentication.sasl.iam', cloudformation: 'ClientAuthentication.Sasl.Iam.Enabled' },
  scram: { terraform: 'client_authentication.sasl.scram', cloudformation: 'ClientAuthentication.Sasl.Scram.Enabled' },
  authorities: {
    terraform: 'client_authentication.tls.certificate_authority_arns',
    cloudformation: 'ClientAuthentication.Tls.CertificateAuthorityArnList',
  },
  logs: { terraform: 'logging_info', cloudformation: 'LoggingInfo' },
  logGroup: {
    terraform: 'logging_info.broker_logs.cloudwatch_logs.log_group',
    cloudformation: 'LoggingInfo.BrokerLogs.CloudWatchLogs.LogGroup',
  },
  logBucket: { terraform: 'logging_info.broker_logs.s3.bucket', cloudformation: 'LoggingInfo.BrokerLogs.S3.Bucket' },
} as const;
type ClusterReader = Reader<typeof clusterAttributes>;

/** Kafka: always encrypted at rest; clients are let in without authentication unless a way to authenticate is written. */
export const cluster = defineKind({
  type: 'aws.msk.cluster',
  element: 'data-store',
  kind: 'data-store/stream',
  dialects: { terraform: 'aws_msk_cluster', cloudformation: 'AWS::MSK::Cluster' },
  attributes: clusterAttributes,
  arn: 'arn:aws:kafka:{region}:{account}:cluster/{name}/*',
  names: ['name'],
  build: (r, satellites) => {
    const authenticated = authentication(r);
    return {
      network: endpoint(r),
      store: {
        store: 'stream',
        hints: hintsFrom(r, 'name'),
        access:
          authenticated.state === 'unknown' ? 'unknown' : authenticated.value === true ? 'iam-or-credential' : 'none',
        credentials: [],
        needsNetwork: true,
      },
      identity: {
        permissions: [],
        attachments: [],
        resourcePolicies: documents(satellites.of(clusterPolicy), 'document'),
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': r.test('clientBroker', (mode) => mode === 'TLS', 'TLS'),
        'storage.clientAuthentication': authenticated,
        'audit.accessLogged': presence(r, 'logs'),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...r.link('logs-to', 'logGroup', { grade: 'declared', expects: ['aws.logs.log-group'] }),
        ...r.link('logs-to', 'logBucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

const authentication = (r: ClusterReader): Fact =>
  allFacts(
    anyFact(r.fact('iam', false), r.fact('scram', false), presence(r, 'authorities')),
    mapFact(r.fact('unauthenticated', false), (on) => on !== true),
  );

/** Public access gives every broker an Elastic IP; it is off unless asked for, and then client authentication is required. */
function endpoint(r: ClusterReader): EndpointFacet {
  const access = r.value('publicAccess');
  const flag = access?.kind === 'string' ? boolValue(access.value !== 'DISABLED', access.at) : access;
  const listens = [9092, 9094, 9096, 9098].map((port) => onPort(port, r.location, 'kafka'));
  return flaggedEndpoint({ subnets: r.list('subnets'), securityGroups: r.list('securityGroups'), listens }, flag, 'no');
}

/** MSK Serverless: IAM authentication and encryption are always on. */
export const serverlessCluster = defineKind({
  type: 'aws.msk.serverless-cluster',
  element: 'data-store',
  kind: 'data-store/stream',
  dialects: { terraform: 'aws_msk_serverless_cluster', cloudformation: 'AWS::MSK::ServerlessCluster' },
  attributes: {
    name: { terraform: 'cluster_name', cloudformation: 'ClusterName' },
    subnets: { terraform: 'vpc_config.subnet_ids', cloudformation: 'VpcConfigs.SubnetIds' },
    securityGroups: { terraform: 'vpc_config.security_group_ids', cloudformation: 'VpcConfigs.SecurityGroups' },
  },
  arn: 'arn:aws:kafka:{region}:{account}:cluster/{name}/*',
  names: ['name'],
  build: (r, satellites) => ({
    network: privateEndpoint({
      subnets: r.list('subnets'),
      securityGroups: r.list('securityGroups'),
      listens: [onPort(9098, r.location, 'kafka')],
    }),
    store: { store: 'stream', hints: hintsFrom(r, 'name'), access: 'iam', credentials: [], needsNetwork: true },
    identity: {
      permissions: [],
      attachments: [],
      resourcePolicies: documents(satellites.of(clusterPolicy), 'document'),
    },
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.inTransit': alwaysEncrypted(r),
      'storage.clientAuthentication': known(true, [r.location]),
    },
    links: [
      ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
      ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
    ],
  }),
});

export const kinds = [cluster, serverlessCluster, clusterPolicy];
