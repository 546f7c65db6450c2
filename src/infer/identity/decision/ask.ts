import { andTruth, notTruth, orTruth, type Truth } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Context } from '../condition/context.js';
import { evaluateCondition } from '../condition/evaluate.js';
import { contextOf } from '../condition/keys.js';
import { hasVariables, substitute } from '../condition/variables.js';
import type { ConditionText, Statement } from '../document/types.js';
import { compareArn } from '../pattern/arn.js';
import { holeReasons, isUndecided } from '../pattern/symbol.js';
import type { Authority, Request } from './decide.js';
import type { Candidate, Layer } from './layer.js';
import { anyhow, type NamedHow, type Naming, namesPrincipal } from './match-principal.js';

/** What one statement says to a request. */
export interface Verdict {
  readonly statement: Statement;
  readonly truth: Truth;
  readonly unknowns: readonly Reason[];
  /** Its conditions that are not decided. */
  readonly conditions: readonly ConditionText[];
}

/** What the documents of one layer say, apart from everything else. */
export interface LayerAnswer {
  readonly allow: Truth;
  readonly deny: Truth;
  /** For a resource policy: `allow` by how the caller is named. */
  readonly byNaming: Readonly<Record<Naming, Truth>>;
  readonly allows: readonly Verdict[];
  readonly denies: readonly Verdict[];
}

const namings = ['direct', 'role', 'account'] as const;
/** In an identity policy the principal is the one who carries it. */
const itself: NamedHow = { direct: 'yes', role: 'no', account: 'no' };

/** Asks every statement about the action. `action` is lower case; `resourceBased` reads Principal elements. */
export function ask(
  layer: Layer,
  request: Request,
  action: string,
  authority: Authority,
  resourceBased: boolean,
): LayerAnswer {
  const candidates = layer.about(action);
  if (candidates.length === 0) return silent;
  const { principal, target, given } = request;
  const context = contextOf({
    principal,
    action,
    resource: target.arn,
    ownAccount: authority.account,
    textOf: authority.textOf,
    ...(target.node && { tags: target.node.tags }),
    ...(given && { given }),
  });
  const byNaming: Record<Naming, Truth> = { direct: 'no', role: 'no', account: 'no' };
  const allows: Verdict[] = [];
  const denies: Verdict[] = [];
  let deny: Truth = 'no';
  for (const candidate of candidates) {
    const how = resourceBased ? namesPrincipal(candidate.statement, principal) : itself;
    const named = anyhow(how);
    if (named === 'no') continue;
    let verdict = judge(candidate, target.arn, context, resourceBased);
    if (verdict.truth === 'no') continue;
    const truth = andTruth(verdict.truth, named);
    if (named === 'unknown')
      verdict = { ...verdict, unknowns: mergeReasons(verdict.unknowns, whyNamed(candidate.statement)) };
    if (candidate.statement.effect === 'Deny') {
      deny = orTruth(deny, truth);
      denies.push({ ...verdict, truth });
    } else {
      for (const naming of namings) byNaming[naming] = orTruth(byNaming[naming], andTruth(how[naming], verdict.truth));
      allows.push({ ...verdict, truth });
    }
  }
  return { allow: orTruth(byNaming.direct, orTruth(byNaming.role, byNaming.account)), deny, byNaming, allows, denies };
}

const silent: LayerAnswer = {
  allow: 'no',
  deny: 'no',
  byNaming: { direct: 'no', role: 'no', account: 'no' },
  allows: [],
  denies: [],
};

/** Why it is not known whom a statement names. */
const whyNamed = ({ principal }: Statement): Reason[] => {
  const reasons = [
    ...(principal?.open ?? []),
    ...(principal?.texts ?? []).flatMap(({ text, maybe }) => [...maybe, ...holeReasons(text)]),
  ];
  return reasons.length > 0 ? reasons : [{ code: 'account', subject: 'the account number of the scanned code' }];
};

function judge({ statement, truth }: Candidate, arn: string, context: Context, resourceBased: boolean): Verdict {
  const on = coversResource(statement, arn, context, resourceBased);
  let result = andTruth(truth, on.truth);
  const unknowns: Reason[] = on.truth === 'unknown' ? [...on.unknowns] : [];
  const conditions: ConditionText[] = [];
  if (truth === 'unknown') unknowns.push(...statement.action.open, ...statement.action.texts.flatMap((t) => t.maybe));
  for (const condition of statement.conditions) {
    if (result === 'no') break;
    const answer = evaluateCondition(condition, context, statement.effect, statement.variables);
    result = andTruth(result, answer.truth);
    if (answer.truth === 'unknown') {
      unknowns.push(...answer.unknowns);
      conditions.push(condition);
    }
  }
  if (result === 'yes' && statement.maybe.length > 0) {
    result = 'unknown';
    unknowns.push(...statement.maybe);
  }
  return { statement, truth: result, unknowns: result === 'unknown' ? mergeReasons(unknowns) : [], conditions };
}

/**
 * Allow: some thing of the target is covered. Deny: every one is. A statement without Resource speaks of what carries it
 * (a trust policy); in an identity policy it is malformed and covers nothing.
 */
function coversResource(
  statement: Statement,
  arn: string,
  context: Context,
  resourceBased: boolean,
): { readonly truth: Truth; readonly unknowns: readonly Reason[] } {
  const element = statement.resource;
  if (!element) return { truth: resourceBased ? 'yes' : 'no', unknowns: [] };
  const some = (statement.effect === 'Allow') !== element.negated;
  let truth: Truth = element.open.length > 0 ? 'unknown' : 'no';
  const unknowns: Reason[] = [...element.open];
  for (const entry of element.texts) {
    const pattern =
      statement.variables && hasVariables(entry.text) ? substitute(entry.text, context, statement.effect) : entry.text;
    if (pattern === undefined) continue;
    let match = compareArn(pattern, arn, some ? 'some' : 'every');
    if (match === 'yes' && entry.maybe.length > 0) match = 'unknown';
    if (match === 'unknown') {
      unknowns.push(...entry.maybe, ...holeReasons(pattern), ...holeReasons(arn));
      if (unknowns.length === 0 && (isUndecided(pattern) || isUndecided(arn)))
        unknowns.push({ code: 'account', subject: 'the account number of the scanned code' });
    }
    truth = orTruth(truth, match);
    if (truth === 'yes') break;
  }
  return { truth: element.negated ? notTruth(truth) : truth, unknowns };
}
