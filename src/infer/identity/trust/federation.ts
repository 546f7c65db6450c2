import type { ConditionText, Statement } from '../document/types.js';
import { isGlob, literalPrefix } from '../pattern/glob.js';
import { hasHole, readable } from '../pattern/symbol.js';

/** How many strangers' workloads a federated trust admits; widest first. */
export type FederationScope = 'anyone' | 'organization' | 'repository' | 'exact';
const widest: readonly FederationScope[] = ['anyone', 'organization', 'repository', 'exact'];

export interface Federation {
  /** `unknown`: the pinned pattern is not known. */
  readonly scope: FederationScope | 'unknown';
  /** Subject patterns for people; `*` when nothing is pinned. */
  readonly subject: string;
  /** No pinned tenant at a shared issuer: AWS has refused such trust since 2025, so it is broken or older. */
  readonly legacy: boolean;
  readonly conditions: readonly ConditionText[];
}

/** Issuers where anybody can have workloads, and the shape of their subjects: segments up to the tenant, the project, the rest. */
const shapes: readonly { readonly issuer: RegExp; readonly tenant: RegExp; readonly project: RegExp }[] = [
  { issuer: /^token\.actions\.githubusercontent\.com/, tenant: /^repo:[^/*?]+\//, project: /^repo:[^/*?]+\/[^:*?]+:/ },
  { issuer: /gitlab/, tenant: /^project_path:[^/*?]+\//, project: /^project_path:[^:*?]+:/ },
  {
    issuer: /^app\.terraform\.io/,
    tenant: /^organization:[^:*?]+:/,
    project: /^organization:[^:*?]+:project:[^:*?]+:workspace:[^:*?]+:/,
  },
  { issuer: /buildkite/, tenant: /^organization:[^:*?]+:/, project: /^organization:[^:*?]+:pipeline:[^:*?]+:/ },
  { issuer: /vercel/, tenant: /^owner:[^:*?]+:/, project: /^owner:[^:*?]+:project:[^:*?]+:/ },
  {
    issuer:
      /^(oidc\.codefresh\.io|scalr\.io|proidc\.upbound\.io|accounts\.google\.com|sts\.windows\.net|www\.amazon\.com|graph\.facebook\.com|api\.pulumi\.com)/,
    tenant: /^[^*?]+$/,
    project: /^[^*?]+$/,
  },
];

/** Keys other than `sub` that pin who the caller is, by their last part. */
const otherPins: Readonly<Record<string, FederationScope>> = {
  repository: 'repository',
  repository_id: 'repository',
  repository_owner: 'organization',
  repository_owner_id: 'organization',
  job_workflow_ref: 'repository',
  namespace_path: 'organization',
  project_path: 'repository',
  terraform_organization_name: 'organization',
};

/** How wide a statement that trusts an OIDC issuer is (spec/D5, point 4): by glob containment, never by the text's look. */
export function federationOf(statement: Statement, issuer: string): Federation {
  const pins = statement.conditions.filter(pinning);
  const subjects = pins.filter(({ key }) => key.endsWith(':sub'));
  const shape = shapes.find((candidate) => candidate.issuer.test(issuer));
  const scopes = subjects.map((condition) => scopeOfAll(condition, shape, issuer));
  for (const { key, values } of pins) {
    const scope = otherPins[key.slice(key.lastIndexOf(':') + 1)];
    if (scope && values.texts.every(({ text }) => !isGlob(text))) scopes.push(scope);
  }
  if (!shape?.tenant && pins.some(({ key }) => key.endsWith(':aud'))) scopes.push('organization');
  const subject = subjects.flatMap(({ values }) => values.texts.map(({ text }) => readable(text))).join(', ') || '*';
  // A condition that is not known at all (an object with a computed key) may pin anything.
  const undecided = statement.conditions.filter(({ operator, values }) => operator === '' && values.open.length > 0);
  if (undecided.length > 0 && scopes.length === 0)
    return { scope: 'unknown', subject, legacy: false, conditions: undecided };
  if (scopes.includes('unknown')) return { scope: 'unknown', subject, legacy: false, conditions: pins };
  const known = scopes.filter((scope): scope is FederationScope => scope !== 'unknown');
  // All conditions must hold, so the narrowest decides.
  const scope = known.length === 0 ? (shape ? 'anyone' : 'organization') : known.reduce(narrower);
  return { scope, subject, legacy: shape !== undefined && known.length === 0, conditions: pins };
}

/** Positive, always present, not vacuous. */
const pinning = ({ operator, ifExists, qualifier }: ConditionText): boolean =>
  !ifExists &&
  qualifier !== 'ForAllValues' &&
  /^(stringequals|stringequalsignorecase|stringlike|arnlike|arnequals)$/.test(operator);

const narrower = (a: FederationScope, b: FederationScope): FederationScope =>
  widest.indexOf(a) > widest.indexOf(b) ? a : b;
const wider = (a: FederationScope | 'unknown', b: FederationScope | 'unknown'): FederationScope | 'unknown' => {
  if (a === 'unknown' || b === 'unknown') return a === 'anyone' || b === 'anyone' ? 'anyone' : 'unknown';
  return widest.indexOf(a) < widest.indexOf(b) ? a : b;
};

/** Alternatives: the widest counts. */
function scopeOfAll(
  condition: ConditionText,
  shape: (typeof shapes)[number] | undefined,
  issuer: string,
): FederationScope | 'unknown' {
  const exact = condition.operator.startsWith('stringequals');
  const scopes = condition.values.texts.map(({ text, maybe }) =>
    maybe.length > 0 ? 'unknown' : scopeOf(text, exact, shape, issuer),
  );
  if (condition.values.open.length > 0) scopes.push('unknown');
  return scopes.length === 0 ? 'unknown' : scopes.reduce(wider);
}

function scopeOf(
  text: string,
  exact: boolean,
  shape: (typeof shapes)[number] | undefined,
  issuer: string,
): FederationScope | 'unknown' {
  if (exact || !isGlob(text))
    return hasHole(literalPrefix(text)) && !exact && shape && !shape.tenant.test(text) ? 'unknown' : 'exact';
  const prefix = literalPrefix(text);
  if (issuer.startsWith('oidc.eks.') || prefix.startsWith('system:serviceaccount:')) {
    return /^system:serviceaccount:[^:]+:/.test(prefix) ? 'repository' : 'organization';
  }
  if (!shape) return 'organization';
  if (shape.project.test(prefix)) return 'repository';
  if (shape.tenant.test(prefix)) return 'organization';
  return hasHole(text) ? 'unknown' : 'anyone';
}
