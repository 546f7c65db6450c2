/** Actions for each permission of a connector. */
export interface Profile {
  readonly Read?: readonly string[];
  readonly Write?: readonly string[];
  /** Behind the ARN: the ARN itself is `''`. */
  readonly tails: readonly string[];
}

const words = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`);

/** What a connector lets a role do with a destination (SAM specification, "Supported source and destination"). */
export const profiles: Readonly<Record<string, Profile>> = {
  'AWS::DynamoDB::Table': {
    Read: words('dynamodb', 'GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect'),
    Write: words('dynamodb', 'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate'),
    tails: ['', '/index/*'],
  },
  'AWS::S3::Bucket': {
    Read: words(
      's3',
      'GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts',
    ),
    Write: words(
      's3',
      'AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject',
    ),
    tails: ['', '/*'],
  },
  'AWS::SQS::Queue': {
    Read: words('sqs', 'ReceiveMessage GetQueueAttributes'),
    Write: words('sqs', 'DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue'),
    tails: [''],
  },
  'AWS::SNS::Topic': { Write: ['sns:Publish'], tails: [''] },
  'AWS::Lambda::Function': { Write: words('lambda', 'InvokeAsync InvokeFunction'), tails: ['', ':*'] },
  'AWS::StepFunctions::StateMachine': {
    Read: words('states', 'DescribeExecution StopExecution'),
    Write: words('states', 'StartExecution StartSyncExecution'),
    tails: [''],
  },
  'AWS::Events::EventBus': { Write: ['events:PutEvents'], tails: [''] },
};
