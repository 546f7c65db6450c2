import { andTruth, type Truth } from '../../../model/tri.js';
import { compareText, type Reading } from './compare.js';
import { hasHole, holeReasons, isHole, isUndecided, ownAccount, ownRegion } from './symbol.js';

/** Index of the segments of `arn:partition:service:region:account:resource`. */
export const segment = { partition: 1, service: 2, region: 3, account: 4, resource: 5 } as const;

const cache = new Map<string, readonly string[]>();
const cacheLimit = 200_000;

/** The six segments of an ARN: cut at the first five colons, the rest is one segment (spec/D1). */
export function arnSegments(arn: string): readonly string[] {
  const known = cache.get(arn);
  if (known) return known;
  const segments: string[] = [];
  let from = 0;
  for (let n = 0; n < 5; n += 1) {
    const colon = arn.indexOf(':', from);
    if (colon < 0) break;
    segments.push(arn.slice(from, colon));
    from = colon + 1;
  }
  segments.push(arn.slice(from));
  if (cache.size > cacheLimit) cache.clear();
  cache.set(arn, segments);
  return segments;
}

export const arnAccount = (arn: string): string => arnSegments(arn)[segment.account] ?? '';
export const isArn = (text: string): boolean => text.startsWith('arn:');

/**
 * Does a statement's resource pattern match an ARN? Segment by segment, so that a wildcard never runs over one of the
 * first five colons; a pattern with too few segments is padded with `*` (AWS completes it so). A pattern that begins with
 * something unknown is compared as a whole.
 */
export function compareArn(pattern: string, subject: string, reading: Reading = 'some'): Truth {
  if (pattern === '*' || pattern === subject) return 'yes';
  if (subject === '*')
    return reading === 'some' ? compareWithEverything(pattern) : compareText(pattern, subject, reading);
  // API Gateway completes `execute-api:/stage/GET/path` to the ARN of the API that carries the policy.
  if (pattern.startsWith('execute-api:/'))
    return compareArn(`arn:aws:execute-api:*:*:*${pattern.slice(12)}`, subject, reading);
  if (!isArn(pattern)) return isUndecided(pattern) || !isArn(subject) ? compareText(pattern, subject, reading) : 'no';
  const wanted = arnSegments(pattern);
  const given = arnSegments(subject);
  if (given.length < 6) return compareText(pattern, subject, reading);
  let truth: Truth = 'yes';
  for (let i = 5; i >= 1 && truth !== 'no'; i -= 1) {
    const part = wanted[i] ?? (i >= wanted.length ? '*' : '');
    truth = andTruth(truth, compareSegment(i, part, given[i] as string, reading));
  }
  return truth;
}

/** Does a pattern cover every resource there is? Only its own text can say so; what is unknown in it may turn out to be `*`. */
function compareWithEverything(pattern: string): Truth {
  if (isArn(pattern)) return 'no';
  if (isUndecided(pattern)) return 'unknown';
  return /^\*+$/.test(pattern) ? 'yes' : 'no';
}

function compareSegment(index: number, pattern: string, subject: string, reading: Reading): Truth {
  if (index === segment.partition && isUndecided(pattern)) return 'yes';
  if (index === segment.region && sameRegion(pattern, subject)) return 'yes';
  if (index === segment.account && (isOurs(pattern, subject) || isOurs(subject, pattern))) return 'yes';
  return compareText(pattern, subject, reading);
}

/** An input such as `var.account_id` in the account's place of an ARN is the account that the code is for. */
const isOurs = (input: string, account: string): boolean =>
  account === ownAccount && isHole(input) && holeReasons(input).some(({ subject }) => /account/i.test(subject));

/** Code that does not say its Region is read as being all in one: nobody names another Region by leaving it out. */
function sameRegion(pattern: string, subject: string): boolean {
  if (pattern === '' || subject === '') return false;
  return pattern === ownRegion || subject === ownRegion || hasHole(pattern) || hasHole(subject);
}
