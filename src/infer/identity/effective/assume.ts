import type { Resource } from '../../../model/resource.js';
import { type Collector, placesOf } from '../collector.js';
import type { Principal } from '../decision/principal.js';
import type { IdentityModel } from '../model.js';
import { isArn } from '../pattern/arn.js';
import type { PrincipalClass } from './classes.js';
import { ResourceIndex } from './resource-index.js';

/**
 * `can-assume` from declared principals to declared roles: by name in the trust policy, or by the account's root and the
 * principal's own grant of sts:AssumeRole. Roles that trust only services and federations are never looked at.
 */
export function assumeRelations(model: IdentityModel, classes: readonly PrincipalClass[], out: Collector): void {
  const roles = model.graph.byKind('identity/role').filter((node) => trustsAws(model, node));
  const byArn = new Map([...model.principals.values()].map((principal) => [principal.arn, principal]));
  // A role that trusts only principals by their names is asked about those alone: grants of others are in vain.
  const delegating = roles.filter((node) => !trustsOnly(model, node, byArn));
  const index = new ResourceIndex(delegating, (node) => model.names.arnOf(node));
  const seen = new Set<string>();
  for (const { members, layer } of classes) {
    const candidates = new Set<Resource>();
    for (const { statement } of layer.about('sts:assumerole')) {
      if (statement.effect !== 'Allow' || !statement.resource) continue;
      const open = statement.resource.negated || statement.resource.open.length > 0;
      for (const { text } of open ? [{ text: '*' }] : statement.resource.texts) {
        for (const node of index.candidates(text) ?? delegating) candidates.add(node);
      }
    }
    for (const member of members) for (const node of candidates) state(model, member, node, seen, out);
  }
  for (const node of roles) {
    for (const statement of model.targets.of(node).policy?.statements ?? []) {
      for (const { text } of statement.principal?.texts ?? []) {
        const principal = isArn(text) ? byArn.get(text) : undefined;
        if (principal) state(model, principal, node, seen, out);
      }
    }
  }
}

const trustsAws = (model: IdentityModel, node: Resource): boolean =>
  (model.targets.of(node).policy?.statements ?? []).some(
    (s) =>
      s.principal &&
      (s.principal.negated || s.principal.open.length > 0 || s.principal.texts.some(({ type }) => type === 'AWS')),
  );

const trustsOnly = (model: IdentityModel, node: Resource, declared: ReadonlyMap<string, Principal>): boolean => {
  const policy = model.targets.of(node).policy;
  return (
    policy?.open.length === 0 &&
    policy.statements.every(
      ({ effect, principal }) =>
        effect === 'Deny' ||
        (principal?.negated === false &&
          principal.open.length === 0 &&
          principal.texts.every(({ type, text }) => type !== 'AWS' || declared.has(text))),
    )
  );
};

function state(model: IdentityModel, principal: Principal, node: Resource, seen: Set<string>, out: Collector): void {
  const key = `${principal.id}\n${node.id}`;
  if (principal.id === node.id || seen.has(key)) return;
  seen.add(key);
  const decision = model.decide(principal, 'sts:AssumeRole', model.targets.of(node));
  if (decision.truth === 'no') return;
  const because = placesOf(decision.because);
  out.relation({
    kind: 'can-assume',
    from: principal.id,
    to: node.id,
    certainty: decision.truth === 'yes' ? 'certain' : 'conditional',
    because: because.length > 0 ? because : [node.location],
    ...(decision.truth === 'unknown' && { unknowns: decision.unknowns }),
    attrs: { via: 'role' },
  });
}
