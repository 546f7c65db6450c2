import type { Iam } from './iam/client.js';
import { failed, type Outcome } from './iam/outcome.js';
import { policyArns, readPolicy } from './iam/policies.js';
import { readGroup, readRole, readUser } from './iam/principals.js';
import type { PolicyRecord, PrincipalRecord } from './iam/records.js';
import type { Wanted } from './wanted.js';

/** What IAM said about each thing that was asked for. */
export interface Entities {
  readonly roles: ReadonlyMap<string, Outcome<PrincipalRecord>>;
  readonly users: ReadonlyMap<string, Outcome<PrincipalRecord>>;
  readonly groups: ReadonlyMap<string, Outcome<PrincipalRecord>>;
  readonly policies: ReadonlyMap<string, Outcome<PolicyRecord>>;
}

/** Reads principals first, then the policies that they and the code name. Everything is asked once. */
export async function readEntities(
  iam: Iam,
  wanted: Wanted,
  snapshotVersion: (arn: string) => string | undefined,
): Promise<Entities> {
  const [roles, users] = await Promise.all([
    each(wanted.roles.keys(), (name) => readRole(iam, name)),
    each(wanted.users.keys(), (name) => readUser(iam, name)),
  ]);
  const memberships = found(users).flatMap((user) => user.groups);
  const groups = await each([...wanted.groups.keys(), ...memberships], (name) => readGroup(iam, name));
  const principals = [...found(roles), ...found(users), ...found(groups)];
  const arns = principals.flatMap(({ attached, boundary }) => [...attached, ...(boundary ? [boundary] : [])]);
  // By its name alone a policy of AWS is known from the snapshot.
  const isAws = (key: string): boolean =>
    !key.startsWith('arn:') &&
    snapshotVersion(`arn:aws:iam::aws:policy/${key.slice(key.lastIndexOf('/') + 1)}`) !== undefined;
  const keys = [...wanted.policies.keys(), ...arns].filter((key) => !isAws(key));
  const policies = await each(keys, policyReader(iam, snapshotVersion));
  return { roles, users, groups, policies };
}

/** Reads a policy by its ARN or name. Names are listed once, when the first is asked for; AWS' own are in the snapshot. */
function policyReader(
  iam: Iam,
  snapshotVersion: (arn: string) => string | undefined,
): (key: string) => Promise<Outcome<PolicyRecord>> {
  let listed: ReturnType<typeof policyArns> | undefined;
  return async (key) => {
    if (key.startsWith('arn:')) return readPolicy(iam, key, snapshotVersion(key));
    listed ??= policyArns(iam);
    const names = await listed;
    if (!names.ok) return names;
    const name = key.slice(key.lastIndexOf('/') + 1);
    const arn = names.value.get(name);
    return arn === undefined ? failed('missing', `policy ${name}`) : readPolicy(iam, arn, undefined);
  };
}

/** Answers in order of the keys, whatever the order in which they come. */
async function each<T>(
  keys: Iterable<string>,
  read: (key: string) => Promise<Outcome<T>>,
): Promise<ReadonlyMap<string, Outcome<T>>> {
  const sorted = [...new Set(keys)].sort();
  const answers = await Promise.all(sorted.map(read));
  return new Map(sorted.map((key, index) => [key, answers[index] as Outcome<T>]));
}

const found = (answers: ReadonlyMap<string, Outcome<PrincipalRecord>>): readonly PrincipalRecord[] =>
  [...answers.values()].flatMap((answer) => (answer.ok ? [answer.value] : []));
