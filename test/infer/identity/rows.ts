import { anonymous, anyAws, foreign, ownAdministrator, service } from '../../../src/infer/identity/callers.js';
import type { ContextValue } from '../../../src/infer/identity/condition/context.js';
import { decide, type Decision } from '../../../src/infer/identity/decision/decide.js';
import { Layer } from '../../../src/infer/identity/decision/layer.js';
import type { Principal } from '../../../src/infer/identity/decision/principal.js';
import { parseDocument } from '../../../src/infer/identity/document/parse.js';
import { canonicalText, noNames } from '../../../src/infer/identity/document/texts.js';
import type { PolicyDocument } from '../../../src/infer/identity/document/types.js';
import type { Location } from '../../../src/model/location.js';
import { no, type Tri, type Truth, unknown, yes } from '../../../src/model/tri.js';
import type { Value } from '../../../src/model/value.js';
import { fromJson } from '../../../src/model/values.js';
import type { Resource } from '../../../src/model/resource.js';

export const ours = '111111111111';
export const theirs = '222222222222';
export const clinicRole = `arn:aws:iam::${ours}:role/clinic`;
export const nurse = `arn:aws:iam::${ours}:user/nurse`;
export const place: Location = { file: 'main.tf', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };

/** Statement(s) without the envelope: `allow('s3:*', '*')`. */
export type Statement = Readonly<Record<string, unknown>>;
export const allow = (action: unknown, resource: unknown, condition?: unknown): Statement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition !== undefined && { Condition: condition }),
});
export const deny = (action: unknown, resource: unknown, condition?: unknown): Statement => ({
  ...allow(action, resource, condition),
  Effect: 'Deny',
});
/** The same in a resource policy. */
export const to = (principal: unknown, statement: Statement): Statement => ({ ...statement, Principal: principal });

export interface Row {
  readonly name: string;
  /** `role` (default), `user`, `admin`, `anonymous`, `any-aws`, an account number, or a service principal. */
  readonly caller?: string;
  /** Statements of identity policies; `unlimited` for a caller of another account who may do all. */
  readonly identity?: readonly Statement[];
  readonly boundary?: readonly Statement[];
  /** Statements of the resource policy (trust policy for a role). */
  readonly resource?: readonly Statement[];
  readonly scp?: readonly Statement[];
  readonly rcp?: readonly Statement[];
  readonly action: string;
  readonly on: string;
  /** Owner of the resource; ours when absent. */
  readonly owner?: string;
  readonly version?: string;
  readonly given?: Readonly<Record<string, string | null | ContextValue>>;
  readonly tags?: Readonly<Record<string, Value | string>>;
  readonly restricted?: Truth;
  readonly expect: Truth;
}

export function documentOf(statements: readonly Statement[], version = '2012-10-17'): PolicyDocument {
  return parseDocument({ document: fromJson({ Version: version, Statement: statements }, place), at: place }, noNames);
}

const layerOf = (statements: readonly Statement[], version?: string): Layer =>
  new Layer([documentOf(statements, version)]);

function callerOf(row: Row): Principal {
  const caller = row.caller ?? 'role';
  const limits = {
    ...(row.identity && { identity: layerOf(row.identity, row.version) }),
    ...(row.boundary && { boundary: { layer: layerOf(row.boundary), open: [] } }),
  };
  if (caller === 'role' || caller === 'user')
    return {
      kind: caller,
      id: caller,
      name: caller === 'role' ? 'clinic' : 'nurse',
      arn: caller === 'role' ? clinicRole : nurse,
      account: ours,
      identity: new Layer([]),
      ...limits,
    };
  if (caller === 'anonymous') return anonymous;
  if (caller === 'any-aws') return anyAws;
  if (caller === 'admin') return ownAdministrator(ours);
  return /^\d+$/.test(caller) ? { ...foreign(caller), ...limits } : service(caller);
}

const restriction = (truth: Truth): Tri =>
  truth === 'yes' ? yes() : truth === 'no' ? no() : unknown([{ code: 'account', subject: 'block public access' }]);

export function decideRow(row: Row): Decision {
  const given = new Map(
    Object.entries(row.given ?? {}).map(([key, value]): [string, ContextValue] => [
      key.toLowerCase(),
      value === null ? { state: 'absent' } : typeof value === 'string' ? { state: 'known', values: [value] } : value,
    ]),
  );
  const tags = new Map(Object.entries(row.tags ?? {}).map(([k, v]) => [k, typeof v === 'string' ? fromJson(v) : v]));
  const target = {
    arn: row.on,
    account: row.owner ?? ours,
    ...(row.resource && { policy: layerOf(row.resource, row.version) }),
    ...(row.tags && { node: { tags } as unknown as Resource }),
    ...(row.restricted && { restricted: restriction(row.restricted) }),
  };
  return decide(
    { principal: callerOf(row), action: row.action, target, ...(row.given && { given }) },
    {
      account: ours,
      textOf: (value) => canonicalText(value, noNames),
      serviceControl: row.scp ? [layerOf(row.scp)] : [],
      resourceControl: row.rcp ? [layerOf(row.rcp)] : [],
    },
  );
}
