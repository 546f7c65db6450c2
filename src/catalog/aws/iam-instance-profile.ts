import { defineKind } from '../kind.js';
import { optional } from '../common/documents.js';
import { pathArn } from './iam-policy.js';

/** The container that hands one role to EC2 instances. */
export const instanceProfile = defineKind({
  type: 'aws.iam.instance-profile',
  element: 'supporting',
  kind: 'identity/instance-profile',
  dialects: { terraform: 'aws_iam_instance_profile', cloudformation: 'AWS::IAM::InstanceProfile' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'InstanceProfileName' },
    path: { terraform: 'path', cloudformation: 'Path' },
    role: { terraform: 'role', cloudformation: 'Roles' },
  },
  names: ['name'],
  handles: (r) => pathArn(r, 'instance-profile', 'name', 'path'),
  build: (r) => ({
    identity: {
      part: 'instance-profile',
      permissions: [],
      attachments: [],
      ...optional('role', r.list('role')[0]),
      ...optional('name', r.value('name')),
      ...optional('path', r.value('path')),
    },
    links: r.link('uses', 'role', { expects: ['aws.iam.role'] }),
  }),
});

export const kinds = [instanceProfile];
