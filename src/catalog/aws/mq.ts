import { known } from '../../model/fact.js';
import { onPort } from '../common/database-port.js';
import { optional } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact } from '../common/facts.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { flaggedEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';

/** Amazon MQ broker (ActiveMQ, RabbitMQ): always encrypted, TLS only, users with passwords. */
export const broker = defineKind({
  type: 'aws.mq.broker',
  element: 'data-store',
  kind: 'data-store/queue',
  dialects: { terraform: 'aws_mq_broker', cloudformation: 'AWS::AmazonMQ::Broker' },
  attributes: {
    name: { terraform: 'broker_name', cloudformation: 'BrokerName' },
    engine: { terraform: 'engine_type', cloudformation: 'EngineType' },
    publiclyAccessible: { terraform: 'publicly_accessible', cloudformation: 'PubliclyAccessible' },
    subnets: { terraform: 'subnet_ids', cloudformation: 'SubnetIds' },
    securityGroups: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
    kmsKey: { terraform: 'encryption_options.kms_key_id', cloudformation: 'EncryptionOptions.KmsKeyId' },
    deployment: { terraform: 'deployment_mode', cloudformation: 'DeploymentMode' },
    generalLog: { terraform: 'logs.general', cloudformation: 'Logs.General' },
    auditLog: { terraform: 'logs.audit', cloudformation: 'Logs.Audit' },
    users: {
      terraform: 'user',
      cloudformation: 'Users',
      each: { password: { terraform: 'password', cloudformation: 'Password' } },
    },
  },
  names: ['name'],
  build: (r) => {
    const users = r.each('users');
    const rabbit = r.text('engine')?.toLowerCase() === 'rabbitmq';
    const ports = rabbit ? [5671, 443] : [61617, 5671, 61614, 8883, 61619, 8162];
    return {
      network: flaggedEndpoint(
        {
          subnets: r.list('subnets'),
          securityGroups: r.list('securityGroups'),
          listens: ports.map((port) => onPort(port, r.location)),
        },
        r.flag('publiclyAccessible'),
        'no',
      ),
      store: {
        store: 'queue',
        hints: hintsFrom(r, 'name'),
        access: 'credential',
        credentials: users.flatMap((user) => credentialSources(user, 'password')),
        ...optional('engine', r.value('engine')),
        needsNetwork: true,
      },
      facts: {
        'encryption.atRest': alwaysEncrypted(r),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': alwaysEncrypted(r),
        'storage.clientAuthentication': known(true, [r.location]),
        'storage.credentialInCode': anyFact(
          known(false, [r.location]),
          ...users.map((user) => credentialInCode(user, 'password')),
        ),
        'availability.multiZone': r.test('deployment', (mode) => mode !== 'SINGLE_INSTANCE', 'SINGLE_INSTANCE'),
        'audit.accessLogged': anyFact(r.fact('generalLog', false), r.fact('auditLog', false)),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

export const kinds = [broker];
