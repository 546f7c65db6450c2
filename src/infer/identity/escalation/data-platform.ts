import { compute, passRole, type Technique } from './technique.js';

const glue = 'glue.amazonaws.com';
const sagemaker = 'sagemaker.amazonaws.com';

export const dataPlatform: readonly Technique[] = [
  passRole('glue-001', glue, 'glue:CreateDevEndpoint', 'creates a development endpoint with the role'),
  compute(
    'glue-002',
    /^aws\.glue\.dev-endpoint$/,
    'glue:UpdateDevEndpoint',
    'adds its SSH key to the development endpoint',
  ),
  passRole(
    'glue-003',
    glue,
    'glue:CreateJob + glue:StartJobRun|glue:CreateTrigger',
    'creates a job with the role and runs it',
  ),
  passRole(
    'glue-005',
    glue,
    'glue:UpdateJob + glue:StartJobRun|glue:CreateTrigger',
    'gives the role to a job and runs it',
  ),
  passRole('glue-007', glue, 'glue:CreateSession + glue:RunStatement', 'runs statements in a session with the role'),
  passRole('sagemaker-001', sagemaker, 'sagemaker:CreateNotebookInstance', 'creates a notebook with the role'),
  passRole('sagemaker-002', sagemaker, 'sagemaker:CreateTrainingJob', 'runs a training job with the role'),
  passRole('sagemaker-003', sagemaker, 'sagemaker:CreateProcessingJob', 'runs a processing job with the role'),
  compute(
    'sagemaker-004',
    /^aws\.sagemaker\.notebook(-instance)?$/,
    'sagemaker:CreatePresignedNotebookInstanceUrl',
    'opens the notebook',
  ),
  compute(
    'sagemaker-005',
    /^aws\.sagemaker\.notebook(-instance)?$/,
    'sagemaker:CreateNotebookInstanceLifecycleConfig + sagemaker:StopNotebookInstance + sagemaker:UpdateNotebookInstance + sagemaker:StartNotebookInstance',
    'runs a start script of its own on the notebook',
  ),
  compute(
    'x-sagemaker-domain',
    /^aws\.sagemaker\.(domain|user-profile)$/,
    'sagemaker:CreatePresignedDomainUrl',
    'opens the studio of the user',
  ),
  passRole(
    'datapipeline-001',
    'datapipeline.amazonaws.com ec2.amazonaws.com',
    'datapipeline:CreatePipeline + datapipeline:PutPipelineDefinition + datapipeline:ActivatePipeline',
    'runs a data pipeline with the role',
  ),
  passRole(
    'x-emr',
    'ec2.amazonaws.com elasticmapreduce.amazonaws.com',
    'elasticmapreduce:RunJobFlow',
    'runs a cluster with the role',
  ),
  passRole(
    'x-emr-serverless',
    'emr-serverless.amazonaws.com',
    'emr-serverless:StartJobRun',
    'runs a serverless job with the role',
  ),
  passRole(
    'x-airflow',
    'airflow.amazonaws.com airflow-env.amazonaws.com',
    'airflow:CreateEnvironment',
    'creates an Airflow environment with the role',
  ),
  compute(
    'x-airflow-login',
    /^aws\.mwaa\.environment$/,
    'airflow:CreateWebLoginToken',
    'logs in to the Airflow environment',
  ),
];
