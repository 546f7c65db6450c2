import type { Location } from '../../../model/location.js';
import { child, type YamlEntry, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import { profiles } from './connector-profiles.js';
import type { Output } from './output.js';
import { document, statement, trust } from './role.js';
import { entriesOf, getAtt, itemsOf, mapping, ref, scalar, sequence, sub, textOf, withMembers } from './syntax.js';

interface Kind {
  /** `DataSources` member, and what it adds to the logical id. */
  readonly member: string;
  readonly infix: string;
  readonly type: string;
  /** Type and property that the role may use. */
  readonly target: string;
  readonly arn: string;
  readonly policy: string;
  readonly config: (value: YamlNode, at: Location) => Readonly<Record<string, YamlNode>>;
}

const dataSourceKinds: readonly Kind[] = [
  {
    member: 'DynamoDb',
    infix: 'DynamoDB',
    type: 'AMAZON_DYNAMODB',
    target: 'AWS::DynamoDB::Table',
    arn: 'TableArn',
    policy: 'ToTableConnectorPolicy',
    config: (value, at) => ({
      DynamoDBConfig: mapping(
        { AwsRegion: child(value, 'Region') ?? ref('AWS::Region', at), TableName: child(value, 'TableName') },
        at,
      ),
    }),
  },
  {
    member: 'Lambda',
    infix: 'Lambda',
    type: 'AWS_LAMBDA',
    target: 'AWS::Lambda::Function',
    arn: 'FunctionArn',
    policy: 'ToLambdaConnectorPolicy',
    config: (value, at) => ({ LambdaConfig: mapping({ LambdaFunctionArn: child(value, 'FunctionArn') }, at) }),
  },
];

/** Every data source; without a service role of its own also the role that it works as, and what that may do. */
export function addDataSources(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  for (const kind of dataSourceKinds) {
    for (const entry of entriesOf(child(child(properties, 'DataSources'), kind.member)))
      addDataSource(resource, kind, entry, out);
  }
}

function addDataSource(resource: ResourceNode, kind: Kind, { key, keyAt: at, value }: YamlEntry, out: Output): void {
  const id = `${resource.id}${key}${kind.infix}DataSource`;
  const made = { at, condition: resource.condition };
  const written = child(value, 'ServiceRoleArn');
  const body = {
    ApiId: getAtt(resource.id, 'ApiId', at),
    Name: child(value, 'Name') ?? scalar(key, at),
    Type: scalar(kind.type, at),
    ServiceRoleArn: written ?? getAtt(`${id}Role`, 'Arn', at),
    ...kind.config(value, at),
  };
  out.add(id, 'AWS::AppSync::DataSource', body, made);
  if (written) return;
  out.add(`${id}Role`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('appsync.amazonaws.com', at) }, made);
  const arn = child(value, kind.arn);
  if (!arn) return;
  const policy = {
    PolicyDocument: document(allowed(kind, value, arn, at), at),
    Roles: sequence([ref(`${id}Role`, at)], at),
  };
  out.add(`${id}${kind.policy}`, 'AWS::IAM::ManagedPolicy', policy, made);
}

/** As of a connector with the data source's `Permissions`, which are both when none is written. */
function allowed(kind: Kind, value: YamlNode, arn: YamlNode, at: Location): readonly YamlNode[] {
  const written = itemsOf(child(value, 'Permissions')).flatMap((one) => textOf(one) ?? []);
  const profile = profiles[kind.target];
  return (['Read', 'Write'] as const).flatMap((access) => {
    const actions = written.length === 0 || written.includes(access) ? profile?.[access] : undefined;
    const places = (profile?.tails ?? []).map((tail) => (tail === '' ? arn : sub(`\${Arn}${tail}`, at, { Arn: arn })));
    return actions ? [statement(actions, places, at)] : [];
  });
}

/** The logical id of a data source by its name in `DataSources`. */
function dataSourceId(resource: ResourceNode, name: string): string | undefined {
  const sources = child(resource.properties, 'DataSources');
  const kind = dataSourceKinds.find((one) => child(child(sources, one.member), name) !== undefined);
  return kind && `${resource.id}${name}${kind.infix}DataSource`;
}

function dataSourceName(resource: ResourceNode, source: YamlNode | undefined, at: Location): YamlNode | undefined {
  const name = textOf(source);
  const id = name === undefined ? undefined : dataSourceId(resource, name);
  return id === undefined ? source : getAtt(id, 'Name', at);
}

/** `Functions`: steps of pipelines. */
export function addFunctions(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  for (const { key, keyAt: at, value } of entriesOf(child(properties, 'Functions'))) {
    const body = {
      ApiId: getAtt(resource.id, 'ApiId', at),
      Name: child(value, 'Name') ?? scalar(key, at),
      DataSourceName: dataSourceName(resource, child(value, 'DataSource'), at),
      Code: child(value, 'InlineCode'),
      Runtime: child(value, 'Runtime'),
    };
    const made = { at, condition: resource.condition };
    out.add(`${resource.id}${key}`, 'AWS::AppSync::FunctionConfiguration', body, made);
  }
}

/** `Resolvers: { Query: { orders: { Pipeline: [...] } } }`. */
export function addResolvers(resource: ResourceNode, properties: YamlMapping, out: Output): void {
  for (const type of entriesOf(child(properties, 'Resolvers'))) {
    for (const { key, keyAt: at, value } of entriesOf(type.value)) {
      const steps = itemsOf(child(value, 'Pipeline')).flatMap((step) => {
        const name = textOf(step);
        return name === undefined ? [step] : [getAtt(`${resource.id}${name}`, 'FunctionId', at)];
      });
      const body = withMembers(mapping({}, at), {
        ApiId: getAtt(resource.id, 'ApiId', at),
        TypeName: scalar(type.key, type.keyAt),
        FieldName: child(value, 'FieldName') ?? scalar(key, at),
        DataSourceName: dataSourceName(resource, child(value, 'DataSource'), at),
        Kind: steps.length > 0 ? scalar('PIPELINE', at) : undefined,
        PipelineConfig: steps.length > 0 ? mapping({ Functions: sequence(steps, at) }, at) : undefined,
      });
      const made = { at, condition: resource.condition };
      out.add(`${resource.id}${type.key}${key}`, 'AWS::AppSync::Resolver', body, made);
    }
  }
}
