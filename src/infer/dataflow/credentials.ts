import type { ResourceGraph } from '../../graph/index.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Reference, Value } from '../../model/value.js';
import { allReferences, formatReference, reasonsOf } from '../../model/values.js';

/**
 * Whose password a secret holds (`authenticates-with`, from the database to the secret): the database takes its password from the
 * secret, the secret's value names the database, or both take it from the same generated password.
 */
export function credentialRelations(graph: ResourceGraph): readonly Relation[] {
  const databases = graph.resources.filter((resource) => resource.store?.needsNetwork);
  const byDatabase = new Map(databases.map((database) => [database.id, database]));
  const passwords = passwordIndex(databases);
  return [
    ...graph.byKind('process/').flatMap((process) => givenPasswords(process, passwords)),
    ...databases.flatMap((database) => fromSecret(graph, database)),
    ...graph.byKind('data-store/secret').flatMap((secret) => intoSecret(graph, secret, byDatabase, passwords)),
  ];
}

const secretTypes = ['aws.secretsmanager.', 'aws.ssm.', 'kubernetes.'];

function fromSecret(graph: ResourceGraph, database: Resource): readonly Relation[] {
  return (database.store?.credentials ?? []).flatMap(({ secret, at }) =>
    graph.resolve(secret, secretTypes, database).targets.map(({ id, certainty }) => ({
      kind: 'authenticates-with' as const,
      from: database.id,
      to: id,
      certainty,
      because: [at],
    })),
  );
}

/** What identifies a password: the generated value, the variable, or the literal itself -> the databases that use it. */
function passwordIndex(databases: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const database of databases) {
    for (const key of passwordsOf(database).flatMap((password) => identities(password, database.scope))) {
      index.set(key, [...(index.get(key) ?? []), database]);
    }
  }
  return index;
}

const passwordAttributes = [
  'password',
  'master_password',
  'master_user_password',
  'auth_token',
  'MasterUserPassword',
  'AuthToken',
];

const passwordsOf = (database: Resource): readonly Value[] =>
  database.declarations.flatMap(({ body }) => passwordAttributes.flatMap((name) => body.entries.get(name) ?? []));

/** Short literals ("root") are too common to identify anything. */
const shortestLiteral = 8;

function identities(value: Value, scope: string): readonly string[] {
  const literal = value.kind === 'string' && value.value.length >= shortestLiteral ? [`text ${value.value}`] : [];
  const variables = reasonsOf(value)
    .filter((reason) => reason.code === 'variable')
    .map((reason) => `${scope} ${reason.subject}`);
  return [...literal, ...variables, ...allReferences(value).map(keyOf)];
}

/** A process whose settings hold the password of a database: `uses` with `credential`. */
function givenPasswords(process: Resource, passwords: ReadonlyMap<string, readonly Resource[]>): readonly Relation[] {
  return (process.workload?.settings ?? []).flatMap((setting) =>
    identities(setting.value, process.scope).flatMap((key) =>
      (passwords.get(key) ?? []).map((database) => ({
        kind: 'uses' as const,
        from: process.id,
        to: database.id,
        certainty: 'certain' as const,
        grade: 'configured' as const,
        because: [setting.at],
        attrs: { setting: setting.name, credential: true },
      })),
    ),
  );
}

const contentAttributes = ['secret_string', 'secret_string_wo', 'SecretString', 'TargetId', 'value', 'Value'];

function intoSecret(
  graph: ResourceGraph,
  secret: Resource,
  databases: ReadonlyMap<string, Resource>,
  passwords: ReadonlyMap<string, readonly Resource[]>,
): readonly Relation[] {
  const contents = secret.declarations.flatMap(({ body }) =>
    contentAttributes.flatMap((name) => body.entries.get(name) ?? []),
  );
  return contents.flatMap((content) =>
    allReferences(content).flatMap((ref) => {
      const named = graph
        .resolve(asReference(ref), undefined, secret)
        .targets.flatMap(({ id }) => databases.get(id) ?? []);
      const shared = passwords.get(keyOf(ref)) ?? [];
      return [...named, ...shared].map((database) => ({
        kind: 'authenticates-with' as const,
        from: database.id,
        to: secret.id,
        certainty: 'certain' as const,
        because: [content.at ?? secret.location],
      }));
    }),
  );
}

const asReference = (to: Reference): Value => ({ kind: 'reference', to });
const keyOf = (ref: Reference): string => `${ref.scope} ${formatReference(ref)}`;
