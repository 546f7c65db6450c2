/** One statement of a policy template: actions and the ARNs they are for, with the template's parameters in braces. */
export interface TemplateStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `StringEquals` on one key. */
  readonly condition?: { readonly key: string; readonly value: string };
}

const arn = (service: string, tail: string): string =>
  `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${tail}`;
const bucket = 'arn:${AWS::Partition}:s3:::${BucketName}';
const table = arn('dynamodb', 'table/${TableName}');
const list = (actions: string, ...resources: readonly string[]): TemplateStatement => {
  const [service = '', names = ''] = actions.split(/:(.*)/s);
  return {
    actions: names
      .trim()
      .split(/\s+/)
      .map((name) => (name.includes(':') ? name : `${service}:${name}`)),
    resources,
  };
};

const when = (statement: TemplateStatement, key: string, value: string): TemplateStatement => ({
  ...statement,
  condition: { key, value },
});

/** SAM's policy templates (SAM specification, "AWS SAM policy templates"). A name that is not here gives an unknown policy. */
export const policyTemplates: Readonly<Record<string, readonly TemplateStatement[]>> = {
  AMIDescribePolicy: [list('ec2:DescribeImages', '*')],
  AWSSecretsManagerGetSecretValuePolicy: [list('secretsmanager:GetSecretValue', '${SecretArn}')],
  AWSSecretsManagerRotationPolicy: [
    when(
      list(
        'secretsmanager:DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage',
        arn('secretsmanager', 'secret:*'),
      ),
      'secretsmanager:resource/AllowRotationLambdaArn',
      arn('lambda', 'function:${FunctionName}'),
    ),
    list('secretsmanager:GetRandomPassword', '*'),
  ],
  AcmGetCertificatePolicy: [list('acm:GetCertificate', '${CertificateArn}')],
  AthenaQueryPolicy: [
    list(
      'athena:ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables GetTable',
      '*',
    ),
    list(
      'athena:StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions StopQueryExecution GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution BatchGetNamedQuery BatchGetQueryExecution GetWorkGroup',
      arn('athena', 'workgroup/${WorkGroupName}'),
    ),
  ],
  CloudFormationDescribeStacksPolicy: [list('cloudformation:DescribeStacks', arn('cloudformation', 'stack/*'))],
  CloudWatchDashboardPolicy: [list('cloudwatch:GetDashboard ListDashboards PutDashboard ListMetrics', '*')],
  CloudWatchDescribeAlarmHistoryPolicy: [list('cloudwatch:DescribeAlarmHistory', '*')],
  CloudWatchPutMetricPolicy: [list('cloudwatch:PutMetricData', '*')],
  CodeCommitCrudPolicy: [
    list(
      'codecommit:GitPull GitPush CreateBranch DeleteBranch GetBranch ListBranches MergeBranchesByFastForward MergeBranchesBySquash MergeBranchesByThreeWay UpdateDefaultBranch BatchDescribeMergeConflicts CreateUnreferencedMergeCommit DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests CreatePullRequest DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests MergePullRequestByFastForward MergePullRequestBySquash MergePullRequestByThreeWay PostCommentForPullRequest UpdatePullRequestDescription UpdatePullRequestStatus UpdatePullRequestTitle DeleteFile GetBlob GetFile GetFolder PutFile DeleteCommentContent GetComment GetCommentsForComparedCommit PostCommentForComparedCommit PostCommentReply UpdateComment BatchGetCommits CreateCommit GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository UpdateRepositoryDescription ListTagsForResource TagResource UntagResource GetRepositoryTriggers PutRepositoryTriggers TestRepositoryTriggers UploadArchive GetUploadArchiveStatus CancelUploadArchive',
      arn('codecommit', '${RepositoryName}'),
    ),
  ],
  CodeCommitReadPolicy: [
    list(
      'codecommit:GitPull GetBranch ListBranches BatchDescribeMergeConflicts DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests GetBlob GetFile GetFolder GetComment GetCommentsForComparedCommit BatchGetCommits GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree GetRepository ListTagsForResource GetRepositoryTriggers TestRepositoryTriggers GetUploadArchiveStatus',
      arn('codecommit', '${RepositoryName}'),
    ),
  ],
  CodePipelineLambdaExecutionPolicy: [list('codepipeline:PutJobSuccessResult PutJobFailureResult', '*')],
  CodePipelineReadOnlyPolicy: [list('codepipeline:ListPipelineExecutions', arn('codepipeline', '${PipelineName}'))],
  ComprehendBasicAccessPolicy: [
    list(
      'comprehend:BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment',
      '*',
    ),
  ],
  CostExplorerReadOnlyPolicy: [
    list(
      'ce:GetCostAndUsage GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation GetReservationUtilization GetTags',
      '*',
    ),
  ],
  DynamoDBBackupFullAccessPolicy: [
    list('dynamodb:CreateBackup DescribeContinuousBackups', table),
    list('dynamodb:DeleteBackup DescribeBackup ListBackups', arn('dynamodb', 'table/${TableName}/backup/*')),
  ],
  DynamoDBCrudPolicy: [
    list(
      'dynamodb:GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem',
      table,
      `${table}/index/*`,
    ),
  ],
  DynamoDBReadPolicy: [list('dynamodb:GetItem Scan Query BatchGetItem DescribeTable', table, `${table}/index/*`)],
  DynamoDBReconfigurePolicy: [list('dynamodb:UpdateTable', table)],
  DynamoDBRestoreFromBackupPolicy: [
    list('dynamodb:RestoreTableFromBackup', arn('dynamodb', 'table/${TableName}/backup/*')),
    list('dynamodb:PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem', table),
  ],
  DynamoDBStreamReadPolicy: [
    list(
      'dynamodb:DescribeStream GetRecords GetShardIterator',
      arn('dynamodb', 'table/${TableName}/stream/${StreamName}'),
    ),
    list('dynamodb:ListStreams', arn('dynamodb', 'table/${TableName}/stream/*')),
  ],
  DynamoDBWritePolicy: [list('dynamodb:PutItem UpdateItem BatchWriteItem', table, `${table}/index/*`)],
  EC2CopyImagePolicy: [list('ec2:CopyImage', arn('ec2', 'image/${ImageId}'))],
  EC2DescribePolicy: [list('ec2:DescribeRegions DescribeInstances', '*')],
  EFSWriteAccessPolicy: [
    when(
      list('elasticfilesystem:ClientMount ClientWrite', arn('elasticfilesystem', 'file-system/${FileSystem}')),
      'elasticfilesystem:AccessPointArn',
      arn('elasticfilesystem', 'access-point/${AccessPoint}'),
    ),
  ],
  EKSDescribePolicy: [list('eks:DescribeCluster ListClusters', '*')],
  ElasticMapReduceAddJobFlowStepsPolicy: [
    list('elasticmapreduce:AddJobFlowSteps', arn('elasticmapreduce', 'cluster/${ClusterId}')),
  ],
  ElasticMapReduceTerminateJobFlowsPolicy: [
    list('elasticmapreduce:TerminateJobFlows', arn('elasticmapreduce', 'cluster/${ClusterId}')),
  ],
  ElasticsearchHttpPostPolicy: [list('es:ESHttpPost ESHttpPut', arn('es', 'domain/${DomainName}/*'))],
  EventBridgePutEventsPolicy: [list('events:PutEvents', arn('events', 'event-bus/${EventBusName}'))],
  FilterLogEventsPolicy: [list('logs:FilterLogEvents', arn('logs', 'log-group:${LogGroupName}:log-stream:*'))],
  FirehoseCrudPolicy: [
    list(
      'firehose:CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination',
      arn('firehose', 'deliverystream/${DeliveryStreamName}'),
    ),
  ],
  FirehoseWritePolicy: [
    list('firehose:PutRecord PutRecordBatch', arn('firehose', 'deliverystream/${DeliveryStreamName}')),
  ],
  KMSDecryptPolicy: [list('kms:Decrypt', arn('kms', 'key/${KeyId}'))],
  KMSEncryptPolicy: [list('kms:Encrypt', arn('kms', 'key/${KeyId}'))],
  KinesisCrudPolicy: [
    list(
      'kinesis:AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream',
      arn('kinesis', 'stream/${StreamName}'),
    ),
  ],
  KinesisStreamReadPolicy: [
    list('kinesis:ListStreams DescribeLimits', arn('kinesis', 'stream/*')),
    list(
      'kinesis:DescribeStream DescribeStreamSummary GetRecords GetShardIterator',
      arn('kinesis', 'stream/${StreamName}'),
    ),
  ],
  LambdaInvokePolicy: [list('lambda:InvokeFunction', arn('lambda', 'function:${FunctionName}*'))],
  MobileAnalyticsWriteOnlyAccessPolicy: [list('mobileanalytics:PutEvents', '*')],
  OrganizationsListAccountsPolicy: [list('organizations:ListAccounts', '*')],
  PinpointEndpointAccessPolicy: [
    list(
      'mobiletargeting:GetEndpoint UpdateEndpoint UpdateEndpointsBatch',
      arn('mobiletargeting', 'apps/${PinpointApplicationId}/endpoints/*'),
    ),
  ],
  PollyFullAccessPolicy: [
    list('polly:GetLexicon DeleteLexicon', arn('polly', 'lexicon/${LexiconName}')),
    list('polly:DescribeVoices ListLexicons PutLexicon SynthesizeSpeech', arn('polly', 'lexicon/*')),
  ],
  RekognitionDetectOnlyPolicy: [list('rekognition:DetectFaces DetectLabels DetectModerationLabels DetectText', '*')],
  RekognitionLabelsPolicy: [list('rekognition:DetectLabels DetectModerationLabels', '*')],
  RekognitionReadPolicy: [
    list(
      'rekognition:ListCollections ListFaces SearchFaces SearchFacesByImage',
      arn('rekognition', 'collection/${CollectionId}'),
    ),
  ],
  Route53ChangeResourceRecordSetsPolicy: [
    list('route53:ChangeResourceRecordSets', 'arn:${AWS::Partition}:route53:::hostedzone/${HostedZoneId}'),
  ],
  S3CrudPolicy: [
    list(
      's3:GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
      bucket,
      `${bucket}/*`,
    ),
  ],
  S3FullAccessPolicy: [
    list(
      's3:GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
      `${bucket}/*`,
    ),
    list('s3:ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration', bucket),
  ],
  S3ReadPolicy: [
    list('s3:GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration', bucket, `${bucket}/*`),
  ],
  S3WritePolicy: [list('s3:PutObject PutObjectAcl PutLifecycleConfiguration', bucket, `${bucket}/*`)],
  SESBulkTemplatedCrudPolicy: [
    list(
      'ses:GetIdentityVerificationAttributes SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail VerifyEmailIdentity',
      arn('ses', 'identity/${IdentityName}'),
    ),
  ],
  SESCrudPolicy: [
    list(
      'ses:GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity',
      arn('ses', 'identity/${IdentityName}'),
    ),
  ],
  SESEmailTemplateCrudPolicy: [
    list('ses:CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate', '*'),
  ],
  SESSendBouncePolicy: [list('ses:SendBounce', arn('ses', 'identity/${IdentityName}'))],
  SNSCrudPolicy: [
    list('sns:ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish', arn('sns', '${TopicName}*')),
  ],
  SNSPublishMessagePolicy: [list('sns:Publish', arn('sns', '${TopicName}'))],
  SQSPollerPolicy: [
    list(
      'sqs:ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage',
      arn('sqs', '${QueueName}'),
    ),
  ],
  SQSSendMessagePolicy: [list('sqs:SendMessage*', arn('sqs', '${QueueName}'))],
  SSMParameterReadPolicy: [
    list('ssm:DescribeParameters', '*'),
    list('ssm:GetParameters GetParameter GetParametersByPath', arn('ssm', 'parameter/${ParameterName}')),
  ],
  SSMParameterWithSlashPrefixReadPolicy: [
    list('ssm:DescribeParameters', '*'),
    list('ssm:GetParameters GetParameter GetParametersByPath', arn('ssm', 'parameter${ParameterName}')),
  ],
  SageMakerCreateEndpointConfigPolicy: [
    list('sagemaker:CreateEndpointConfig', arn('sagemaker', 'endpoint-config/${EndpointConfigName}')),
  ],
  SageMakerCreateEndpointPolicy: [list('sagemaker:CreateEndpoint', arn('sagemaker', 'endpoint/${EndpointName}'))],
  ServerlessRepoReadWriteAccessPolicy: [
    list(
      'serverlessrepo:CreateApplication CreateApplicationVersion UpdateApplication GetApplication ListApplications ListApplicationVersions ListApplicationDependencies',
      arn('serverlessrepo', 'applications/*'),
    ),
  ],
  StepFunctionsExecutionPolicy: [list('states:StartExecution', arn('states', 'stateMachine:${StateMachineName}'))],
  TextractDetectAnalyzePolicy: [
    list('textract:DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument', '*'),
  ],
  TextractGetResultPolicy: [list('textract:GetDocumentTextDetection GetDocumentAnalysis', '*')],
  TextractPolicy: [list('textract:*', '*')],
  VPCAccessPolicy: [
    list('ec2:CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface', '*'),
  ],
  EcsRunTaskPolicy: [list('ecs:RunTask', arn('ecs', 'task-definition/${TaskDefinition}'))],
  ElasticMapReduceCancelStepsPolicy: [
    list('elasticmapreduce:CancelSteps', arn('elasticmapreduce', 'cluster/${ClusterId}')),
  ],
  ElasticMapReduceModifyInstanceFleetPolicy: [
    list('elasticmapreduce:ModifyInstanceFleet ListInstanceFleets', arn('elasticmapreduce', 'cluster/${ClusterId}')),
  ],
  ElasticMapReduceModifyInstanceGroupsPolicy: [
    list('elasticmapreduce:ModifyInstanceGroups ListInstanceGroups', arn('elasticmapreduce', 'cluster/${ClusterId}')),
  ],
  ElasticMapReduceSetTerminationProtectionPolicy: [
    list('elasticmapreduce:SetTerminationProtection', arn('elasticmapreduce', 'cluster/${ClusterId}')),
  ],
  KMSEncryptPolicy_v2: [
    list(
      'kms:Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext',
      arn('kms', 'key/${KeyId}'),
    ),
  ],
  RekognitionFacesManagementPolicy: [
    list(
      'rekognition:IndexFaces DeleteFaces SearchFaces SearchFacesByImage ListFaces',
      arn('rekognition', 'collection/${CollectionId}'),
    ),
  ],
  RekognitionFacesPolicy: [list('rekognition:CompareFaces DetectFaces', '*')],
  RekognitionNoDataAccessPolicy: [
    list(
      'rekognition:CompareFaces DetectFaces DetectLabels DetectModerationLabels',
      arn('rekognition', 'collection/${CollectionId}'),
    ),
  ],
  RekognitionWriteOnlyAccessPolicy: [
    list('rekognition:CreateCollection IndexFaces', arn('rekognition', 'collection/${CollectionId}')),
  ],
  SESBulkTemplatedCrudPolicy_v2: [
    list(
      'ses:SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail',
      arn('ses', 'identity/${IdentityName}'),
      arn('ses', 'template/${TemplateName}'),
    ),
    list('ses:GetIdentityVerificationAttributes VerifyEmailIdentity', '*'),
  ],
  StepFunctionsCallbackPolicy: [
    list('states:SendTaskFailure SendTaskHeartbeat SendTaskSuccess', arn('states', 'stateMachine:${StateMachineName}')),
  ],
  StepFunctionsExecutionPolicy_v2: [
    list('states:StartExecution StartSyncExecution', arn('states', 'stateMachine:${StateMachineName}')),
  ],
};
