import { compute, passRole, type Technique } from './technique.js';

const service = 'ec2.amazonaws.com';
const instances = /^aws\.ec2\.instance$/;

export const ec2: readonly Technique[] = [
  passRole('ec2-001', service, 'ec2:RunInstances', 'starts an instance with the role'),
  passRole(
    'ec2-003',
    service,
    'ec2:RequestSpotInstances|ec2:RequestSpotFleet',
    'requests a spot instance with the role',
  ),
  passRole(
    'x-ec2-autoscaling',
    service,
    'autoscaling:CreateLaunchConfiguration|ec2:CreateLaunchTemplate + autoscaling:CreateAutoScalingGroup',
    'lets an Auto Scaling group start instances with the role',
  ),
  passRole(
    'x-ec2-profile',
    service,
    'ec2:AssociateIamInstanceProfile|ec2:ReplaceIamInstanceProfileAssociation',
    'attaches the role to an instance that it controls',
  ),
  compute(
    'ec2-002',
    instances,
    'ec2:ModifyInstanceAttribute + ec2:StopInstances + ec2:StartInstances',
    'replaces the user data of the instance and restarts it',
  ),
  compute(
    'ec2-004',
    /^aws\.ec2\.launch-template$/,
    'ec2:CreateLaunchTemplateVersion + ec2:ModifyLaunchTemplate',
    'puts its own user data into the launch template',
  ),
  compute(
    'ec2instanceconnect-003',
    instances,
    'ec2-instance-connect:SendSSHPublicKey',
    'logs in to the instance with a key of its own',
    { unless: 'a network path to port 22 of the instance' },
  ),
  compute(
    'x-ec2-serial',
    instances,
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
    'logs in at the serial console of the instance',
    { unless: 'serial console access in the account' },
  ),
];
