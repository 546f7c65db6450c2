import { managedEndpoint } from '../common/endpoint.js';
import { defineKind } from '../kind.js';

/** A user of a file transfer server, with a role for the files. */
export const transferUser = defineKind({
  type: 'aws.transfer.user',
  element: 'supporting',
  kind: 'process/platform',
  dialects: { terraform: 'aws_transfer_user', cloudformation: 'AWS::Transfer::User' },
  attributes: {
    server: { terraform: 'server_id', cloudformation: 'ServerId' },
    role: { terraform: 'role', cloudformation: 'Role' },
  },
  satelliteOf: { owner: 'server', types: ['aws.transfer.server'] },
});

/** An SFTP, FTPS or FTP server in front of a bucket or file system. */
export const transferServer = defineKind({
  type: 'aws.transfer.server',
  element: 'process',
  kind: 'process/platform',
  dialects: { terraform: 'aws_transfer_server', cloudformation: 'AWS::Transfer::Server' },
  attributes: {
    endpointType: { terraform: 'endpoint_type', cloudformation: 'EndpointType' },
    protocols: { terraform: 'protocols', cloudformation: 'Protocols' },
    subnets: { terraform: 'endpoint_details.subnet_ids', cloudformation: 'EndpointDetails.SubnetIds' },
    groups: { terraform: 'endpoint_details.security_group_ids', cloudformation: 'EndpointDetails.SecurityGroupIds' },
    addresses: {
      terraform: 'endpoint_details.address_allocation_ids',
      cloudformation: 'EndpointDetails.AddressAllocationIds',
    },
    function: { terraform: 'function', cloudformation: 'IdentityProviderDetails.Function' },
    loggingRole: { terraform: 'logging_role', cloudformation: 'LoggingRole' },
  },
  build(r, satellites) {
    const type = r.fact('endpointType', 'PUBLIC');
    const subnets = r.list('subnets');
    const addressed = r.list('addresses').length > 0;
    return {
      ...(subnets.length > 0 && { network: managedEndpoint(subnets, r.list('groups')) }),
      surface: {
        // A VPC endpoint with Elastic IP addresses faces the internet too.
        internet: type.state === 'unknown' ? 'unknown' : type.value === 'PUBLIC' || addressed ? 'yes' : 'no',
        because: [r.at('endpointType')],
        operations: [
          { name: 'file transfer', authentication: 'user', because: [r.location], targets: [], sideEffects: true },
        ],
      },
      facts: {
        'surface.cleartext': r.test('protocols', (protocols) => [protocols].flat().includes('FTP'), ['SFTP']),
        'audit.accessLogged': r.test('loggingRole', () => true, false),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
        ...r.link('invokes', 'function', { grade: 'declared', expects: ['aws.lambda.'] }),
        ...satellites
          .of(transferUser)
          .flatMap((s) => s.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] })),
      ],
    };
  },
});

export const kinds = [transferServer, transferUser];
