import type { Resource } from '../../../model/resource.js';
import { all, any, no, type Tri, unknown } from '../../../model/tri.js';
import { type Access, type AccessRule, dataActions } from '../data/data-actions.js';
import type { Decision, Target } from '../decision/decide.js';
import type { Layer } from '../decision/layer.js';
import type { Principal } from '../decision/principal.js';
import type { Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';
import { arnSegments, compareArn, isArn, segment } from '../pattern/arn.js';
import { contains } from '../pattern/glob.js';
import { triOf } from '../public/tri-of.js';

/** What a principal can do with one node, with the statements that grant it. */
export interface EffectiveAccess {
  readonly access: Access;
  readonly tri: Tri;
  readonly statements: readonly Statement[];
}

/** Decides every access to a node. Reading what is encrypted with a key of ours needs the key too (spec/D8, 18). */
export function accessTo(model: IdentityModel, principal: Principal, node: Resource): readonly EffectiveAccess[] {
  const byAccess = new Map<Access, { tri: Tri; statements: readonly Statement[] }>();
  const own = model.targets.of(node);
  for (const rule of dataActions(node)) {
    for (const action of rule.actions) {
      const known = byAccess.get(rule.access);
      if (known?.tri.truth === 'yes') break;
      if (!mayAllow(principal, own, action.toLowerCase())) continue;
      const target = rule.suffix === '' ? own : model.targets.under(node, rule.suffix);
      const decision = decideAny(model, principal, action, target);
      if (decision.truth === 'no') continue;
      const tri = withKey(model, principal, node, rule, triOf(decision));
      if (tri.truth === 'no') continue;
      byAccess.set(rule.access, { tri: known ? any(known.tri, tri) : tri, statements: decision.because });
    }
  }
  return [...byAccess].map(([access, { tri, statements }]) => ({ access, tri, statements: [...new Set(statements)] }));
}

/** Most questions end here: nothing allows the action anywhere. */
const mayAllow = (principal: Principal, target: Target, action: string): boolean =>
  principal.identity === undefined ||
  principal.identity.open.length > 0 ||
  principal.identity.mayAllow(action) ||
  (target.policy !== undefined && (target.policy.open.length > 0 || target.policy.mayAllow(action)));

/**
 * Is there something in the target that the action is allowed on? Without a Deny in sight the target as a whole is asked;
 * else each part that an Allow names, so that a Deny of that very part is seen.
 */
export function decideAny(model: IdentityModel, principal: Principal, action: string, target: Target): Decision {
  const lower = action.toLowerCase();
  const layers = [principal.identity, target.policy, principal.boundary?.layer].filter((layer) => layer !== undefined);
  if (!layers.some((layer) => denies(layer, lower)) || !target.arn.includes('*'))
    return model.decide(principal, action, target);
  const parts = new Set(layers.flatMap((layer) => partsOf(layer, lower, target.arn)));
  const decisions = [...parts, ...(parts.size === 0 ? [target.arn] : [])]
    .slice(0, maxParts)
    .map((arn) => model.decide(principal, action, { ...target, arn }));
  return (
    decisions.find((decision) => decision.truth === 'yes') ??
    decisions.find((decision) => decision.truth === 'unknown') ??
    (decisions[0] as Decision)
  );
}

const maxParts = 16;

const denies = (layer: Layer, action: string): boolean =>
  layer.about(action).some(({ statement }) => statement.effect === 'Deny');

function partsOf(layer: Layer, action: string, whole: string): readonly string[] {
  return layer.about(action).flatMap(({ statement }) => {
    if (statement.effect === 'Deny' || !statement.resource) return [];
    if (statement.resource.negated) return [whole];
    return statement.resource.texts.flatMap(({ text }) => {
      if (text.includes('${') || compareArn(text, whole) === 'no') return [];
      return [isArn(text) && contains(whole, text) ? text : whole];
    });
  });
}

const neededKey: Partial<Record<Access, string>> = { read: 'kms:Decrypt', write: 'kms:GenerateDataKey' };
/** Services that use the customer's key with the caller's permissions. */
const callersKey = /^aws\.(s3\.bucket|sqs\.queue|secretsmanager\.secret|ssm\.parameter|kinesis\.stream|sns\.topic)$/;

function withKey(model: IdentityModel, principal: Principal, node: Resource, rule: AccessRule, given: Tri): Tri {
  const action = neededKey[rule.access];
  if (!action || !callersKey.test(node.type)) return given;
  const keys = model.graph.outgoing(node.id, 'encrypts-with').flatMap((relation) => {
    const key = model.graph.resource(relation.to);
    return key?.type === 'aws.kms.key' ? [{ key, relation }] : [];
  });
  if (keys.length === 0) return given;
  const allowed = keys.map(({ key, relation }) => {
    const tri = triOf(model.decide(principal, action, model.targets.of(key)));
    return relation.certainty === 'certain' || tri.truth === 'yes'
      ? tri
      : unknown(relation.unknowns ?? [], tri.because);
  });
  return all(given, any(...allowed, no()));
}

/** Does one of the statements name this very thing, and not by a wildcard in its name (spec/B4)? */
export function namesExactly(statements: readonly Statement[], arn: string): boolean {
  const secret = /-\?+$/.test(arn);
  const tail = (arnSegments(arn)[segment.resource] ?? '').replace(/-\?+$/, '');
  const names = (text: string): boolean => {
    const given = isArn(text) ? (arnSegments(text)[segment.resource] ?? '') : '';
    if (tail === '' || !given.startsWith(tail)) return false;
    const rest = given.slice(tail.length);
    return rest === '' || /^[/:]/.test(rest) || (secret && rest.startsWith('-'));
  };
  return statements.some(
    ({ resource }) => resource?.negated === false && resource.texts.some(({ text }) => names(text)),
  );
}
