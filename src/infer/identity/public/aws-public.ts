import { andTruth, notTruth, orTruth, type Truth } from '../../../model/tri.js';
import type { ConditionText, PrincipalText, Statement } from '../document/types.js';
import { isWide } from '../condition/address.js';
import { arnAccount, arnSegments, isArn, segment } from '../pattern/arn.js';
import { hasHole, isUndecided } from '../pattern/symbol.js';

/**
 * Is a policy public as S3 Block Public Access defines it (S3 User Guide, "The meaning of public"; spec/D3)? Some Allow
 * statement names everyone and no condition pins the caller to fixed values. Deny statements do not matter.
 * This decides only what the block flags do; what a stranger can do is decided by `decide`.
 */
export function isPublicPolicy(statements: readonly Statement[]): {
  readonly truth: Truth;
  readonly because: readonly Statement[];
} {
  let truth: Truth = 'no';
  const because: Statement[] = [];
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    let open = andTruth(namesEveryone(statement), notTruth(pinned(statement)));
    if (open === 'yes' && statement.maybe.length > 0) open = 'unknown';
    if (open !== 'no') because.push(statement);
    truth = orTruth(truth, open);
  }
  return { truth, because };
}

function namesEveryone({ principal, conditions }: Statement): Truth {
  if (!principal) return 'no';
  if (principal.negated) return 'yes';
  let truth: Truth = principal.open.length > 0 ? 'unknown' : 'no';
  for (const entry of principal.texts) truth = orTruth(truth, wildcard(entry, conditions));
  return truth;
}

/** An identity provider without any condition lets all of its users in. */
function wildcard(entry: PrincipalText, conditions: readonly ConditionText[]): Truth {
  if (entry.text === '*' || (entry.type === 'Federated' && conditions.length === 0))
    return entry.maybe.length > 0 ? 'unknown' : 'yes';
  return entry.type === 'AWS' && hasHole(entry.text) && !isArn(entry.text) ? 'unknown' : 'no';
}

const pinned = (statement: Statement): Truth =>
  statement.conditions.reduce<Truth>((truth, condition) => orTruth(truth, pins(condition)), 'no');

const exactOperators = new Set([
  'stringequals',
  'stringequalsignorecase',
  'stringlike',
  'arnequals',
  'arnlike',
  'ipaddress',
  'bool',
]);

/** Does the condition limit callers to fixed values of a key that tells who they are? */
function pins(condition: ConditionText): Truth {
  if (condition.ifExists || condition.qualifier === 'ForAllValues' || !exactOperators.has(condition.operator))
    return 'no';
  const fixed = fixedValue(condition.key);
  if (!fixed || condition.values.texts.length === 0)
    return condition.values.open.length > 0 && fixed ? 'unknown' : 'no';
  return condition.values.texts.reduce<Truth>((truth, { text }) => andTruth(truth, fixed(text, condition)), 'yes');
}

type Fixed = (text: string, condition: ConditionText) => Truth;

const literal: Fixed = (text, { operator }) =>
  /\$\{/.test(text)
    ? 'no'
    : /[*?]/.test(text) && operator !== 'stringequals' && operator !== 'stringequalsignorecase'
      ? 'no'
      : 'yes';
/** A pattern is fixed when its account is. */
const arnWithAccount: Fixed = (text, condition) => {
  if (literal(text, condition) === 'yes') return 'yes';
  const account = isArn(text) ? arnAccount(text) : '';
  if (account !== '' && !/[*?]/.test(account)) return 'yes';
  // S3 ARNs carry no account; the bucket's name stands for it.
  const s3 = isArn(text) && arnSegments(text)[segment.service] === 's3' && account === '';
  return s3 && !/[*?]/.test((arnSegments(text)[segment.resource] ?? '*').split('/')[0] ?? '*') ? 'yes' : 'no';
};
const address: Fixed = (text) => (isUndecided(text) ? 'unknown' : notTruth(isWide(text)));
const userId: Fixed = (text, condition) => (/^AROA\w+:\*$/.test(text) ? 'yes' : literal(text, condition));
const isTrue: Fixed = (text) => (text.toLowerCase() === 'true' ? 'yes' : 'no');

const pinningKeys: ReadonlyMap<string, Fixed> = new Map([
  ...[
    'aws:principalorgid',
    'aws:principalorgpaths',
    'aws:principalaccount',
    'aws:principalservicename',
    'aws:principalservicenameslist',
    'aws:sourcevpc',
    'aws:sourcevpce',
    'aws:sourceowner',
    'aws:sourceaccount',
    'aws:sourceorgid',
    'aws:sourcevpcarn',
    'aws:vpceaccount',
    'aws:vpceorgid',
    'aws:vpceorgpaths',
    's3:dataaccesspointaccount',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
    'lambda:functionurlauthtype',
  ].map((key): [string, Fixed] => [key, literal]),
  ['aws:sourcearn', arnWithAccount],
  ['aws:principalarn', arnWithAccount],
  ['s3:dataaccesspointarn', arnWithAccount],
  ['aws:sourceip', address],
  ['aws:userid', userId],
  ['aws:principalisawsservice', isTrue],
]);

const fixedValue = (key: string): Fixed | undefined => pinningKeys.get(key);
