import type { Reason } from '../../../model/unknown.js';

/**
 * Canonical text: ordinary characters, plus symbols for what code does not know, so that names can be compared as
 * strings. Symbols use private-use characters, which stand in no ARN:
 * - an *atom* is one definite name that nobody else has (the generated name of a declared resource, a stranger's account);
 * - a *hole* is some text that a reason would decide; two holes with the same reason are the same text;
 * - `ownAccount` and `ownRegion` are the account and Region of the scanned code when it does not say which.
 */
const atomMark = '\uE000';
const holeMark = '\uE001';
const symbolEnd = '\uE002';
export const ownAccount = '\uE003';
export const ownRegion = '\uE004';
/** A `*` or `?` that is meant literally (`${*}` in a policy document). */
export const literalStar = '\uE005';
export const literalQuestion = '\uE006';
const shift = 0xe100;

/** One private character for each character: a loop, because every name in the code that is not written passes here. */
function encode(text: string): string {
  let encoded = '';
  for (const c of text) encoded += String.fromCharCode(shift + (c.charCodeAt(0) & 0x3ff));
  return encoded;
}
const decode = (text: string): string => Array.from(text, (c) => String.fromCharCode(c.charCodeAt(0) - shift)).join('');

/** A definite but unwritten name, equal only to itself. */
export const atom = (identity: string): string => `${atomMark}${encode(identity)}${symbolEnd}`;

/** Unknown text, equal to itself and perhaps to anything. */
export const hole = (reason: Reason): string => `${holeMark}${encode(`${reason.code} ${reason.subject}`)}${symbolEnd}`;

/** A stranger's account: equal to no account of ours, and to none that is written anywhere. */
export const foreignAccount = atom('a foreign account');

const holes = new RegExp(`${holeMark}([^${symbolEnd}]*)${symbolEnd}`, 'g');
const undecided = new RegExp(`${holeMark}[^${symbolEnd}]*${symbolEnd}|${ownRegion}`, 'g');
const symbols = new RegExp(`([${atomMark}${holeMark}])([^${symbolEnd}]*)${symbolEnd}`, 'g');

/** True when some text in it is not decided (holes, own account, own Region). */
export const isUndecided = (text: string): boolean =>
  text.includes(holeMark) || text.includes(ownAccount) || text.includes(ownRegion);

export const hasHole = (text: string): boolean => text.includes(holeMark);

/** True when the text is one hole and nothing else. */
export const isHole = (text: string): boolean =>
  text.startsWith(holeMark) && text.indexOf(symbolEnd) === text.length - 1;

/** A glob that matches whatever the text may turn out to be. */
export const widen = (text: string): string => text.replace(undecided, '*').replaceAll(ownAccount, twelveDigits);
/** What is known of our account number; a stranger's account is longer, so that it never fits. */
const twelveDigits = '?'.repeat(12);

/** The reasons behind the holes of a text. */
export function holeReasons(text: string): Reason[] {
  return [...text.matchAll(holes)].map((found) => {
    const [code = '', ...subject] = decode(found[1] ?? '').split(' ');
    return { code: code as Reason['code'], subject: subject.join(' ') };
  });
}

/** The text for people: holes as `${var.x}`, atoms by their name. */
export const readable = (text: string): string =>
  text
    .replace(symbols, (_, mark: string, body: string) => {
      const name = decode(body);
      return mark === holeMark ? `\${${name.slice(name.indexOf(' ') + 1)}}` : `<${name}>`;
    })
    .replaceAll(ownAccount, '<account>')
    .replaceAll(ownRegion, '<region>')
    .replaceAll(literalStar, '*')
    .replaceAll(literalQuestion, '?');
