import {
  bothCases,
  combineClass,
  isGeneralCategory,
  isProperty,
  PatternError,
  PERL,
  posixClass,
  quote,
  quoteMember,
} from './re2-class.js';

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

/** Rewrites RE2 syntax as JavaScript syntax, one construct at a time. */
export class Translator {
  readonly groups: (string | undefined)[] = [];
  private at = 0;
  private readonly stack: Flags[] = [];
  private flags: Flags = { i: false, m: false, s: false, U: false };
  /** True when something stands before that a repetition can apply to. */
  private repeatable = false;

  constructor(private readonly pattern: string) {}

  run(): string {
    let out = '';
    while (this.at < this.pattern.length) out += this.next();
    if (this.stack.length > 0) throw new PatternError(`missing closing ): \`${this.pattern}\``);
    return out;
  }

  private next(): string {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    switch (char) {
      case '(':
        return this.group();
      case ')':
        return this.close();
      case '[':
        return this.atom(this.bracket());
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        return this.repetition(char);
      case '{': {
        const count = /^\{(\d+)(,(\d*))?\}/.exec(this.pattern.slice(this.at));
        return count ? this.repetition(count[0]) : this.literal(char);
      }
      default:
        return this.simple(char);
    }
  }

  private simple(char: string): string {
    if (char === '|') return this.take(1, '|', false);
    if (char === '.') return this.atom(this.take(1, this.flags.s ? '[^]' : '[^\\n]'));
    if (char === '^') return this.take(1, this.flags.m ? '(?<![^\\n])' : '(?<![^])');
    if (char === '$') return this.take(1, this.flags.m ? '(?![^\\n])' : '(?![^])');
    return this.literal(char);
  }

  private take(length: number, out: string, repeatable = true): string {
    this.at += length;
    this.repeatable = repeatable;
    return out;
  }

  private atom(out: string): string {
    this.repeatable = true;
    return out;
  }

  private literal(char: string): string {
    return this.take(char.length, this.caseless(char));
  }

  /** One literal character under the current flags. */
  private caseless(char: string): string {
    const quoted = quote(char);
    if (!this.flags.i) return quoted;
    const forms = new Set([char, char.toLowerCase(), char.toUpperCase()].filter((form) => [...form].length === 1));
    return forms.size === 1 ? quoted : `[${[...forms].map(quoteMember).join('')}]`;
  }

  private repetition(operator: string): string {
    if (!this.repeatable) {
      const found = this.pattern.slice(this.at, this.at + operator.length);
      throw new PatternError(`missing argument to repetition operator: \`${found}\``);
    }
    const [, low, , high] = /^\{(\d+)(,(\d*))?\}/.exec(operator) ?? [];
    if (Number(low ?? 0) > 1000 || Number(high ?? 0) > 1000 || (high && Number(high) < Number(low)))
      throw new PatternError(`invalid repeat count: \`${operator}\``);
    this.at += operator.length;
    const lazy = this.pattern[this.at] === '?';
    if (lazy) this.at += 1;
    if (/[*+?]/.test(this.pattern[this.at] ?? ''))
      throw new PatternError(
        `invalid nested repetition operator: \`${operator}${lazy ? '?' : ''}${this.pattern[this.at]}\``,
      );
    this.repeatable = false;
    return operator + (lazy !== this.flags.U ? '?' : '');
  }

  private group(): string {
    const rest = this.pattern.slice(this.at);
    if (!rest.startsWith('(?')) {
      this.groups.push(undefined);
      return this.open(1, '(');
    }
    const named = /^\(\?P?<(\w+)>/.exec(rest);
    if (named) {
      this.groups.push(named[1]);
      return this.open(named[0].length, '(');
    }
    if (/^\(\?P?</.test(rest))
      throw new PatternError(`invalid named capture: \`${/^[^>]*>/.exec(rest)?.[0] ?? rest}\``);
    const flagged = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (!flagged)
      throw new PatternError(`invalid or unsupported Perl syntax: \`${rest.slice(0, rest[2] === '<' ? 4 : 3)}\``);
    const [whole, on = '', off = '', end] = flagged;
    const flags = { ...this.flags };
    for (const flag of on) Object.assign(flags, { [flag]: true });
    for (const flag of off) Object.assign(flags, { [flag]: false });
    if (end === ')') {
      this.flags = flags;
      return this.take(whole.length, '', false);
    }
    const opened = this.open(whole.length, '(?:');
    this.flags = flags;
    return opened;
  }

  private open(length: number, out: string): string {
    if (this.stack.length > 200) throw new PatternError('expression nests too deeply');
    this.stack.push(this.flags);
    return this.take(length, out, false);
  }

  private close(): string {
    const outer = this.stack.pop();
    if (!outer) throw new PatternError(`unexpected ): \`${this.pattern}\``);
    this.flags = outer;
    return this.take(1, ')');
  }

  private escape(): string {
    const rest = this.pattern.slice(this.at);
    const char = rest[1];
    if (char === undefined) throw new PatternError('trailing backslash at end of expression: ``');
    if (char === 'Q') return this.quotation(rest);
    if (char === 'A') return this.take(2, '(?<![^])');
    if (char === 'z') return this.take(2, '(?![^])');
    if (char === 'b' || char === 'B') return this.take(2, WORD_BOUNDARY[char] ?? '');
    if (char === 'C') return this.atom(this.take(2, '[^]'));
    const set = this.classEscape(rest);
    if (set) return this.take(set.length, `[${set.negated ? '^' : ''}${set.members}]`);
    const single = this.characterEscape(rest);
    this.at += single.length;
    this.repeatable = true;
    return this.caseless(single.char);
  }

  private quotation(rest: string): string {
    const end = rest.indexOf('\\E', 2);
    const text = end < 0 ? rest.slice(2) : rest.slice(2, end);
    return this.take(
      end < 0 ? rest.length : end + 2,
      [...text].map((char) => this.caseless(char)).join(''),
      text !== '',
    );
  }

  /** `\d`, `\PL`, `\p{Greek}` ... as members of a class. */
  private classEscape(rest: string): { length: number; members: string; negated: boolean } | undefined {
    const letter = rest[1] ?? '';
    const perl = PERL[letter.toLowerCase()];
    if (perl) return { length: 2, members: perl, negated: letter !== letter.toLowerCase() };
    const unicode = /^\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Za-z]))/.exec(rest);
    if (!unicode) {
      if (/^\\[pP]/.test(rest)) throw new PatternError(`invalid character class range: \`${rest.slice(0, 3)}\``);
      return undefined;
    }
    const [whole, p, caret, long, short] = unicode;
    const name = long ?? short ?? '';
    if (name === 'Any')
      return { length: whole.length, members: '\\u{0}-\\u{10FFFF}', negated: (p === 'P') !== (caret === '^') };
    const property = isGeneralCategory(name) ? name : `Script=${name}`;
    if (!isProperty(property)) throw new PatternError(`invalid character class range: \`${whole}\``);
    return { length: whole.length, members: `\\p{${property}}`, negated: (p === 'P') !== (caret === '^') };
  }

  /** An escape that stands for one character. */
  private characterEscape(rest: string): { length: number; char: string } {
    const hex = /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest);
    if (hex) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      if (code <= 0x10ffff) return { length: hex[0].length, char: String.fromCodePoint(code) };
    }
    const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    if (octal) return { length: octal[0].length, char: String.fromCodePoint(Number.parseInt(octal[1] ?? '', 8)) };
    const letter = rest[1] ?? '';
    const control = CONTROL[letter];
    if (control) return { length: 2, char: control };
    if (/[A-Za-z0-9]/.test(letter) || letter > '\u007f')
      throw new PatternError(`invalid escape sequence: \`\\${letter}\``);
    return { length: 2, char: letter };
  }

  private bracket(): string {
    const start = this.at;
    this.at += 1;
    const negated = this.pattern[this.at] === '^';
    if (negated) this.at += 1;
    let members = '';
    let complements: string[] = [];
    for (let first = true; first || this.pattern[this.at] !== ']'; first = false) {
      if (this.at >= this.pattern.length) throw new PatternError(`missing closing ]: \`${this.pattern.slice(start)}\``);
      const rest = this.pattern.slice(this.at);
      const posix = /^\[:(\^?)(\w+):\]/.exec(rest);
      const set = posix ? posixClass(posix) : rest.startsWith('\\') ? this.classEscape(rest) : undefined;
      if (!set) {
        members += this.range(start);
        continue;
      }
      this.at += set.length;
      if (set.negated) complements = [...complements, `[^${set.members}]`];
      else members += set.members;
    }
    this.at += 1;
    return combineClass(members, complements, negated);
  }

  /** `a` or `a-z` inside a class. */
  private range(start: number): string {
    const low = this.classCharacter(start);
    if (this.pattern[this.at] !== '-' || this.pattern[this.at + 1] === ']' || this.at + 1 >= this.pattern.length)
      return this.flags.i ? bothCases(low, low) : quoteMember(low);
    const begin = this.at;
    this.at += 1;
    const high = this.classCharacter(start);
    if ((low.codePointAt(0) ?? 0) > (high.codePointAt(0) ?? 0))
      throw new PatternError(`invalid character class range: \`${low}${this.pattern.slice(begin, this.at)}\``);
    return this.flags.i ? bothCases(low, high) : `${quoteMember(low)}-${quoteMember(high)}`;
  }

  private classCharacter(start: number): string {
    const rest = this.pattern.slice(this.at);
    if (rest === '') throw new PatternError(`missing closing ]: \`${this.pattern.slice(start)}\``);
    const single = rest.startsWith('\\')
      ? this.characterEscape(rest.length > 1 ? rest : '\\\\')
      : { char: String.fromCodePoint(rest.codePointAt(0) ?? 0), length: 0 };
    this.at += single.length || single.char.length;
    return single.char;
  }
}

const CONTROL: Readonly<Record<string, string>> = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' };
/** ASCII word boundaries; the `u` flag leaves `\b` ASCII too. */
const WORD_BOUNDARY: Readonly<Record<string, string>> = { b: '\\b', B: '\\B' };
