import { anonymous, anyAws, foreign, service } from '../callers.js';
import type { Principal } from '../decision/principal.js';
import { decideAny } from '../effective/access.js';
import type { Layer } from '../decision/layer.js';
import type { IdentityModel } from '../model.js';
import { foreignAccountOf } from '../trust/accounts.js';
import { readable } from '../pattern/symbol.js';
import { type Answer, answerOf } from './answer.js';
import { findTarget } from './find.js';

/** A principal and the answer for it. */
export interface Grantee extends Answer {
  /** Resource id; `ext|internet` for everybody. */
  readonly principal: string;
  readonly address: string;
  readonly name: string;
}

export interface WhoCan {
  readonly action: string;
  /** ARN, with `<...>` for names that are known only after apply. */
  readonly resource: string;
  /** Everybody who can, or perhaps can: declared principals in order of id, then strangers. */
  readonly principals: readonly Grantee[];
  /** Declared principals whom a statement denies explicitly. */
  readonly denied: readonly Grantee[];
}

/** `threatplan who-can <action> <resource>`: every principal that may do it. */
export function whoCan(model: IdentityModel, action: string, resource: string): WhoCan {
  const target = findTarget(model, action, resource);
  const declared = [...model.principals.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const callers: readonly Principal[] = [...declared, ...outsidersOf(model, target.policy)];
  const answers = callers.map((caller) => ({
    principal: caller.id,
    address: caller.node?.address ?? caller.id.slice(caller.id.indexOf('|') + 1),
    name: caller.name,
    ...answerOf(decideAny(model, caller, action, target)),
  }));
  return {
    action,
    resource: readable(target.arn),
    principals: answers.filter(({ truth }) => truth !== 'no'),
    denied: answers.filter(({ truth, statements }) => truth === 'no' && statements.length > 0),
  };
}

/** Strangers, and the foreign accounts and services that the resource's policy names. */
function outsidersOf(model: IdentityModel, policy: Layer | undefined): readonly Principal[] {
  if (!policy) return [];
  const named = policy.statements.flatMap(({ principal }) => principal?.texts ?? []);
  const accounts = named.flatMap(({ type, text }) =>
    type === 'AWS' ? (foreignAccountOf(text, model.names.account) ?? []) : [],
  );
  const services = named.flatMap(({ type, text }) => (type === 'Service' ? [text] : []));
  return [
    anonymous,
    anyAws,
    ...[...new Set(accounts)].sort().map(foreign),
    ...[...new Set(services)].sort().map(service),
  ];
}
