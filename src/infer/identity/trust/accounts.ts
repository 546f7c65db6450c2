import type { ConditionText, Statement } from '../document/types.js';
import { arnAccount, isArn } from '../pattern/arn.js';

/** Accounts of AWS that deliver load balancer logs (Elastic Load Balancing user guide, "Access logs", by Region). */
const awsOwned: ReadonlySet<string> = new Set(
  (
    '127311923021 033677994240 027434742980 797873946194 098369216593 754344448648 589379963580 718504428378 383597477331 ' +
    '600734575887 114774131450 783225319266 582318560864 985666609251 054676820928 156460612806 652711504416 635631232127 ' +
    '009996457667 897822967062 076674570225 507241528517 048591011584 190560391635 638102146993 037604701340'
  ).split(' '),
);

/** The twelve digits of a named account that is not ours; AWS' own accounts are nobody's. */
export function foreignAccountOf(text: string, own: string): string | undefined {
  const account = isArn(text) ? arnAccount(text) : text;
  return /^\d{12}$/.test(account) && account !== own && !awsOwned.has(account) ? account : undefined;
}

/** Keys that say for whom a third party acts, or that it belongs to us. */
const pins =
  /^(sts:externalid|aws:principalorgid|aws:principalorgpaths|aws:sourcearn|aws:sourceaccount|aws:sourceorgid|aws:sourceorgpaths|aws:principaltag\/.*)$/;

/** Does a condition keep a third party from being talked into using its access for somebody else (spec/D5, point 2)? */
export const pinnedAgainstDeputy = (statement: Statement): boolean => statement.conditions.some(pinsDeputy);

const pinsDeputy = ({ key, operator, ifExists, qualifier, values }: ConditionText): boolean =>
  pins.test(key) &&
  !ifExists &&
  qualifier !== 'ForAllValues' &&
  !/not|null/.test(operator) &&
  (values.texts.length > 0 || values.open.length > 0) &&
  values.texts.every(({ text }) => text !== '*');
