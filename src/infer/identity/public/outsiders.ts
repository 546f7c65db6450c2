import { known, unknownFact } from '../../../model/fact.js';
import { type Location, mergeLocations } from '../../../model/location.js';
import type { Resource } from '../../../model/resource.js';
import { accountResource, serviceResource } from '../../../model/synthetic.js';
import { any, no, type Tri } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { foreign, service } from '../callers.js';
import { type Collector, placesOf } from '../collector.js';
import { type Access, dataActions } from '../data/data-actions.js';
import type { Decision } from '../decision/decide.js';
import type { Principal } from '../decision/principal.js';
import type { Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';
import { foreignAccountOf } from '../trust/accounts.js';
import { triOf } from './tri-of.js';

/**
 * Services that act for resources of any customer: a policy that lets them in without naming the source lets in everybody
 * who has such a resource (IAM User Guide, "The confused deputy problem"; spec/D5, point 7). Load balancers are left out: the
 * policy that AWS itself gives for their logs names no source (Elastic Load Balancing user guide, "Enable access logs").
 */
const forwarders =
  /^(s3|sns|events|cloudtrail|config|apigateway|ses|logs|delivery\.logs|cloudfront|scheduler|pipes|iot|cloudwatch|lambda\.alarms|budgets|codestar-notifications|backup|vpc-lattice|sagemaker|bedrock|cognito-idp|connect|lex|secretsmanager)\.([\w-]+\.)?amazonaws\.com$/;

/** Foreign accounts and services that a resource policy names: what they can do, and who else could through them. */
export function outsiders(model: IdentityModel, node: Resource, out: Collector): void {
  const statements = allowing(model.targets.of(node).policy?.statements ?? []);
  const entries = statements.flatMap(({ principal }) => principal?.texts ?? []);
  const accounts = new Set(
    entries.flatMap(({ type, text }) => (type === 'AWS' ? (foreignAccountOf(text, model.names.account) ?? []) : [])),
  );
  for (const account of [...accounts].sort()) {
    out.resource(accountResource(account));
    relate(model, foreign(account), node, out);
  }
  const services = [...new Set(entries.flatMap(({ type, text }) => (type === 'Service' ? [text] : [])))].sort();
  if (services.length > 0) confusedDeputies(model, services, node, out);
}

/** The statements that let somebody in by name: they are the reason also for what is not decided. */
const allowing = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ effect, principal }) => effect === 'Allow' && principal?.negated === false);

/** A key is used by services for the resources of its own account: its policy is no door for strangers. */
function confusedDeputies(model: IdentityModel, services: readonly string[], node: Resource, out: Collector): void {
  const places: Location[] = [];
  const unknowns: Reason[] = [];
  for (const name of services) {
    if (node.type === 'aws.kms.key' || !forwarders.test(name)) continue;
    const { because, open } = relate(model, service(name), node, out);
    unknowns.push(...open);
    if (because.length > 0) out.resource(serviceResource(name));
    places.push(...because);
  }
  const policy = model.targets.of(node).policy;
  const policyAt = placesOf(policy?.statements ?? []);
  const reasons = mergeReasons(policy?.open ?? [], unknowns);
  out.fact(
    node.id,
    'identity.confusedDeputy',
    places.length > 0
      ? known(true, places)
      : reasons.length > 0
        ? unknownFact(reasons, policyAt)
        : known(false, policyAt),
  );
}

/** Counts only what a statement grants to this very service: what everyone may do is no matter of it. */
function byName(decision: Decision, { provider }: Principal): Decision {
  if (provider === undefined || decision.because.length === 0) return decision;
  const granted = decision.because.some(
    (s) =>
      s.principal?.texts.some(({ type, text }) => type === 'Service' && text === provider) === true &&
      !isPinnedByPath(s),
  );
  return granted ? decision : { ...decision, truth: 'no' };
}

/**
 * Log delivery writes to `AWSLogs/<account of the source>/`: a resource with our account in that place lets nobody else's
 * logs in (Elastic Load Balancing user guide, "Enable access logs"; CloudTrail user guide, "Amazon S3 bucket policy").
 */
const isPinnedByPath = ({ resource }: Statement): boolean =>
  resource?.negated === false &&
  resource.texts.length > 0 &&
  resource.texts.every(({ text }) => /\/AWSLogs\/[^*?/]+\//.test(text));

/** One `can` relation with all that is allowed; returns the places of what is surely allowed, and why there may be more. */
function relate(
  model: IdentityModel,
  principal: Principal,
  node: Resource,
  out: Collector,
): { readonly because: readonly Location[]; readonly open: readonly Reason[] } {
  const access = new Map<Access, Tri>();
  for (const rule of dataActions(node)) {
    const target = rule.suffix === '' ? model.targets.of(node) : model.targets.under(node, rule.suffix);
    const given = rule.actions.map((action) => triOf(byName(model.decide(principal, action, target), principal)));
    access.set(rule.access, any(access.get(rule.access) ?? no(), ...given));
  }
  const written = placesOf(allowing(model.targets.of(node).policy?.statements ?? []));
  const sure = [...access].filter(([, { truth }]) => truth === 'yes');
  const maybe = [...access].filter(([, { truth }]) => truth === 'unknown');
  for (const [part, certainty] of [
    [sure, 'certain'],
    [maybe, 'conditional'],
  ] as const) {
    if (part.length === 0) continue;
    const because = mergeLocations(...part.map(([, tri]) => tri.because));
    out.relation({
      kind: 'can',
      from: principal.id,
      to: node.id,
      certainty,
      grade: 'permitted',
      because: because.length > 0 ? because : written,
      ...(certainty === 'conditional' && { unknowns: part.flatMap(([, { unknowns }]) => unknowns) }),
      attrs: { access: part.map(([kind]) => kind).sort() },
    });
  }
  return {
    because: mergeLocations(...sure.map(([, { because }]) => because)),
    open: maybe.flatMap(([, { unknowns }]) => unknowns),
  };
}
