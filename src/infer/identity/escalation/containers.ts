import { compute, passRole, type Technique } from './technique.js';

const service = 'ecs-tasks.amazonaws.com';
const tasks = /^aws\.ecs\.(service|task-definition|task)$/;

export const containers: readonly Technique[] = [
  passRole(
    'ecs-001',
    service,
    'ecs:RegisterTaskDefinition + ecs:CreateService',
    'starts a service whose tasks have the role',
  ),
  passRole('ecs-002', service, 'ecs:RegisterTaskDefinition + ecs:RunTask', 'runs a task with the role'),
  passRole('ecs-003', service, 'ecs:RegisterTaskDefinition + ecs:StartTask', 'starts a task with the role'),
  passRole(
    'x-ecs-update',
    service,
    'ecs:RegisterTaskDefinition + ecs:UpdateService',
    'updates a service to tasks with the role',
  ),
  passRole('ecs-008', service, 'ecs:RunTask', 'runs an existing task definition with the role as an override'),
  passRole('ecs-009', service, 'ecs:StartTask', 'starts an existing task definition with the role as an override'),
  compute('ecs-006', tasks, 'ecs:ExecuteCommand', 'runs a command in the task', { unless: 'ECS Exec on the service' }),
  passRole(
    'x-eks-pod-identity',
    'pods.eks.amazonaws.com',
    'eks:CreatePodIdentityAssociation',
    'gives the role to pods of its own',
  ),
  passRole('x-eks-nodegroup', 'ec2.amazonaws.com', 'eks:CreateNodegroup', 'starts cluster nodes with the role'),
  passRole(
    'apprunner-001',
    'tasks.apprunner.amazonaws.com',
    'apprunner:CreateService',
    'starts an App Runner service with the role',
  ),
  compute(
    'apprunner-002',
    /^aws\.apprunner\.service$/,
    'apprunner:UpdateService',
    'replaces the image of the App Runner service',
  ),
  passRole(
    'x-batch',
    'ecs-tasks.amazonaws.com',
    'batch:RegisterJobDefinition + batch:SubmitJob',
    'submits a batch job with the role',
  ),
];
