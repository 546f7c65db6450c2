import { compute, passRole, type Technique } from './technique.js';

const codebuild = 'codebuild.amazonaws.com';
const projects = /^aws\.codebuild\.project$/;

export const build: readonly Technique[] = [
  passRole(
    'codebuild-001',
    codebuild,
    'codebuild:CreateProject + codebuild:StartBuild',
    'creates a build project with the role and starts it',
  ),
  passRole(
    'codebuild-004',
    codebuild,
    'codebuild:CreateProject + codebuild:StartBuildBatch',
    'creates a build project with the role and starts a batch',
  ),
  compute('codebuild-002', projects, 'codebuild:StartBuild', 'starts a build with a buildspec of its own'),
  compute('codebuild-003', projects, 'codebuild:StartBuildBatch', 'starts a batch build with a buildspec of its own'),
  passRole(
    'x-codepipeline',
    'codepipeline.amazonaws.com',
    'codepipeline:CreatePipeline|codepipeline:UpdatePipeline',
    'makes a pipeline with the role',
  ),
  passRole(
    'cloudformation-001',
    'cloudformation.amazonaws.com',
    'cloudformation:CreateStack',
    'creates a stack with the role',
  ),
  passRole(
    'cloudformation-003',
    'cloudformation.amazonaws.com',
    'cloudformation:CreateStackSet + cloudformation:CreateStackInstances',
    'creates a stack set with the role',
  ),
  passRole(
    'cloudformation-004',
    'cloudformation.amazonaws.com',
    'cloudformation:UpdateStackSet',
    'updates a stack set with the role',
  ),
  compute(
    'cloudformation-002',
    /^aws\.cloudformation\.stack$/,
    'cloudformation:UpdateStack',
    'updates the stack with resources of its own',
  ),
  compute(
    'cloudformation-005',
    /^aws\.cloudformation\.stack$/,
    'cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet',
    'executes a change set of its own on the stack',
  ),
  passRole(
    'x-imagebuilder',
    'ec2.amazonaws.com',
    'imagebuilder:CreateInfrastructureConfiguration + imagebuilder:CreateImage|imagebuilder:StartImagePipelineExecution',
    'builds an image on an instance with the role',
  ),
  passRole(
    'x-amplify',
    'amplify.amazonaws.com',
    'amplify:CreateApp|amplify:UpdateApp + amplify:StartJob',
    'builds an Amplify app with the role',
  ),
];
