import { compute, passRole, type Technique } from './technique.js';

export const orchestration: readonly Technique[] = [
  passRole(
    'x-states',
    'states.amazonaws.com',
    'states:CreateStateMachine|states:UpdateStateMachine + states:StartExecution|states:StartSyncExecution',
    'runs a state machine with the role',
  ),
  compute(
    'x-states-update',
    /^aws\.(states|sfn|stepfunctions)\.state-machine$/,
    'states:UpdateStateMachine',
    'replaces the definition of the state machine',
  ),
  passRole('x-events', 'events.amazonaws.com', 'events:PutRule + events:PutTargets', 'lets a rule act with the role'),
  passRole('x-scheduler', 'scheduler.amazonaws.com', 'scheduler:CreateSchedule', 'lets a schedule act with the role'),
  passRole('x-pipes', 'pipes.amazonaws.com', 'pipes:CreatePipe', 'lets a pipe act with the role'),
  passRole('x-ssm-automation', 'ssm.amazonaws.com', 'ssm:StartAutomationExecution', 'runs an automation with the role'),
  passRole('x-appsync', 'appsync.amazonaws.com', 'appsync:CreateDataSource', 'makes a data source with the role'),
  passRole('x-apigateway', 'apigateway.amazonaws.com', 'apigateway:PUT', 'makes an API integration with the role'),
  passRole(
    'bedrock-001',
    'bedrock-agentcore.amazonaws.com',
    'bedrock-agentcore:CreateCodeInterpreter + bedrock-agentcore:StartCodeInterpreterSession + bedrock-agentcore:InvokeCodeInterpreter',
    'runs code in an interpreter with the role',
  ),
  passRole(
    'x-bedrock-agent',
    'bedrock.amazonaws.com',
    'bedrock:CreateAgent + bedrock:InvokeAgent',
    'makes an agent with the role',
  ),
  compute(
    'x-bedrock-update',
    /^aws\.bedrock\.agent$/,
    'bedrock:UpdateAgent|bedrock:UpdateAgentActionGroup + bedrock:InvokeAgent',
    'changes the instructions of the agent',
  ),
  passRole(
    'x-rolesanywhere',
    'rolesanywhere.amazonaws.com',
    'rolesanywhere:CreateTrustAnchor + rolesanywhere:CreateProfile',
    'lets certificates of its own use the role',
  ),
];
