import { known } from '../../model/fact.js';
import { defineKind } from '../kind.js';

/** Records the connections of a VPC, subnet or interface. What it watches links to it by `uses` with `use: flow-log`. */
export const flowLog = defineKind({
  type: 'aws.ec2.flow-log',
  element: 'supporting',
  kind: 'control/flow-log',
  dialects: { terraform: 'aws_flow_log', cloudformation: 'AWS::EC2::FlowLog' },
  attributes: {
    vpc: { terraform: 'vpc_id' },
    subnet: { terraform: 'subnet_id' },
    interface: { terraform: 'eni_id' },
    transit: { terraform: 'transit_gateway_id' },
    resource: { cloudformation: 'ResourceId' },
    watched: { union: ['vpc', 'subnet', 'interface', 'transit', 'resource'] },
    destination: { terraform: 'log_destination', cloudformation: 'LogDestination' },
    logGroup: { cloudformation: 'LogGroupName' },
    role: { terraform: 'iam_role_arn', cloudformation: 'DeliverLogsPermissionArn' },
    traffic: { terraform: 'traffic_type', cloudformation: 'TrafficType' },
  },
  build: (r) => ({
    facts: { 'audit.enabled': known(true, [r.location]) },
    links: [
      ...r.link('uses', 'watched', { reverse: true, expects: ['aws.ec2.'], attrs: { use: 'flow-log' } }),
      ...r.link('logs-to', 'destination', {
        grade: 'declared',
        expects: ['aws.s3.bucket', 'aws.logs.', 'aws.firehose.'],
      }),
      ...r.link('logs-to', 'logGroup', { grade: 'declared', expects: ['aws.logs.log-group'] }),
      ...r.link('runs-as', 'role', { expects: ['aws.iam.role'], attrs: { use: 'agent' } }),
    ],
  }),
});

export const kinds = [flowLog];
