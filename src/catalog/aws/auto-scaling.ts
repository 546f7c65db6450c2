import { Host, type HostReader, hostEndpoint, hostFacts, hostLinks, hostWorkload } from '../common/host.js';
import type { Link } from '../../model/relation.js';
import { lookedUp } from '../common/parts.js';
import { defineKind, type Satellites } from '../kind.js';
import { templatesOf } from './ec2-instance.js';
import { launchConfiguration } from './launch-template.js';

/** Registers the instances of a group with a target group or classic load balancer. */
export const autoScalingAttachment = defineKind({
  type: 'aws.autoscaling.attachment',
  element: 'supporting',
  kind: 'process/host-group',
  dialects: { terraform: 'aws_autoscaling_attachment' },
  absent: { cloudformation: 'CloudFormation writes TargetGroupARNs inside AWS::AutoScaling::AutoScalingGroup' },
  attributes: {
    group: { terraform: 'autoscaling_group_name' },
    targetGroup: { terraform: 'lb_target_group_arn' },
    classic: { terraform: 'elb' },
  },
  satelliteOf: { owner: 'group', types: ['aws.autoscaling.group'] },
});

/** A group of like instances; stands for all of them. */
export const autoScalingGroup = defineKind({
  type: 'aws.autoscaling.group',
  element: 'process',
  kind: 'process/host-group',
  dialects: { terraform: 'aws_autoscaling_group', cloudformation: 'AWS::AutoScaling::AutoScalingGroup' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'AutoScalingGroupName' },
    subnets: { terraform: 'vpc_zone_identifier', cloudformation: 'VPCZoneIdentifier' },
    zones: { terraform: 'availability_zones', cloudformation: 'AvailabilityZones' },
    maximum: { terraform: 'max_size', cloudformation: 'MaxSize' },
    template: { terraform: 'launch_template.id', cloudformation: 'LaunchTemplate.LaunchTemplateId' },
    templateName: { terraform: 'launch_template.name', cloudformation: 'LaunchTemplate.LaunchTemplateName' },
    mixedTemplate: {
      terraform: 'mixed_instances_policy.launch_template.launch_template_specification.launch_template_id',
      cloudformation: 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateId',
    },
    mixedTemplateName: {
      terraform: 'mixed_instances_policy.launch_template.launch_template_specification.launch_template_name',
      cloudformation: 'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification.LaunchTemplateName',
    },
    configuration: { terraform: 'launch_configuration', cloudformation: 'LaunchConfigurationName' },
    targetGroups: { terraform: 'target_group_arns', cloudformation: 'TargetGroupARNs' },
    classic: { terraform: 'load_balancers', cloudformation: 'LoadBalancerNames' },
    sources: {
      terraform: 'traffic_source',
      cloudformation: 'TrafficSources',
      each: { identifier: { terraform: 'identifier', cloudformation: 'Identifier' } },
    },
  },
  names: ['name'],
  borrows: [
    { by: 'template', types: ['aws.ec2.launch-template'] },
    { by: 'templateName', types: ['aws.ec2.launch-template'] },
    { by: 'mixedTemplate', types: ['aws.ec2.launch-template'] },
    { by: 'mixedTemplateName', types: ['aws.ec2.launch-template'] },
    { by: 'configuration', types: ['aws.autoscaling.launch-configuration'] },
  ],
  build(r, satellites) {
    const configurations = satellites.of(launchConfiguration) as unknown as readonly HostReader[];
    const host = new Host([...templatesOf(satellites), ...configurations]);
    const [template] = [...templatesOf(satellites), ...configurations];
    const network = hostEndpoint(host, r.list('subnets'));
    return {
      // Groups of a template that is declared elsewhere are not known; they are not the VPC's default one.
      network: template ? network : { ...network, securityGroups: [lookedUp(r, 'template')] },
      workload: hostWorkload(host),
      facts: {
        ...(template && hostFacts(host, template)),
        'workload.concurrencyLimited': r.test('maximum', () => true),
      },
      links: [
        ...hostLinks(host),
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...(['template', 'templateName', 'mixedTemplate', 'mixedTemplateName'] as const).flatMap((key) =>
          r.link('instantiates', key, { expects: ['aws.ec2.'] }),
        ),
        ...r.link('instantiates', 'configuration', { expects: ['aws.autoscaling.'] }),
        ...r.link('fronts', 'targetGroups', behind),
        ...r.link('fronts', 'classic', behind),
        ...r.each('sources').flatMap((source) => source.link('fronts', 'identifier', behind)),
        ...attached(satellites),
      ],
    };
  },
});

/** The load balancer's side is the initiator. */
const behind = { reverse: true, grade: 'declared', expects: ['aws.elb.'] } as const;

const attached = (satellites: Satellites): Link[] =>
  satellites
    .of(autoScalingAttachment)
    .flatMap((s) => [...s.link('fronts', 'targetGroup', behind), ...s.link('fronts', 'classic', behind)]);

export const kinds = [autoScalingGroup, autoScalingAttachment];
