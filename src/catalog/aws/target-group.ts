import type { FactValue } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import { defineKind, type Satellites } from '../kind.js';
import type { Reader } from '../reader.js';

/** Registers one instance, address, function or load balancer with a target group. */
export const targetGroupAttachment = defineKind({
  type: 'aws.elb.target-group-attachment',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: ['aws_lb_target_group_attachment', 'aws_alb_target_group_attachment'] },
  absent: { cloudformation: 'CloudFormation writes Targets inside AWS::ElasticLoadBalancingV2::TargetGroup' },
  attributes: {
    targetGroup: { terraform: 'target_group_arn' },
    target: { terraform: 'target_id' },
    port: { terraform: 'port' },
  },
  satelliteOf: { owner: 'targetGroup', types: ['aws.elb.target-group'] },
});

const groupAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  port: { terraform: 'port', cloudformation: 'Port' },
  protocol: { terraform: 'protocol', cloudformation: 'Protocol' },
  targetType: { terraform: 'target_type', cloudformation: 'TargetType' },
  preserveClientIp: { terraform: 'preserve_client_ip' },
  vpc: { terraform: 'vpc_id', cloudformation: 'VpcId' },
  targets: {
    // Terraform registers targets with aws_lb_target_group_attachment.
    cloudformation: 'Targets',
    each: { target: { cloudformation: 'Id' }, port: { cloudformation: 'Port' } },
  },
} as const;
type GroupReader = Reader<typeof groupAttributes>;

/** The targets of a load balancer's listeners. It stands between the two in the graph: load balancer, target group, target. */
export const targetGroup = defineKind({
  type: 'aws.elb.target-group',
  element: 'supporting',
  kind: 'other',
  dialects: {
    terraform: ['aws_lb_target_group', 'aws_alb_target_group'],
    cloudformation: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  },
  attributes: groupAttributes,
  names: ['name'],
  build(r, satellites) {
    return { links: registered(r, satellites) };
  },
});

function registered(r: GroupReader, satellites: Satellites): Link[] {
  const targets = [...satellites.of(targetGroupAttachment), ...r.each('targets')] as Reader<
    Pick<typeof targetGroupAttachment.attributes, 'target' | 'port'>
  >[];
  return targets.flatMap((t) =>
    t.link('fronts', 'target', { grade: 'declared', attrs: targetAttributes(r, t.text('port')) }),
  );
}

/** Port and protocol on the way to the target, as far as they are known. */
function targetAttributes(r: GroupReader, own: string | undefined): Record<string, FactValue> {
  const port = Number(own ?? r.text('port'));
  const protocol = r.text('protocol');
  const preserved = r.fact('preserveClientIp');
  return {
    targetType: r.text('targetType') ?? 'instance',
    ...(Number.isInteger(port) && { targetPort: port }),
    ...(protocol !== undefined && { protocol: protocol.toLowerCase() }),
    ...(preserved.state === 'known' && { preserveClientIp: preserved.value }),
  };
}

export const kinds = [targetGroup, targetGroupAttachment];
