import { Host, type HostReader, hostFacts, hostLinks, hostWorkload } from '../common/host.js';
import { defineKind } from '../kind.js';

/** What instances are made from. `aws_launch_configuration` is its older form. */
export const launchTemplate = defineKind({
  type: 'aws.ec2.launch-template',
  element: 'supporting',
  kind: 'process/host-template',
  dialects: { terraform: 'aws_launch_template', cloudformation: 'AWS::EC2::LaunchTemplate' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'LaunchTemplateName' },
    ami: { terraform: 'image_id', cloudformation: 'LaunchTemplateData.ImageId' },
    profile: { terraform: 'iam_instance_profile.name', cloudformation: 'LaunchTemplateData.IamInstanceProfile.Name' },
    profileArn: { terraform: 'iam_instance_profile.arn', cloudformation: 'LaunchTemplateData.IamInstanceProfile.Arn' },
    userData: { terraform: 'user_data', cloudformation: 'LaunchTemplateData.UserData' },
    tokens: {
      terraform: 'metadata_options.http_tokens',
      cloudformation: 'LaunchTemplateData.MetadataOptions.HttpTokens',
    },
    hopLimit: {
      terraform: 'metadata_options.http_put_response_hop_limit',
      cloudformation: 'LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit',
    },
    metadataEndpoint: {
      terraform: 'metadata_options.http_endpoint',
      cloudformation: 'LaunchTemplateData.MetadataOptions.HttpEndpoint',
    },
    groups: { terraform: 'vpc_security_group_ids', cloudformation: 'LaunchTemplateData.SecurityGroupIds' },
    groupNames: { terraform: 'security_group_names', cloudformation: 'LaunchTemplateData.SecurityGroups' },
    interfaces: {
      terraform: 'network_interfaces',
      cloudformation: 'LaunchTemplateData.NetworkInterfaces',
      each: {
        subnet: { terraform: 'subnet_id', cloudformation: 'SubnetId' },
        groups: { terraform: 'security_groups', cloudformation: 'Groups' },
        publicIp: { terraform: 'associate_public_ip_address', cloudformation: 'AssociatePublicIpAddress' },
        ipv6: { terraform: 'ipv6_address_count', cloudformation: 'Ipv6AddressCount' },
        existing: { terraform: 'network_interface_id', cloudformation: 'NetworkInterfaceId' },
      },
    },
  },
  names: ['name'],
  build(r) {
    const self = r as unknown as HostReader;
    const host = new Host([self]);
    return { workload: hostWorkload(host), facts: hostFacts(host, self), links: hostLinks(host) };
  },
});

export const launchConfiguration = defineKind({
  type: 'aws.autoscaling.launch-configuration',
  element: 'supporting',
  kind: 'process/host-template',
  dialects: { terraform: 'aws_launch_configuration', cloudformation: 'AWS::AutoScaling::LaunchConfiguration' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'LaunchConfigurationName' },
    ami: { terraform: 'image_id', cloudformation: 'ImageId' },
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
    groups: { terraform: 'security_groups', cloudformation: 'SecurityGroups' },
    publicIp: { terraform: 'associate_public_ip_address', cloudformation: 'AssociatePublicIpAddress' },
  },
  names: ['name'],
  build(r) {
    const self = r as unknown as HostReader;
    const host = new Host([self]);
    return { workload: hostWorkload(host), facts: hostFacts(host, self), links: hostLinks(host) };
  },
});

export const kinds = [launchTemplate, launchConfiguration];
