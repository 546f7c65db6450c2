import type { Location } from '../../model/location.js';
import type { Link, RelationKind } from '../../model/relation.js';
import type { OperationTarget } from '../../model/surface.js';
import type { Value } from '../../model/value.js';
import { defined } from './parts.js';
import { functionOf, literalText, serviceOf } from './integration-uri.js';
import { actionLinks, relationOf } from './service-action.js';

/** What an API integration says, in whatever dialect or document it is written. */
export interface Integration {
  /** `AWS | AWS_PROXY | HTTP | HTTP_PROXY | MOCK`. */
  readonly type: Value | undefined;
  readonly uri: Value | undefined;
  readonly credentials: Value | undefined;
  /** `VPC_LINK` or absent. */
  readonly connectionType: Value | undefined;
  readonly connection: Value | undefined;
  /** HTTP APIs name the AWS action here (`SQS-SendMessage`) instead of in the URI. */
  readonly subtype?: Value | undefined;
  /** Arguments of that action (`QueueUrl`, `StateMachineArn`). */
  readonly parameters?: Value | undefined;
  readonly at: Location;
}

/** The backend that an integration forwards to; none for a mock. */
export function targetsOf(integration: Integration): readonly OperationTarget[] {
  const { uri, connection, at } = integration;
  const type = literalText(integration.type);
  if (type === 'MOCK') return [];
  const link = literalText(integration.connectionType) === 'VPC_LINK';
  const target = link ? (connection ?? uri) : uri && targetOf(uri);
  if (!target) return [];
  return [
    defined<OperationTarget>({
      target,
      kind: kindOf(integration, type, link),
      credentials: integration.credentials,
      at: target.at ?? at,
      encrypted: type.startsWith('HTTP') ? encryptionOf(uri) : undefined,
    }),
  ];
}

/** Links to the same backend: functions are invoked, hosts are fronted, stores are written to. */
export function integrationLinks(integration: Integration): readonly Link[] {
  const action = actionOf(integration);
  if (integration.subtype) return action ? actionLinks(action, integration.parameters, integration.at) : [];
  const named = targetsOf(integration).map(
    (target): Link => ({
      kind: relationTo(target, integration.uri),
      target: target.target,
      grade: 'declared',
      because: [target.at],
    }),
  );
  return [...named, ...(action ? roleLinks(integration, action) : [])];
}

/** `sqs:SendMessage`, from the subtype of an HTTP API or from the URI of a REST API. */
function actionOf({ subtype, uri }: Integration): string | undefined {
  const named = literalText(subtype);
  if (named !== '') return named.replace('-', ':');
  const [, service, action] = /:apigateway:[^:]*:([a-z0-9.-]+):action\/(\w+)/.exec(literalText(uri)) ?? [];
  return service === undefined ? undefined : `${service}:${action}`;
}

/** An action in the URI does not say on what it acts: what the role may do with that service tells. */
function roleLinks({ credentials, at }: Integration, action: string): readonly Link[] {
  if (!credentials) return [];
  const service = action.split(':')[0] ?? '';
  const attrs = { use: 'integration', service, action: relationOf(action) };
  return [{ kind: 'runs-as', target: credentials, expects: ['aws.iam.'], because: [credentials.at ?? at], attrs }];
}

const targetOf = (uri: Value): Value => (serviceOf(uri) === 'lambda' || !serviceOf(uri) ? functionOf(uri) : uri);

function kindOf(integration: Integration, type: string, link: boolean): OperationTarget['kind'] {
  if (link) return 'private';
  if (type.startsWith('HTTP') && !isAwsArn(integration.uri)) return integration.subtype ? 'action' : 'http';
  const service = serviceOf(integration.uri);
  if (integration.subtype) return 'action';
  if (service === undefined || service === 'lambda')
    return type === 'AWS' && service === undefined ? 'action' : 'function';
  return service === 's3' ? 'store' : 'action';
}

const isAwsArn = (uri: Value | undefined): boolean => literalText(uri).startsWith('arn:');

function relationTo(target: OperationTarget, uri: Value | undefined): RelationKind {
  if (target.kind === 'function') return 'invokes';
  if (target.kind === 'http' || target.kind === 'private') return 'fronts';
  const service = serviceOf(uri);
  if (service === 'states' || service === undefined) return 'invokes';
  return service === 'sqs' || service === 'sns' || service === 'kinesis' || service === 'events'
    ? 'publishes'
    : 'writes';
}

function encryptionOf(uri: Value | undefined): OperationTarget['encrypted'] {
  const text = literalText(uri);
  return text.startsWith('https:') ? 'yes' : text.startsWith('http:') ? 'no' : 'unknown';
}
