import type { Resource } from '../../../model/resource.js';

/** What access to a resource is worth, for `can` relations. */
export type Access = 'read' | 'write' | 'invoke' | 'destroy' | 'admin';

/** Actions any of which gives this access, and where below the node's ARN they apply (`/*`: the objects of a bucket). */
export interface AccessRule {
  readonly access: Access;
  readonly actions: readonly string[];
  readonly suffix: string;
}

const rule = (access: Access, actions: string, suffix = ''): AccessRule => ({
  access,
  actions: actions.split(' '),
  suffix,
});

/**
 * The data plane by resource type (spec/D4, "own data-plane lists"; action names as in the Service Authorization Reference).
 * `admin` is what lets a principal give itself or others the rest: resource policies, ACLs, grants.
 */
const rules: Readonly<Record<string, readonly AccessRule[]>> = {
  'aws.s3.bucket': [
    rule('read', 's3:GetObject s3:GetObjectVersion', '/*'),
    rule('write', 's3:PutObject', '/*'),
    rule('destroy', 's3:DeleteObject s3:DeleteObjectVersion', '/*'),
    rule('destroy', 's3:DeleteBucket s3:PutLifecycleConfiguration s3:PutEncryptionConfiguration'),
    rule('admin', 's3:PutBucketPolicy s3:PutBucketAcl s3:PutBucketPublicAccessBlock s3:DeleteBucketPolicy'),
  ],
  'aws.dynamodb.table': [
    rule(
      'read',
      'dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:PartiQLSelect dynamodb:ExportTableToPointInTime',
    ),
    rule('read', 'dynamodb:GetRecords', '/stream/*'),
    rule(
      'write',
      'dynamodb:PutItem dynamodb:UpdateItem dynamodb:BatchWriteItem dynamodb:PartiQLInsert dynamodb:PartiQLUpdate',
    ),
    rule('destroy', 'dynamodb:DeleteItem dynamodb:DeleteTable'),
    rule('admin', 'dynamodb:PutResourcePolicy'),
  ],
  'aws.secretsmanager.secret': [
    rule('read', 'secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue'),
    rule('write', 'secretsmanager:PutSecretValue secretsmanager:UpdateSecret'),
    rule('destroy', 'secretsmanager:DeleteSecret'),
    rule('admin', 'secretsmanager:PutResourcePolicy'),
  ],
  'aws.ssm.parameter': [
    rule('read', 'ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath ssm:GetParameterHistory'),
    rule('write', 'ssm:PutParameter'),
    rule('destroy', 'ssm:DeleteParameter'),
  ],
  'aws.kms.key': [
    rule('read', 'kms:Decrypt kms:ReEncryptFrom'),
    rule('write', 'kms:Encrypt kms:GenerateDataKey'),
    rule('destroy', 'kms:ScheduleKeyDeletion kms:DisableKey'),
    rule('admin', 'kms:PutKeyPolicy kms:CreateGrant'),
  ],
  'aws.sqs.queue': [
    rule('read', 'sqs:ReceiveMessage'),
    rule('write', 'sqs:SendMessage'),
    rule('destroy', 'sqs:PurgeQueue sqs:DeleteQueue'),
    rule('admin', 'sqs:AddPermission sqs:SetQueueAttributes'),
  ],
  'aws.sns.topic': [
    rule('read', 'sns:Subscribe'),
    rule('write', 'sns:Publish'),
    rule('destroy', 'sns:DeleteTopic'),
    rule('admin', 'sns:AddPermission sns:SetTopicAttributes'),
  ],
  'aws.kinesis.stream': [
    rule('read', 'kinesis:GetRecords kinesis:SubscribeToShard'),
    rule('write', 'kinesis:PutRecord kinesis:PutRecords'),
    rule('destroy', 'kinesis:DeleteStream'),
    rule('admin', 'kinesis:PutResourcePolicy'),
  ],
  'aws.firehose.delivery-stream': [
    rule('write', 'firehose:PutRecord firehose:PutRecordBatch'),
    rule('destroy', 'firehose:DeleteDeliveryStream'),
  ],
  'aws.events.event-bus': [rule('write', 'events:PutEvents'), rule('admin', 'events:PutPermission')],
  'aws.events.bus': [rule('write', 'events:PutEvents'), rule('admin', 'events:PutPermission')],
  'aws.lambda.function': [
    rule('invoke', 'lambda:InvokeFunction lambda:InvokeFunctionUrl'),
    rule('write', 'lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration'),
    rule('destroy', 'lambda:DeleteFunction'),
    rule('admin', 'lambda:AddPermission'),
  ],
  'aws.lambda.function-url': [rule('invoke', 'lambda:InvokeFunctionUrl lambda:InvokeFunction')],
  'aws.lambda.layer-version': [rule('read', 'lambda:GetLayerVersion')],
  'aws.ecr.repository': [
    rule('read', 'ecr:BatchGetImage ecr:GetDownloadUrlForLayer'),
    rule('write', 'ecr:PutImage'),
    rule('destroy', 'ecr:BatchDeleteImage ecr:DeleteRepository'),
    rule('admin', 'ecr:SetRepositoryPolicy'),
  ],
  'aws.rds.instance': [
    rule('read', 'rds:CreateDBSnapshot rds:DownloadDBLogFilePortion rds:CopyDBSnapshot'),
    rule('write', 'rds:ModifyDBInstance'),
    rule('destroy', 'rds:DeleteDBInstance'),
  ],
  'aws.rds.cluster': [
    rule('read', 'rds-data:ExecuteStatement rds-data:BatchExecuteStatement rds:CreateDBClusterSnapshot'),
    rule('write', 'rds-data:ExecuteStatement rds-data:BatchExecuteStatement rds:ModifyDBCluster'),
    rule('destroy', 'rds:DeleteDBCluster'),
  ],
  'aws.redshift.cluster': [
    rule('read', 'redshift-data:ExecuteStatement redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM'),
    rule('destroy', 'redshift:DeleteCluster'),
  ],
  'aws.opensearch.domain': [
    rule('read', 'es:ESHttpGet es:ESHttpPost', '/*'),
    rule('write', 'es:ESHttpPut es:ESHttpPost es:ESHttpPatch', '/*'),
    rule('destroy', 'es:ESHttpDelete', '/*'),
    rule('destroy', 'es:DeleteDomain es:DeleteElasticsearchDomain'),
    rule('admin', 'es:UpdateDomainConfig es:UpdateElasticsearchDomainConfig'),
  ],
  'aws.logs.log-group': [
    rule('read', 'logs:GetLogEvents logs:FilterLogEvents logs:StartQuery', ':*'),
    rule('write', 'logs:PutLogEvents', ':*'),
    rule('destroy', 'logs:DeleteLogGroup logs:DeleteLogStream', ':*'),
  ],
  'aws.efs.file-system': [
    rule('read', 'elasticfilesystem:ClientMount'),
    rule('write', 'elasticfilesystem:ClientWrite elasticfilesystem:ClientRootAccess'),
    rule('destroy', 'elasticfilesystem:DeleteFileSystem'),
    rule('admin', 'elasticfilesystem:PutFileSystemPolicy'),
  ],
  'aws.backup.vault': [
    rule('read', 'backup:StartRestoreJob'),
    rule('destroy', 'backup:DeleteRecoveryPoint backup:DeleteBackupVault'),
    rule('admin', 'backup:PutBackupVaultAccessPolicy'),
  ],
  'aws.stepfunctions.state-machine': [
    rule('invoke', 'states:StartExecution states:StartSyncExecution'),
    rule('write', 'states:UpdateStateMachine'),
  ],
  'aws.codebuild.project': [
    rule('invoke', 'codebuild:StartBuild codebuild:StartBuildBatch'),
    rule('write', 'codebuild:UpdateProject'),
  ],
  'aws.codecommit.repository': [
    rule('read', 'codecommit:GitPull'),
    rule('write', 'codecommit:GitPush'),
    rule('destroy', 'codecommit:DeleteRepository'),
  ],
  'aws.apigateway.rest-api': [rule('invoke', 'execute-api:Invoke', '/*')],
  'aws.glue.database': [
    rule('read', 'glue:GetTable glue:GetTables'),
    rule('write', 'glue:UpdateTable glue:CreateTable'),
  ],
  'aws.ec2.instance': [rule('destroy', 'ec2:TerminateInstances')],
  'aws.ec2.volume': [rule('read', 'ec2:CreateSnapshot'), rule('destroy', 'ec2:DeleteVolume')],
  'aws.ec2.snapshot': [
    rule('read', 'ec2:ModifySnapshotAttribute ebs:GetSnapshotBlock'),
    rule('destroy', 'ec2:DeleteSnapshot'),
  ],
};

const aliases: Readonly<Record<string, string>> = {
  'aws.elasticsearch.domain': 'aws.opensearch.domain',
  'aws.es.domain': 'aws.opensearch.domain',
  'aws.sfn.state-machine': 'aws.stepfunctions.state-machine',
  'aws.states.state-machine': 'aws.stepfunctions.state-machine',
  'aws.ebs.volume': 'aws.ec2.volume',
  'aws.ebs.snapshot': 'aws.ec2.snapshot',
  'aws.rds.cluster-instance': 'aws.rds.instance',
  'aws.s3.access-point': 'aws.s3.bucket',
  'aws.cloudwatch.log-group': 'aws.logs.log-group',
};

const none: readonly AccessRule[] = [];

/** What can be done with the data of a node; empty for what holds none. */
export const dataActions = (node: Resource): readonly AccessRule[] => rulesOfType(node.type);

export const rulesOfType = (type: string): readonly AccessRule[] => rules[aliases[type] ?? type] ?? none;

/** Every action in the table, for classifying wildcards. */
export const allDataRules = (): readonly (readonly [string, readonly AccessRule[]])[] => Object.entries(rules);
