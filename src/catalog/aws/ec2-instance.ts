import { Host, type HostReader, hostEndpoint, hostFacts, hostLinks, hostWorkload } from '../common/host.js';
import { defineKind, type Satellites } from '../kind.js';
import { conditional } from '../common/parts.js';
import { launchTemplate } from './launch-template.js';
import { interfaceGroupAttachment } from './network-interface.js';

/** The templates that an instance or group is made from, as readers of host attributes. */
export const templatesOf = (satellites: Satellites): readonly HostReader[] =>
  satellites.of(launchTemplate) as unknown as readonly HostReader[];

/** A virtual machine. */
export const ec2Instance = defineKind({
  type: 'aws.ec2.instance',
  element: 'process',
  kind: 'process/host',
  dialects: { terraform: ['aws_instance', 'aws_spot_instance_request'], cloudformation: 'AWS::EC2::Instance' },
  attributes: {
    ami: { terraform: 'ami', cloudformation: 'ImageId' },
    profile: { terraform: 'iam_instance_profile', cloudformation: 'IamInstanceProfile' },
    userData: { terraform: 'user_data', cloudformation: 'UserData' },
    // CloudFormation's user data always is base64.
    userDataBase64: { terraform: 'user_data_base64' },
    tokens: { terraform: 'metadata_options.http_tokens', cloudformation: 'MetadataOptions.HttpTokens' },
    hopLimit: {
      terraform: 'metadata_options.http_put_response_hop_limit',
      cloudformation: 'MetadataOptions.HttpPutResponseHopLimit',
    },
    metadataEndpoint: { terraform: 'metadata_options.http_endpoint', cloudformation: 'MetadataOptions.HttpEndpoint' },
    groups: { terraform: 'vpc_security_group_ids', cloudformation: 'SecurityGroupIds' },
    groupNames: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
    // CloudFormation asks for a public address inside NetworkInterfaces.
    publicIp: { terraform: 'associate_public_ip_address' },
    subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
    ipv6: { terraform: 'ipv6_address_count', cloudformation: 'Ipv6AddressCount' },
    sourceDestCheck: { terraform: 'source_dest_check', cloudformation: 'SourceDestCheck' },
    interfaces: {
      terraform: 'network_interface',
      cloudformation: 'NetworkInterfaces',
      each: {
        subnet: { cloudformation: 'SubnetId' },
        groups: { cloudformation: 'GroupSet' },
        publicIp: { cloudformation: 'AssociatePublicIpAddress' },
        ipv6: { cloudformation: 'Ipv6AddressCount' },
        existing: { terraform: 'network_interface_id', cloudformation: 'NetworkInterfaceId' },
      },
    },
    primaryInterface: { terraform: 'primary_network_interface.network_interface_id' },
    template: { terraform: 'launch_template.id', cloudformation: 'LaunchTemplate.LaunchTemplateId' },
    templateName: { terraform: 'launch_template.name', cloudformation: 'LaunchTemplate.LaunchTemplateName' },
  },
  borrows: [
    { by: 'template', types: ['aws.ec2.launch-template'] },
    { by: 'templateName', types: ['aws.ec2.launch-template'] },
  ],
  build(r, satellites) {
    const self = r as unknown as HostReader;
    const host = new Host([self, ...templatesOf(satellites)]);
    const primary = r.list('primaryInterface');
    const network = hostEndpoint(host, r.list('subnet'));
    const added = satellites.of(interfaceGroupAttachment);
    return {
      network: {
        ...network,
        subnets: [...network.subnets, ...primary],
        securityGroups: [
          ...network.securityGroups,
          ...primary,
          ...added.flatMap((s) => s.list('group').map((group) => conditional(group, s.doubts))),
        ],
      },
      workload: hostWorkload(host),
      facts: hostFacts(host, self),
      links: [
        ...hostLinks(host),
        ...r.link('runs-in', 'subnet', { expects: ['aws.ec2.'] }),
        ...added.flatMap((s) => s.link('protected-by', 'group', { expects: ['aws.ec2.'] })),
        ...r.link('uses', 'primaryInterface', { expects: ['aws.ec2.'] }),
        ...r.link('instantiates', 'template', { expects: ['aws.ec2.'] }),
        ...r.link('instantiates', 'templateName', { expects: ['aws.ec2.'] }),
      ],
    };
  },
});

export const kinds = [ec2Instance];
