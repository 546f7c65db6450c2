import { compute, passRole, type Technique } from './technique.js';

const service = 'lambda.amazonaws.com';
const functions = /^aws\.lambda\.function$/;

export const lambda: readonly Technique[] = [
  passRole(
    'lambda-001',
    service,
    'lambda:CreateFunction + lambda:InvokeFunction',
    'creates a function with the role and invokes it',
  ),
  passRole(
    'lambda-002',
    service,
    'lambda:CreateFunction + lambda:CreateEventSourceMapping',
    'creates a function with the role and lets an event source trigger it',
  ),
  passRole(
    'lambda-006',
    service,
    'lambda:CreateFunction + lambda:AddPermission',
    'creates a function with the role and lets anybody invoke it',
  ),
  passRole(
    'x-lambda-url',
    service,
    'lambda:CreateFunction + lambda:CreateFunctionUrlConfig',
    'creates a function with the role behind a function URL',
  ),
  compute('lambda-003', functions, 'lambda:UpdateFunctionCode', 'replaces the code of the function'),
  compute(
    'x-lambda-layer',
    functions,
    'lambda:UpdateFunctionConfiguration',
    'puts a layer of its own into the function',
  ),
];
