import type { Fact } from '../../model/fact.js';
import type { IdentityFacet, ResourceGrant } from '../../model/identity.js';
import type { Link } from '../../model/relation.js';
import type { WorkloadFacet } from '../../model/workload.js';
import { stringValue } from '../../model/values.js';
import { managedEndpoint, placement } from '../common/endpoint.js';
import { valueIfExists } from '../common/facts.js';
import { deprecatedRuntimes } from '../common/lambda-runtimes.js';
import { defined, isWritten } from '../common/parts.js';
import { artifactFor, settingsOf } from '../common/settings.js';
import { defineKind, type Satellites } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

const ofFunction = { owner: 'function', types: ['aws.lambda.function'] } as const;

/** An alias or version: another name of the function. */
export const lambdaAlias = defineKind({
  type: 'aws.lambda.alias',
  element: 'supporting',
  kind: 'process/function',
  dialects: { terraform: 'aws_lambda_alias', cloudformation: ['AWS::Lambda::Alias', 'AWS::Lambda::Version'] },
  attributes: { function: { terraform: 'function_name', cloudformation: 'FunctionName' } },
  satelliteOf: ofFunction,
});

/** A statement of the function's resource policy. */
export const lambdaPermission = defineKind({
  type: 'aws.lambda.permission',
  element: 'supporting',
  kind: 'identity/policy',
  dialects: { terraform: 'aws_lambda_permission', cloudformation: 'AWS::Lambda::Permission' },
  attributes: {
    function: { terraform: 'function_name', cloudformation: 'FunctionName' },
    action: { terraform: 'action', cloudformation: 'Action' },
    principal: { terraform: 'principal', cloudformation: 'Principal' },
    sourceArn: { terraform: 'source_arn', cloudformation: 'SourceArn' },
    sourceAccount: { terraform: 'source_account', cloudformation: 'SourceAccount' },
    organization: { terraform: 'principal_org_id', cloudformation: 'PrincipalOrgID' },
    urlAuthType: { terraform: 'function_url_auth_type', cloudformation: 'FunctionUrlAuthType' },
    viaUrl: { cloudformation: 'InvokedViaFunctionUrl' },
  },
  satelliteOf: ofFunction,
});

/** Makes the function read from a queue, stream or topic. */
export const eventSourceMapping = defineKind({
  type: 'aws.lambda.event-source-mapping',
  element: 'supporting',
  kind: 'process/function',
  dialects: { terraform: 'aws_lambda_event_source_mapping', cloudformation: 'AWS::Lambda::EventSourceMapping' },
  attributes: {
    function: { terraform: 'function_name', cloudformation: 'FunctionName' },
    source: { terraform: 'event_source_arn', cloudformation: 'EventSourceArn' },
    enabled: { terraform: 'enabled', cloudformation: 'Enabled' },
    onFailure: {
      terraform: 'destination_config.on_failure.destination_arn',
      cloudformation: 'DestinationConfig.OnFailure.Destination',
    },
  },
  satelliteOf: ofFunction,
});

/** Where asynchronous invocations send their results and failures. */
export const eventInvokeConfig = defineKind({
  type: 'aws.lambda.event-invoke-config',
  element: 'supporting',
  kind: 'process/function',
  dialects: { terraform: 'aws_lambda_function_event_invoke_config', cloudformation: 'AWS::Lambda::EventInvokeConfig' },
  attributes: {
    function: { terraform: 'function_name', cloudformation: 'FunctionName' },
    onFailure: {
      terraform: 'destination_config.on_failure.destination',
      cloudformation: 'DestinationConfig.OnFailure.Destination',
    },
    onSuccess: {
      terraform: 'destination_config.on_success.destination',
      cloudformation: 'DestinationConfig.OnSuccess.Destination',
    },
  },
  satelliteOf: ofFunction,
});

const functionAttributes = {
  name: { terraform: 'function_name', cloudformation: 'FunctionName' },
  role: { terraform: 'role', cloudformation: 'Role' },
  runtime: { terraform: 'runtime', cloudformation: 'Runtime' },
  environment: { terraform: 'environment.variables', cloudformation: 'Environment.Variables' },
  subnets: { terraform: 'vpc_config.subnet_ids', cloudformation: 'VpcConfig.SubnetIds' },
  securityGroups: { terraform: 'vpc_config.security_group_ids', cloudformation: 'VpcConfig.SecurityGroupIds' },
  key: { terraform: 'kms_key_arn', cloudformation: 'KmsKeyArn' },
  deadLetter: { terraform: 'dead_letter_config.target_arn', cloudformation: 'DeadLetterConfig.TargetArn' },
  tracing: { terraform: 'tracing_config.mode', cloudformation: 'TracingConfig.Mode' },
  concurrency: { terraform: 'reserved_concurrent_executions', cloudformation: 'ReservedConcurrentExecutions' },
  layers: { terraform: 'layers', cloudformation: 'Layers' },
  codeBucket: { terraform: 's3_bucket', cloudformation: 'Code.S3Bucket' },
  image: { terraform: 'image_uri', cloudformation: 'Code.ImageUri' },
  // Terraform packages inline code into a file of its own.
  inlineCode: { cloudformation: 'Code.ZipFile' },
  logGroup: { terraform: 'logging_config.log_group', cloudformation: 'LoggingConfig.LogGroup' },
  codeSigning: { terraform: 'code_signing_config_arn', cloudformation: 'CodeSigningConfigArn' },
  // CloudFormation has a list of file systems, Terraform one block.
  fileSystem: { terraform: 'file_system_config.arn', cloudformation: 'FileSystemConfigs.Arn' },
} as const;
type FunctionReader = Reader<typeof functionAttributes>;

/** A Lambda function. */
export const lambdaFunction = defineKind({
  type: 'aws.lambda.function',
  element: 'process',
  kind: 'process/function',
  dialects: { terraform: 'aws_lambda_function', cloudformation: 'AWS::Lambda::Function' },
  attributes: functionAttributes,
  arn: 'arn:aws:lambda:{region}:{account}:function:{name}',
  names: ['name'],
  build(r, satellites) {
    const subnets = r.list('subnets');
    return {
      ...(subnets.length > 0 && { network: managedEndpoint(subnets, r.list('securityGroups')) }),
      identity: identityOf(satellites),
      workload: workloadOf(r),
      facts: factsOf(r, satellites),
      links: [
        ...placement(r, 'subnets', 'securityGroups'),
        ...r.link('runs-as', 'role', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
        ...r.link('encrypts-with', 'key', { expects: ['aws.kms.'] }),
        ...r.link('logs-to', 'logGroup', { grade: 'declared', expects: ['aws.logs.'] }),
        ...r.link('deploys-from', 'codeBucket', { expects: ['aws.s3.'] }),
        ...r.link('deploys-from', 'image', { expects: ['aws.ecr.'] }),
        ...r.link('deploys-from', 'layers', { expects: ['aws.lambda.'] }),
        ...r.link('mounts', 'fileSystem'),
        ...r.link('publishes', 'deadLetter', { grade: 'declared' }),
        ...r.link('uses', 'codeSigning'),
        ...eventLinks(satellites),
      ],
    };
  },
});

function identityOf(satellites: Satellites): IdentityFacet {
  return { permissions: [], attachments: [], grants: satellites.of(lambdaPermission).map(grantOf) };
}

function grantOf(s: Reader<typeof lambdaPermission.attributes>): ResourceGrant {
  return defined<ResourceGrant>({
    principal: valueIfExists(s, s.value('principal') ?? stringValue('*', s.location)),
    action: s.value('action') ?? stringValue('lambda:InvokeFunction', s.location),
    sourceArn: s.value('sourceArn'),
    sourceAccount: s.value('sourceAccount'),
    organization: s.value('organization'),
    functionUrlAuthType: s.value('urlAuthType'),
    invokedViaFunctionUrl: s.value('viaUrl') ?? s.declaration.body.entries.get('invoked_via_function_url'),
    at: s.location,
  });
}

/** The function polls its source (it initiates); whoever writes to the source makes it run. */
function eventLinks(satellites: Satellites): Link[] {
  const mapped = satellites.of(eventSourceMapping).flatMap((s) => {
    const enabled = s.fact('enabled', true);
    if (enabled.state === 'known' && enabled.value === false) return [];
    return [
      ...s.link('reads', 'source', { grade: 'declared' }),
      ...s.link('triggers', 'source', { grade: 'declared', reverse: true }),
      ...s.link('publishes', 'onFailure', { grade: 'declared' }),
    ];
  });
  const configured = satellites
    .of(eventInvokeConfig)
    .flatMap((s) => [
      ...s.link('publishes', 'onFailure', { grade: 'declared' }),
      ...s.link('publishes', 'onSuccess', { grade: 'declared' }),
    ]);
  return [...mapped, ...configured];
}

function workloadOf(r: FunctionReader): WorkloadFacet {
  return defined<WorkloadFacet>({
    settings: settingsOf(r, 'environment'),
    artifacts: [
      ...artifactFor(r, 'codeBucket', 'object'),
      ...artifactFor(r, 'image', 'image'),
      ...artifactFor(r, 'layers', 'layer'),
      ...artifactFor(r, 'inlineCode', 'script'),
    ],
    runtime: r.value('runtime'),
  });
}

function factsOf(r: FunctionReader, satellites: Satellites): Record<string, Fact | undefined> {
  const concurrency = r.fact('concurrency', -1);
  const failure = satellites.of(eventInvokeConfig).find((s) => s.value('onFailure'));
  const deadLetter = failure ? isWritten(failure, 'onFailure') : isWritten(r, 'deadLetter');
  return {
    'workload.concurrencyLimited': mapFact(concurrency, (v) => typeof v === 'number' && v >= 0),
    'workload.tracing': r.test('tracing', (v) => v === 'Active', 'PassThrough'),
    'workload.runtimeDeprecated': r.value('runtime')
      ? r.test('runtime', (v) => deprecatedRuntimes.has(String(v)))
      : undefined,
    'messaging.deadLetter': deadLetter,
    'workload.codeSigned': isWritten(r, 'codeSigning'),
  };
}

const urlAttributes = {
  function: { terraform: 'function_name', cloudformation: 'TargetFunctionArn' },
  authentication: { terraform: 'authorization_type', cloudformation: 'AuthType' },
  corsOrigins: { terraform: 'cors.allow_origins', cloudformation: 'Cors.AllowOrigins' },
  corsCredentials: { terraform: 'cors.allow_credentials', cloudformation: 'Cors.AllowCredentials' },
} as const;

/** An HTTPS endpoint of one function. */
export const lambdaUrl = defineKind({
  type: 'aws.lambda.function-url',
  element: 'process',
  kind: 'edge/function-url',
  dialects: { terraform: 'aws_lambda_function_url', cloudformation: 'AWS::Lambda::Url' },
  attributes: urlAttributes,
  build(r) {
    const kind = r.fact('authentication');
    const authentication = kind.state === 'unknown' ? 'unknown' : kind.value === 'NONE' ? 'none' : 'iam';
    const target = r.value('function');
    const value = r.value('authentication');
    return {
      surface: {
        internet: 'yes',
        because: [r.location],
        operations: [
          {
            name: 'ANY /',
            authentication,
            because: [r.at('authentication')],
            targets: target ? [{ target, kind: 'function', at: r.at('function') }] : [],
            sideEffects: true,
            ...(authentication === 'unknown' && value && { unknown: value }),
          },
        ],
      },
      identity: { permissions: [], attachments: [], grants: publicGrant(r) },
      links: r.link('invokes', 'function', { grade: 'declared', expects: ['aws.lambda.'] }),
    };
  },
});

/**
 * Terraform's provider adds the public permission for an URL without authentication; CloudFormation leaves it to an
 * AWS::Lambda::Permission, without which every call is denied (spec/C11).
 */
function publicGrant(r: Reader<typeof urlAttributes>): ResourceGrant[] {
  if (r.dialect !== 'terraform' || r.text('authentication') !== 'NONE') return [];
  return [
    {
      principal: stringValue('*'),
      action: stringValue('lambda:InvokeFunctionUrl'),
      functionUrlAuthType: stringValue('NONE'),
      at: r.at('authentication'),
    },
  ];
}

export const kinds = [lambdaFunction, lambdaAlias, lambdaPermission, lambdaUrl, eventSourceMapping, eventInvokeConfig];
