/** Character classes of HCL's scanner (hashicorp/hcl, hclsyntax/spec.md "Identifiers", UAX #31 plus `-`). */

const START = 1;
const PART = 2;

const ascii = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
  const digit = code >= 48 && code <= 57;
  if (letter) ascii[code] = START | PART;
  else if (digit || code === 45) ascii[code] = PART;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** True for the ASCII characters that begin an identifier. */
export function isNameStart(code: number): boolean {
  return code < 128 && ((ascii[code] ?? 0) & START) !== 0;
}

/** Length in code units of the identifier that starts at the offset; 0 when none does. */
export function identifierLength(text: string, offset: number): number {
  let at = offset;
  let wanted = START;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      if (((ascii[code] as number) & wanted) === 0) break;
      at++;
    } else {
      const width = unicodeWidth(text, at, wanted === START);
      if (width === 0) break;
      at += width;
    }
    wanted = PART;
  }
  return at - offset;
}

function unicodeWidth(text: string, offset: number, first: boolean): number {
  const point = text.codePointAt(offset);
  if (point === undefined) return 0;
  const character = String.fromCodePoint(point);
  const allowed = first ? /^\p{ID_Start}$/u : /^\p{ID_Continue}$/u;
  return allowed.test(character) ? character.length : 0;
}

/** Go's `unicode.IsSpace`, which HCL's trim markers and flush heredocs use. */
export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code === 0x85 || code === 0xa0 || code === 0x1680 || code === 0x3000) return true;
  return (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f;
}

/** `strings.TrimLeftFunc(text, unicode.IsSpace)`. */
export function trimLeft(text: string): string {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return text.slice(at);
}

/** `strings.TrimRightFunc(text, unicode.IsSpace)`. */
export function trimRight(text: string): string {
  let at = text.length;
  while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
  return text.slice(0, at);
}
