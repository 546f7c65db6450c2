import type { EndpointFacet } from '../../model/network.js';
import { managedEndpoint, placement } from '../common/endpoint.js';
import { defineKind } from '../kind.js';
import { mapFact } from '../reader.js';

/** A notebook server; it opens through a signed console URL. */
export const sagemakerNotebook = defineKind({
  type: 'aws.sagemaker.notebook-instance',
  element: 'process',
  kind: 'process/notebook',
  dialects: { terraform: 'aws_sagemaker_notebook_instance', cloudformation: 'AWS::SageMaker::NotebookInstance' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'NotebookInstanceName' },
    role: { terraform: 'role_arn', cloudformation: 'RoleArn' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
    groups: { terraform: 'security_groups', cloudformation: 'SecurityGroupIds' },
    internet: { terraform: 'direct_internet_access', cloudformation: 'DirectInternetAccess' },
    root: { terraform: 'root_access', cloudformation: 'RootAccess' },
    key: { terraform: 'kms_key_id', cloudformation: 'KmsKeyId' },
    metadata: {
      terraform: 'instance_metadata_service_configuration.minimum_instance_metadata_service_version',
      cloudformation: 'InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion',
    },
  },
  names: ['name'],
  build(r) {
    const subnets = r.list('subnet');
    const network: EndpointFacet = managedEndpoint(subnets, r.list('groups'));
    return {
      ...(subnets.length > 0 && { network }),
      facts: {
        'workload.directInternet': mapFact(r.fact('internet', 'Enabled'), (v) => v === 'Enabled'),
        'workload.rootAccess': mapFact(r.fact('root', 'Enabled'), (v) => v === 'Enabled'),
        'workload.imdsV1': mapFact(r.fact('metadata'), (version) => String(version) !== '2'),
      },
      links: [
        ...placement(r, 'subnet', 'groups'),
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('encrypts-with', 'key', { expects: ['aws.kms.'] }),
      ],
    };
  },
});

export const kinds = [sagemakerNotebook];
