export interface Lab {
  readonly name: string;
  readonly terraform: string;
  /** `technique -> target`, with `?` when something unknown decides. */
  readonly expect: readonly string[];
  /** Other techniques may be found as well. */
  readonly atLeast?: boolean;
}

const trust = (principal: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = ${principal} }] })`;

const role = (name: string, principal: string, extra = ''): string => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = ${trust(principal)}
  ${extra}
}`;

const grants = (owner: string, statements: string): string => `
resource "aws_iam_role_policy" "${owner}" {
  name   = "${owner}"
  role   = aws_iam_role.${owner}.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
}`;

const statement = (actions: readonly string[], resource: string, more = ''): string =>
  `{ Effect = "Allow", Action = ${JSON.stringify(actions)}, Resource = ${resource}${more} }`;

const service = (name: string): string => `{ Service = "${name}" }`;
/** The role under test: nothing runs as it. */
const clinic = (...statements: readonly string[]): string =>
  `${role('clinic', service('ecs-tasks.amazonaws.com'))}${grants('clinic', statements.join(', '))}`;
const admin = (principal: string, extra = ''): string => `${role('boss', principal, extra)}
resource "aws_iam_role_policy_attachment" "boss" {
  role       = aws_iam_role.boss.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`;
const pass = (resource = 'aws_iam_role.boss.arn', more = ''): string => statement(['iam:PassRole'], resource, more);
const passedTo = (name: string): string => `, Condition = { StringEquals = { "iam:PassedToService" = "${name}" } }`;
const fn = (owner: string): string => `
resource "aws_lambda_function" "visits" {
  function_name = "visits"
  role          = aws_iam_role.${owner}.arn
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = "visits.zip"
}`;
const vm = (owner: string): string => `
resource "aws_iam_instance_profile" "host" {
  name = "host"
  role = aws_iam_role.${owner}.name
}
resource "aws_instance" "host" {
  ami                  = "ami-12345678"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.host.name
}`;
const user = (name: string, statements: string): string => `
resource "aws_iam_user" "${name}" {
  name = "${name}"
}
resource "aws_iam_user_policy" "${name}" {
  user   = aws_iam_user.${name}.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
}`;
const chief = user('chief', statement(['*'], '"*"'));
const chiefs = `
resource "aws_iam_group" "chiefs" {
  name = "chiefs"
}
resource "aws_iam_group_policy_attachment" "chiefs" {
  group      = aws_iam_group.chiefs.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`;
const self = 'aws_iam_role.clinic.arn';
const lambda = 'lambda.amazonaws.com';
const ec2 = 'ec2.amazonaws.com';

const labsByHand: readonly Lab[] = [
  // Self-policy
  {
    name: 'iam-005 PutRolePolicy on itself',
    terraform: clinic(statement(['iam:PutRolePolicy'], self)),
    expect: ['iam-005 -> admin'],
  },
  {
    name: 'iam-005 twin: on another role without assuming it',
    terraform:
      clinic(statement(['iam:PutRolePolicy'], '"arn:aws:iam::*:role/reports"')) + role('reports', service(lambda)),
    expect: [],
  },
  {
    name: 'iam-009 AttachRolePolicy on itself',
    terraform: clinic(statement(['iam:AttachRolePolicy'], self)),
    expect: ['iam-009 -> admin'],
  },
  {
    name: 'iam-009 twin: pinned to a harmless policy',
    terraform: clinic(
      statement(
        ['iam:AttachRolePolicy'],
        self,
        ', Condition = { ArnEquals = { "iam:PolicyARN" = "arn:aws:iam::aws:policy/ReadOnlyAccess" } }',
      ),
    ),
    expect: [],
  },
  {
    name: 'iam-001 CreatePolicyVersion on an attached customer policy',
    terraform: `${clinic(statement(['iam:CreatePolicyVersion'], 'aws_iam_policy.visits.arn'))}
resource "aws_iam_policy" "visits" {
  name   = "visits"
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement(['s3:ListAllMyBuckets'], '"*"')}] })
}
resource "aws_iam_role_policy_attachment" "visits" {
  role       = aws_iam_role.clinic.name
  policy_arn = aws_iam_policy.visits.arn
}`,
    expect: ['iam-001 -> admin'],
  },
  {
    name: 'iam-001 twin: only AWS-managed policies, which nobody can change',
    terraform: `${clinic(statement(['iam:CreatePolicyVersion'], '"arn:aws:iam::aws:policy/*"'))}
resource "aws_iam_role_policy_attachment" "visits" {
  role       = aws_iam_role.clinic.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}`,
    expect: [],
  },
  {
    name: 'self-policy twin: a boundary caps it',
    terraform: `${role('clinic', service(lambda), 'permissions_boundary = aws_iam_policy.cap.arn')}${grants('clinic', statement(['iam:PutRolePolicy'], self))}
resource "aws_iam_policy" "cap" {
  name   = "cap"
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement(['s3:*', 'iam:PutRolePolicy'], '"*"')}] })
}`,
    expect: [],
  },
  {
    name: 'boundary that it can remove',
    terraform: `${role('clinic', service(lambda), 'permissions_boundary = aws_iam_policy.cap.arn')}${grants('clinic', statement(['*'], '"*"'))}
resource "aws_iam_policy" "cap" {
  name   = "cap"
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statement(['s3:*', 'iam:DeleteRolePermissionsBoundary'], '"*"')}] })
}`,
    expect: ['x-boundary -> admin'],
  },
  // Trust rewrite
  {
    name: 'iam-012 UpdateAssumeRolePolicy',
    terraform: clinic(statement(['iam:UpdateAssumeRolePolicy'], 'aws_iam_role.boss.arn')) + admin(service(ec2)),
    expect: ['iam-012 -> boss'],
  },
  {
    name: 'iam-012 twin: another role',
    terraform: clinic(statement(['iam:UpdateAssumeRolePolicy'], '"arn:aws:iam::*:role/app/*"')) + admin(service(ec2)),
    expect: [],
  },
  {
    name: 'x-iam-new-role CreateRole and AttachRolePolicy',
    terraform: clinic(statement(['iam:CreateRole', 'iam:AttachRolePolicy'], '"arn:aws:iam::*:role/app-*"')),
    expect: ['x-iam-new-role -> admin'],
  },
  {
    name: 'x-iam-new-role twin: boundary demanded',
    terraform: clinic(
      statement(
        ['iam:CreateRole', 'iam:AttachRolePolicy'],
        '"arn:aws:iam::*:role/app-*"',
        ', Condition = { StringEquals = { "iam:PermissionsBoundary" = "arn:aws:iam::111111111111:policy/cap" } }',
      ),
    ),
    expect: [],
  },
  // Lambda
  {
    name: 'lambda-001',
    terraform:
      clinic(pass(), statement(['lambda:CreateFunction', 'lambda:InvokeFunction'], '"*"')) + admin(service(lambda)),
    expect: ['lambda-001 -> boss'],
  },
  {
    name: 'lambda-001 twin: role trusts another service',
    terraform:
      clinic(pass(), statement(['lambda:CreateFunction', 'lambda:InvokeFunction'], '"*"')) + admin(service(ec2)),
    expect: [],
  },
  {
    name: 'lambda-001 twin: passed to another service',
    terraform:
      clinic(pass('"*"', passedTo(ec2)), statement(['lambda:CreateFunction', 'lambda:InvokeFunction'], '"*"')) +
      admin(service(lambda)),
    expect: [],
  },
  {
    name: 'lambda-001 twin: PassRole does not cover the role',
    terraform:
      clinic(
        pass('"arn:aws:iam::*:role/app-*"'),
        statement(['lambda:CreateFunction', 'lambda:InvokeFunction'], '"*"'),
      ) + admin(service(lambda)),
    expect: [],
  },
  {
    name: 'D8-23 PassRole by prefix covers the role',
    terraform: clinic(pass('"arn:aws:iam::*:role/bo*"'), statement(['lambda:*'], '"*"')) + admin(service(lambda)),
    expect: ['lambda-001 -> boss', 'lambda-002 -> boss', 'lambda-006 -> boss', 'x-lambda-url -> boss'],
  },
  {
    name: 'D8-22 PassedToService lambda with RunInstances',
    terraform: clinic(pass('"*"', passedTo(lambda)), statement(['ec2:RunInstances'], '"*"')) + admin(service(ec2)),
    expect: [],
  },
  {
    name: 'D8-21 lambda-003 UpdateFunctionCode without Invoke',
    terraform:
      clinic(statement(['lambda:UpdateFunctionCode'], 'aws_lambda_function.visits.arn')) +
      admin(service(lambda)) +
      fn('boss'),
    expect: ['lambda-003 -> boss'],
  },
  {
    name: 'lambda-003 twin: another function',
    terraform:
      clinic(statement(['lambda:UpdateFunctionCode'], '"arn:aws:lambda:*:*:function:reports"')) +
      admin(service(lambda)) +
      fn('boss'),
    expect: [],
  },
  // EC2 and SSM
  {
    name: 'ec2-001',
    terraform: clinic(pass(), statement(['ec2:RunInstances'], '"*"')) + admin(service(ec2)),
    expect: ['ec2-001 -> boss'],
  },
  {
    name: 'ec2-002',
    terraform:
      clinic(statement(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'], '"*"')) +
      admin(service(ec2)) +
      vm('boss'),
    expect: ['ec2-002 -> boss'],
  },
  {
    name: 'ec2-002 twin: cannot restart',
    terraform:
      clinic(statement(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances'], '"*"')) + admin(service(ec2)) + vm('boss'),
    expect: [],
  },
  {
    name: 'ssm-001',
    terraform: clinic(statement(['ssm:StartSession'], '"*"')) + admin(service(ec2)) + vm('boss'),
    expect: ['ssm-001 -> boss'],
  },
  {
    name: 'ssm-001 twin: the instance has no agent permissions',
    terraform:
      clinic(statement(['ssm:StartSession'], '"*"')) +
      role('boss', service(ec2)) +
      grants('boss', statement(['s3:*'], '"*"')) +
      vm('boss'),
    expect: [],
  },
  {
    name: 'ssm-002',
    terraform: clinic(statement(['ssm:SendCommand'], '"*"')) + admin(service(ec2)) + vm('boss'),
    expect: ['ssm-002 -> boss'],
  },
  // Build and stacks
  {
    name: 'codebuild-001',
    terraform:
      clinic(pass(), statement(['codebuild:CreateProject', 'codebuild:StartBuild'], '"*"')) +
      admin(service('codebuild.amazonaws.com')),
    expect: ['codebuild-001 -> boss'],
  },
  {
    name: 'cloudformation-001',
    terraform:
      clinic(pass(), statement(['cloudformation:CreateStack'], '"*"')) + admin(service('cloudformation.amazonaws.com')),
    expect: ['cloudformation-001 -> boss'],
  },
  {
    name: 'glue-001',
    terraform: clinic(pass(), statement(['glue:CreateDevEndpoint'], '"*"')) + admin(service('glue.amazonaws.com')),
    expect: ['glue-001 -> boss'],
  },
  {
    name: 'sagemaker-001',
    terraform:
      clinic(pass(), statement(['sagemaker:CreateNotebookInstance'], '"*"')) +
      admin(service('sagemaker.amazonaws.com')),
    expect: ['sagemaker-001 -> boss'],
  },
  {
    name: 'states',
    terraform:
      clinic(pass(), statement(['states:CreateStateMachine', 'states:StartExecution'], '"*"')) +
      admin(service('states.amazonaws.com')),
    expect: ['x-states -> boss'],
  },
  // Users and groups
  {
    name: 'iam-002 CreateAccessKey of an administrator',
    terraform: `${user('clinic', statement(['iam:CreateAccessKey'], 'aws_iam_user.chief.arn'))}${chief}`,
    expect: ['iam-002 -> chief'],
  },
  {
    name: 'iam-002 twin: another user',
    terraform: `${user('clinic', statement(['iam:CreateAccessKey'], '"arn:aws:iam::*:user/interns/*"'))}${chief}`,
    expect: [],
  },
  {
    name: 'iam-002 twin: only its own keys',
    terraform: `${user('clinic', statement(['iam:CreateAccessKey'], '"arn:aws:iam::*:user/$${aws:username}"'))}${chief}`,
    expect: [],
  },
  {
    name: 'iam-004 CreateLoginProfile, iam-006 UpdateLoginProfile',
    terraform: `${user('clinic', statement(['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], 'aws_iam_user.chief.arn'))}${chief}`,
    expect: ['iam-004 -> chief', 'iam-006 -> chief'],
  },
  {
    name: 'iam-007 PutUserPolicy on itself',
    terraform: user('clinic', statement(['iam:PutUserPolicy'], 'aws_iam_user.clinic.arn')),
    expect: ['iam-007 -> admin'],
  },
  {
    name: 'iam-008 AttachUserPolicy on any user',
    terraform: user('clinic', statement(['iam:AttachUserPolicy'], '"*"')),
    expect: ['iam-008 -> admin'],
  },
  {
    name: 'iam-013 AddUserToGroup',
    terraform: `${user('clinic', statement(['iam:AddUserToGroup'], 'aws_iam_group.chiefs.arn'))}${chiefs}`,
    expect: ['iam-013 -> admin'],
  },
  {
    name: 'iam-013 twin: the group has nothing',
    terraform: `${user('clinic', statement(['iam:AddUserToGroup'], 'aws_iam_group.interns.arn'))}${chiefs}\nresource "aws_iam_group" "interns" {\n  name = "interns"\n}`,
    expect: [],
  },
  {
    name: 'iam-011 PutGroupPolicy on its own group',
    terraform: `${user('clinic', statement(['iam:PutGroupPolicy'], '"*"'))}
resource "aws_iam_group" "interns" {
  name = "interns"
}
resource "aws_iam_user_group_membership" "clinic" {
  user   = aws_iam_user.clinic.name
  groups = [aws_iam_group.interns.name]
}`,
    expect: ['iam-011 -> admin'],
  },
  {
    name: 'iam-017 PutRolePolicy on a role that it can assume',
    terraform: `${user('clinic', statement(['iam:PutRolePolicy'], 'aws_iam_role.desk.arn'))}${role('desk', '{ AWS = aws_iam_user.clinic.arn }')}`,
    expect: ['iam-017 -> admin'],
  },
  {
    name: 'iam-017 twin: it cannot assume the role',
    terraform: `${user('clinic', statement(['iam:PutRolePolicy'], 'aws_iam_role.desk.arn'))}${role('desk', service(lambda))}`,
    expect: [],
  },
  {
    name: 'iam-019, iam-021 with UpdateAssumeRolePolicy',
    terraform: `${user('clinic', statement(['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], 'aws_iam_role.desk.arn'))}${role('desk', service(lambda))}`,
    expect: ['iam-012 -> desk', 'iam-019 -> admin', 'iam-021 -> admin'],
  },
  {
    name: 'x-artifact: writes the package that a privileged function runs',
    terraform: `${clinic(statement(['s3:PutObject'], '"${aws_s3_bucket.code.arn}/*"'))}${admin(service(lambda))}
resource "aws_s3_bucket" "code" {
  bucket = "clinic-code"
}
${fn('boss').replace('filename      = "visits.zip"', 's3_bucket = aws_s3_bucket.code.id\n  s3_key = "visits.zip"')}`,
    expect: ['x-artifact -> boss'],
  },
  {
    name: 'PassRole on everything, and no role of that service in the code',
    terraform: clinic(pass('"*"'), statement(['glue:CreateDevEndpoint'], '"*"')),
    expect: ['glue-001 -> admin?'],
  },
  {
    name: 'account number by a variable',
    terraform: `variable "account_id" {}\n${clinic(pass('"arn:aws:iam::${var.account_id}:role/boss"'), statement(['ec2:RunInstances'], '"arn:aws:ec2:*:${var.account_id}:*"'))}${admin(service(ec2))}`,
    expect: ['ec2-001 -> boss'],
  },
  // Administrators and innocents
  {
    name: 'an administrator does not escalate',
    terraform: clinic(statement(['*'], '"*"')) + admin(service(lambda)),
    expect: [],
  },
  {
    name: 'a reader does not escalate',
    terraform:
      clinic(statement(['s3:Get*', 's3:List*', 'iam:Get*', 'iam:List*'], '"*"')) +
      admin(service(lambda)) +
      fn('boss') +
      vm('boss'),
    expect: [],
  },
  {
    name: 'a role that passes itself gains nothing',
    terraform: clinic(pass(self), statement(['lambda:*'], '"*"')),
    expect: [],
  },
  {
    name: 'explicit deny',
    terraform: clinic(
      statement(['iam:*'], self),
      `{ Effect = "Deny", Action = "iam:Put*", Resource = "*" }`,
      `{ Effect = "Deny", Action = ["iam:Attach*", "iam:UpdateAssumeRolePolicy"], Resource = "*" }`,
    ),
    expect: [],
  },
];

/** New compute of each kind: what it takes (by AWS' documentation of the service), and which service gets the role. */
const families: readonly { readonly id: string; readonly to: string; readonly takes: readonly string[] }[] = [
  { id: 'x-emr', to: 'elasticmapreduce.amazonaws.com', takes: ['elasticmapreduce:RunJobFlow'] },
  { id: 'x-emr-serverless', to: 'emr-serverless.amazonaws.com', takes: ['emr-serverless:StartJobRun'] },
  { id: 'x-batch', to: 'ecs-tasks.amazonaws.com', takes: ['batch:RegisterJobDefinition', 'batch:SubmitJob'] },
  {
    id: 'bedrock-001',
    to: 'bedrock-agentcore.amazonaws.com',
    takes: [
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
  },
  { id: 'x-bedrock-agent', to: 'bedrock.amazonaws.com', takes: ['bedrock:CreateAgent', 'bedrock:InvokeAgent'] },
  { id: 'x-eks-pod-identity', to: 'pods.eks.amazonaws.com', takes: ['eks:CreatePodIdentityAssociation'] },
  { id: 'x-eks-nodegroup', to: 'ec2.amazonaws.com', takes: ['eks:CreateNodegroup'] },
  { id: 'apprunner-001', to: 'tasks.apprunner.amazonaws.com', takes: ['apprunner:CreateService'] },
  { id: 'x-amplify', to: 'amplify.amazonaws.com', takes: ['amplify:UpdateApp', 'amplify:StartJob'] },
  { id: 'sagemaker-001', to: 'sagemaker.amazonaws.com', takes: ['sagemaker:CreateNotebookInstance'] },
  { id: 'sagemaker-002', to: 'sagemaker.amazonaws.com', takes: ['sagemaker:CreateTrainingJob'] },
  { id: 'sagemaker-003', to: 'sagemaker.amazonaws.com', takes: ['sagemaker:CreateProcessingJob'] },
  { id: 'glue-003', to: 'glue.amazonaws.com', takes: ['glue:CreateJob', 'glue:StartJobRun'] },
  { id: 'glue-005', to: 'glue.amazonaws.com', takes: ['glue:UpdateJob', 'glue:StartJobRun'] },
  { id: 'glue-007', to: 'glue.amazonaws.com', takes: ['glue:CreateSession', 'glue:RunStatement'] },
  {
    id: 'datapipeline-001',
    to: 'datapipeline.amazonaws.com',
    takes: ['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
  },
  { id: 'x-states', to: 'states.amazonaws.com', takes: ['states:CreateStateMachine', 'states:StartExecution'] },
  { id: 'x-scheduler', to: 'scheduler.amazonaws.com', takes: ['scheduler:CreateSchedule'] },
  { id: 'x-events', to: 'events.amazonaws.com', takes: ['events:PutRule', 'events:PutTargets'] },
  { id: 'x-pipes', to: 'pipes.amazonaws.com', takes: ['pipes:CreatePipe'] },
  { id: 'x-codepipeline', to: 'codepipeline.amazonaws.com', takes: ['codepipeline:CreatePipeline'] },
  { id: 'codebuild-001', to: 'codebuild.amazonaws.com', takes: ['codebuild:CreateProject', 'codebuild:StartBuild'] },
  { id: 'cloudformation-001', to: 'cloudformation.amazonaws.com', takes: ['cloudformation:CreateStack'] },
  { id: 'x-airflow', to: 'airflow-env.amazonaws.com', takes: ['airflow:CreateEnvironment'] },
];

/** Each family with its negative twins; the roles that it could take otherwise all trust somebody else. */
const passing: readonly Lab[] = families.flatMap(({ id, to, takes }): Lab[] => [
  {
    name: `${id} hands over a role`,
    terraform: clinic(pass(), statement(takes, '"*"')) + admin(service(to)),
    expect: [`${id} -> boss`],
  },
  {
    name: `${id} twin: may not hand over a role`,
    terraform: clinic(statement(takes, '"*"')) + admin(service(to)),
    expect: [],
  },
  {
    name: `${id} twin: PassedToService names another service`,
    terraform: clinic(pass(undefined, passedTo('support.amazonaws.com')), statement(takes, '"*"')) + admin(service(to)),
    expect: [],
  },
  {
    name: `${id} twin: the role does not trust the service`,
    terraform: clinic(pass(), statement(takes, '"*"')) + admin(service('support.amazonaws.com')),
    expect: [],
  },
  {
    name: `${id} twin: an action is missing`,
    terraform: clinic(pass(), statement(['support:DescribeCases', ...takes.slice(1)], '"*"')) + admin(service(to)),
    expect: [],
  },
  {
    name: `${id} twin: the pattern does not cover the role`,
    terraform: clinic(pass('"arn:aws:iam::*:role/desk-*"'), statement(takes, '"*"')) + admin(service(to)),
    expect: [],
  },
  {
    name: `${id} twin: the role to hand over is a variable`,
    terraform: `variable "task_role" {}\n${clinic(pass('var.task_role'), statement(takes, '"*"'))}${role('desk', service('support.amazonaws.com'))}`,
    expect: [],
  },
]);

export const labs: readonly Lab[] = [...labsByHand, ...passing];
