import type { Location } from '../../model/location.js';
import type { Authentication, Operation } from '../../model/surface.js';
import type { MapValue, Value } from '../../model/value.js';
import { entry, possibilities } from '../../model/values.js';
import { structureOf } from './document.js';
import { type Integration, targetsOf } from './integration.js';
import { changesSomething } from './operation.js';
import { defined } from './parts.js';

const verbs = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'x-amazon-apigateway-any-method'];

/**
 * Operations of an OpenAPI 2 or 3 document with API Gateway's extensions (`x-amazon-apigateway-integration`, `-authtype`,
 * `-auth`), given as a structure or as JSON text. A document that cannot be read gives one operation of unknown authentication.
 */
export function openApiOperations(
  body: Value | undefined,
  at: Location,
): { readonly operations: readonly Operation[]; readonly integrations: readonly Integration[] } {
  if (!body || body.kind === 'null') return { operations: [], integrations: [] };
  const found = possibilities(body).map((arm) => {
    const document = structureOf(arm);
    return document?.kind === 'map' ? readDocument(document, at) : [unreadable(body, at)];
  });
  const all = found.flat();
  return {
    operations: all.map(({ operation }) => operation),
    integrations: all.flatMap(({ integration }) => (integration ? [integration] : [])),
  };
}

interface Described {
  readonly operation: Operation;
  readonly integration?: Integration | undefined;
}

const unreadable = (body: Value, at: Location): Described => ({
  operation: { name: '*', authentication: 'unknown', because: [at], unknown: body, targets: [], sideEffects: true },
});

function readDocument(document: MapValue, at: Location): Described[] {
  const paths = entry(document, 'paths');
  if (paths?.kind !== 'map') return [];
  return [...paths.entries].flatMap(([path, item]) =>
    item.kind === 'map'
      ? verbs.flatMap((verb) => {
          const operation = item.entries.get(verb);
          return operation?.kind === 'map' ? [describe(document, path, verb, operation, at)] : [];
        })
      : [],
  );
}

function describe(document: MapValue, path: string, verb: string, operation: MapValue, at: Location): Described {
  const integration = integrationOf(operation, at);
  const place = operation.at ?? at;
  const method = verb.startsWith('x-') ? 'ANY' : verb.toUpperCase();
  const guard = guardOf(document, operation, place);
  return {
    integration,
    operation: defined<Operation>({
      name: `${method} ${path}`,
      authentication: guard.authentication,
      because: guard.because,
      unknown: guard.unknown,
      authorizer: guard.authorizer,
      targets: integration ? targetsOf(integration) : [],
      sideEffects: changesSomething(method),
    }),
  };
}

function integrationOf(operation: MapValue, at: Location): Integration | undefined {
  const block = operation.entries.get('x-amazon-apigateway-integration');
  if (block?.kind !== 'map') return undefined;
  return {
    type: upper(entry(block, 'type')),
    uri: entry(block, 'uri'),
    credentials: entry(block, 'credentials'),
    connectionType: entry(block, 'connectionType'),
    connection: entry(block, 'connectionId'),
    subtype: entry(block, 'integrationSubtype'),
    parameters: entry(block, 'requestParameters'),
    at: block.at ?? operation.at ?? at,
  };
}

/** Documents write `aws_proxy` where the API says `AWS_PROXY`. */
const upper = (value: Value | undefined): Value | undefined =>
  value?.kind === 'string' ? { ...value, value: value.value.toUpperCase() } : value;

type Guard = Pick<Operation, 'authentication' | 'because'> & { readonly unknown?: Value; readonly authorizer?: Value };

/** `security` of the operation, else of the document. Several entries are alternatives, names in one entry are all needed. */
function guardOf(document: MapValue, operation: MapValue, place: Location): Guard {
  const auth = entry(operation.entries.get('x-amazon-apigateway-auth'), 'type');
  if (auth?.kind === 'string' && auth.value.toUpperCase() === 'AWS_IAM') {
    return { authentication: 'iam', because: [auth.at ?? place] };
  }
  if (auth && auth.kind !== 'string' && auth.kind !== 'null') {
    return { authentication: 'unknown', because: [auth.at ?? place], unknown: auth };
  }
  const security = operation.entries.get('security') ?? document.entries.get('security');
  if (!security || (security.kind === 'list' && security.items.length === 0)) {
    return { authentication: 'none', because: [security?.at ?? place] };
  }
  if (security.kind !== 'list') return { authentication: 'unknown', because: [place], unknown: security };
  const alternatives = security.items.map((item) => alternative(document, item));
  const weakest = alternatives.toSorted(
    (a, b) => strength.indexOf(a.authentication) - strength.indexOf(b.authentication),
  );
  const because = [security.at ?? place];
  return weakest[0] ? { ...weakest[0], because } : { authentication: 'none', because };
}

const strength: readonly Operation['authentication'][] = [
  'none',
  'self-registered',
  'shared-key',
  'unknown',
  'user',
  'iam',
  'mtls',
];

function alternative(document: MapValue, item: Value): Omit<Guard, 'because'> {
  if (item.kind !== 'map') return { authentication: 'unknown', unknown: item };
  const schemes = [...item.entries.keys()].map((name) => schemeOf(document, name));
  const strongest = schemes.toSorted((a, b) => strength.indexOf(b.authentication) - strength.indexOf(a.authentication));
  return strongest[0] ?? { authentication: 'none' };
}

function schemeOf(document: MapValue, name: string): Omit<Guard, 'because'> {
  const scheme =
    entry(entry(entry(document, 'components'), 'securitySchemes'), name) ??
    entry(entry(document, 'securityDefinitions'), name);
  // SAM writes the name of no scheme, NONE, for a method that it leaves open.
  if (scheme?.kind !== 'map') return { authentication: name === 'NONE' ? 'none' : 'user' };
  const authType = entry(scheme, 'x-amazon-apigateway-authtype');
  if (authType?.kind === 'string' && authType.value.toLowerCase() === 'awssigv4') return { authentication: 'iam' };
  const authorizer = entry(scheme, 'x-amazon-apigateway-authorizer');
  if (authorizer)
    return defined<Omit<Guard, 'because'>>({
      authentication: 'user' satisfies Authentication,
      authorizer: authorizerTarget(authorizer),
    });
  const type = entry(scheme, 'type');
  return { authentication: type?.kind === 'string' && type.value === 'apiKey' ? 'shared-key' : 'user' };
}

/** The function, user pools or issuer of tokens behind an authorizer that the document describes. */
const authorizerTarget = (authorizer: Value): Value | undefined =>
  entry(authorizer, 'authorizerUri') ??
  entry(authorizer, 'providerARNs') ??
  entry(entry(authorizer, 'jwtConfiguration'), 'issuer');
