/**
 * Algebra of IAM globs: `*` is any text (also across `/` and `:`), `?` is one character, everything else is itself.
 * All three questions are answered in O(|p|·|q|) time and O(|q|) space.
 */

export const isGlob = (text: string): boolean => text.includes('*') || text.includes('?');

/** Literal text before the first wildcard. */
export function literalPrefix(pattern: string): string {
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern.charCodeAt(i);
    if (c === star || c === question) return pattern.slice(0, i);
  }
  return pattern;
}

const star = 42;
const question = 63;

/** Does the glob match this text? */
export function matches(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let lastStar = -1;
  let retry = 0;
  while (t < text.length) {
    const c = pattern.charCodeAt(p);
    if (c === star) {
      lastStar = p;
      p += 1;
      retry = t;
    } else if (p < pattern.length && (c === question || c === text.charCodeAt(t))) {
      p += 1;
      t += 1;
    } else if (lastStar >= 0) {
      p = lastStar + 1;
      retry += 1;
      t = retry;
    } else return false;
  }
  while (pattern.charCodeAt(p) === star) p += 1;
  return p === pattern.length;
}

/** Is there a text that both globs match? */
export function intersects(p: string, q: string): boolean {
  if (p === q) return true;
  if (!isGlob(q)) return matches(p, q);
  if (!isGlob(p)) return matches(q, p);
  if (!compatiblePrefixes(literalPrefix(p), literalPrefix(q))) return false;
  return table(p, q, (a, b) => a === b || a === question || b === question, true);
}

/**
 * Does `p` match every text that `q` matches? Never says yes wrongly. It may say no wrongly when `?` and `*` stand next to
 * each other in ways that no policy document uses.
 */
export function contains(p: string, q: string): boolean {
  if (p === q || p === '*') return true;
  if (!isGlob(q)) return matches(p, q);
  if (!isGlob(p) || !literalPrefix(q).startsWith(literalPrefix(p))) return false;
  return table(p, q, (a, b) => (a === b || a === question) && b !== star, false);
}

const compatiblePrefixes = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

/**
 * Walks both globs together. `row[j]`: the part of `p` before i and the part of `q` before j can be used up together.
 * A `*` of p uses up any piece of q; a `*` of q uses up any piece of p only when `mutual`.
 */
function table(p: string, q: string, same: (a: number, b: number) => boolean, mutual: boolean): boolean {
  let row = new Uint8Array(q.length + 1);
  row[0] = 1;
  if (mutual) for (let j = 1; j <= q.length && q.charCodeAt(j - 1) === star; j += 1) row[j] = 1;
  for (let i = 1; i <= p.length; i += 1) {
    const a = p.charCodeAt(i - 1);
    const next = new Uint8Array(q.length + 1);
    next[0] = a === star ? (row[0] as number) : 0;
    for (let j = 1; j <= q.length; j += 1) {
      const b = q.charCodeAt(j - 1);
      let ok = false;
      if (a === star) ok = row[j] === 1 || next[j - 1] === 1;
      if (!ok && mutual && b === star) ok = next[j - 1] === 1 || row[j] === 1;
      if (!ok && a !== star && b !== star) ok = row[j - 1] === 1 && same(a, b);
      next[j] = ok ? 1 : 0;
    }
    row = next;
  }
  return row[q.length] === 1;
}
