import { compute, type Technique } from './technique.js';

const hosts = /^aws\.(ec2\.instance|autoscaling\.group)$/;
/** Without these the agent on the instance never asks for commands. */
const agent = {
  roleNeeds: ['ssmmessages:CreateControlChannel', 'ec2messages:GetMessages', 'ssm:UpdateInstanceInformation'],
};
const documents = 'arn:aws:ssm:*:*:document/*';

export const ssm: readonly Technique[] = [
  compute('ssm-001', hosts, 'ssm:StartSession', 'opens a session on the instance', agent),
  compute('ssm-002', hosts, 'ssm:SendCommand', 'sends a shell command to the instance', {
    ...agent,
    also: { 'ssm:SendCommand': documents },
  }),
  compute('x-ssm-association', hosts, 'ssm:CreateAssociation', 'associates a command document with the instance', {
    ...agent,
    also: { 'ssm:CreateAssociation': documents },
  }),
];
