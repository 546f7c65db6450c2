/**
 * A regular-expression engine in linear time (Pike's virtual machine, as RE2 has), for the patterns that could take a
 * backtracking engine exponential time. It reads the subset of JavaScript syntax that `re2.ts` writes.
 */

export interface Match {
  readonly index: number;
  /** The whole match, then the groups. */
  readonly groups: readonly (string | undefined)[];
}

type Instruction =
  | { readonly op: 'char'; readonly test: RegExp }
  | { readonly op: 'assert'; readonly test: RegExp }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  | { readonly op: 'match' };

const MAX_PROGRAM = 5_000;
/** Characters times instructions that one search may take. */
const MAX_WORK = 20_000_000;

/** Assertions as `re2.ts` writes them. */
const ASSERTIONS = ['(?<![^\\n])', '(?![^\\n])', '(?<![^])', '(?![^])', '\\b', '\\B'];
const ATOM = /^(?:\[(?:\\.|[^\\\]])*\]|\\[pPu]\{[^}]*\}|\\x[0-9A-Fa-f]{2}|\\.|[^])/u;

class ProgramTooLarge extends Error {}

/** Compiles; undefined when the pattern is too large. */
export function compilePike(source: string): ((text: string, from: number) => Match | undefined) | undefined {
  try {
    const compiler = new Compiler(source);
    const program = compiler.run();
    return (text, from) => search(program, compiler.slots, text, from);
  } catch (error) {
    if (error instanceof ProgramTooLarge) return undefined;
    throw error;
  }
}

/** A fragment whose jumps are relative to its own start, so that it can be repeated by copying. */
type Fragment = readonly Instruction[];

class Compiler {
  slots = 2;
  private at = 0;
  constructor(private readonly source: string) {}

  run(): Fragment {
    const body = this.alternatives();
    return [{ op: 'save', slot: 0 }, ...shift(body, 1), { op: 'save', slot: 1 }, { op: 'match' }];
  }

  private alternatives(): Fragment {
    let left = this.sequence();
    const branches = [left];
    while (this.source[this.at] === '|') {
      this.at++;
      branches.push(this.sequence());
    }
    left = branches.pop() ?? [];
    while (branches.length > 0) left = either(branches.pop() ?? [], left);
    return left;
  }

  private sequence(): Fragment {
    const out: Instruction[] = [];
    while (this.at < this.source.length && !/[|)]/.test(this.source[this.at] as string)) {
      const atom = this.atom();
      out.push(...shift(this.repeated(atom), out.length));
      if (out.length > MAX_PROGRAM) throw new ProgramTooLarge();
    }
    return out;
  }

  private atom(): Fragment {
    const rest = this.source.slice(this.at);
    const assertion = ASSERTIONS.find((text) => rest.startsWith(text));
    if (assertion) {
      this.at += assertion.length;
      return [{ op: 'assert', test: new RegExp(assertion, 'uy') }];
    }
    if (rest.startsWith('(?:') || rest.startsWith('(?!')) return this.group(3);
    if (rest.startsWith('(')) return this.group(1);
    const single = ATOM.exec(rest)?.[0] ?? rest;
    this.at += single.length;
    return [{ op: 'char', test: new RegExp(`^${single}$`, 'us') }];
  }

  private group(opening: number): Fragment {
    if (this.source.startsWith('(?!', this.at)) throw new ProgramTooLarge();
    this.at += opening;
    const slot = this.slots;
    if (opening === 1) this.slots += 2;
    const body = this.alternatives();
    this.at++;
    if (opening !== 1) return body;
    return [{ op: 'save', slot }, ...shift(body, 1), { op: 'save', slot: slot + 1 }];
  }

  private repeated(atom: Fragment): Fragment {
    const operator = /^(?:[*+?]|\{(\d+)(,(\d*))?\})(\??)/.exec(this.source.slice(this.at));
    if (!operator) return atom;
    this.at += operator[0].length;
    const lazy = operator[4] === '?';
    const [low, high] = bounds(operator);
    let out: Fragment = [];
    for (let i = 0; i < low; i++) out = join(out, atom);
    if (high === undefined) return join(out, star(atom, lazy));
    let tail: Fragment = [];
    for (let i = low; i < high; i++) tail = optional(join(atom, tail), lazy);
    return join(out, tail);
  }
}

function bounds(operator: RegExpExecArray): [low: number, high: number | undefined] {
  const symbol = operator[0][0];
  if (symbol === '*') return [0, undefined];
  if (symbol === '+') return [1, undefined];
  if (symbol === '?') return [0, 1];
  const low = Number(operator[1]);
  if (operator[2] === undefined) return [low, low];
  return [low, operator[3] ? Number(operator[3]) : undefined];
}

/** Moves a fragment's jump targets by `by` instructions. */
function shift(fragment: Fragment, by: number): Fragment {
  if (by === 0) return fragment;
  return fragment.map((instruction) => {
    if (instruction.op === 'split')
      return { ...instruction, first: instruction.first + by, second: instruction.second + by };
    return instruction.op === 'jump' ? { ...instruction, to: instruction.to + by } : instruction;
  });
}

function join(a: Fragment, b: Fragment): Fragment {
  if (a.length + b.length > MAX_PROGRAM) throw new ProgramTooLarge();
  return [...a, ...shift(b, a.length)];
}

const branch = (first: number, second: number, lazy: boolean): Instruction =>
  lazy ? { op: 'split', first: second, second: first } : { op: 'split', first, second };

const star = (body: Fragment, lazy: boolean): Fragment => [
  branch(1, body.length + 2, lazy),
  ...shift(body, 1),
  { op: 'jump', to: 0 },
];
const optional = (body: Fragment, lazy: boolean): Fragment => [branch(1, body.length + 1, lazy), ...shift(body, 1)];
const either = (a: Fragment, b: Fragment): Fragment => [
  branch(1, a.length + 2, false),
  ...shift(a, 1),
  { op: 'jump', to: a.length + b.length + 2 },
  ...shift(b, a.length + 2),
];

interface Thread {
  readonly at: number;
  readonly saved: readonly number[];
}

/** Leftmost-first search from an offset. */
function search(program: Fragment, slots: number, text: string, from: number): Match | undefined {
  let threads: Thread[] = [];
  let best: readonly number[] | undefined;
  if ((text.length - from + 1) * program.length > MAX_WORK) return undefined;
  for (let at = from; ; ) {
    const char = at < text.length ? String.fromCodePoint(text.codePointAt(at) as number) : undefined;
    const ready: Thread[] = [];
    const seen = new Set<number>();
    for (const thread of threads) follow(program, thread, at, text, seen, ready);
    if (!best) follow(program, { at: 0, saved: Array<number>(slots).fill(-1) }, at, text, seen, ready);
    threads = [];
    for (const thread of ready) {
      const instruction = program[thread.at];
      if (instruction?.op === 'match') {
        best = thread.saved;
        break;
      }
      if (instruction?.op === 'char' && char !== undefined && instruction.test.test(char))
        threads.push({ at: thread.at + 1, saved: thread.saved });
    }
    if (char === undefined || (best && threads.length === 0)) break;
    at += char.length;
  }
  return best && asMatch(best, text);
}

/** Follows jumps, splits, saves and assertions to the instructions that wait for a character. */
function follow(
  program: Fragment,
  start: Thread,
  position: number,
  text: string,
  seen: Set<number>,
  out: Thread[],
): void {
  const stack: Thread[] = [start];
  while (stack.length > 0) {
    const thread = stack.pop() as Thread;
    if (seen.has(thread.at)) continue;
    seen.add(thread.at);
    const instruction = program[thread.at];
    if (!instruction) continue;
    switch (instruction.op) {
      case 'jump':
        stack.push({ ...thread, at: instruction.to });
        break;
      case 'split':
        stack.push({ ...thread, at: instruction.second }, { ...thread, at: instruction.first });
        break;
      case 'save': {
        const saved = [...thread.saved];
        saved[instruction.slot] = position;
        stack.push({ at: thread.at + 1, saved });
        break;
      }
      case 'assert':
        instruction.test.lastIndex = position;
        if (instruction.test.test(text)) stack.push({ ...thread, at: thread.at + 1 });
        break;
      default:
        out.push(thread);
    }
  }
}

function asMatch(saved: readonly number[], text: string): Match {
  const groups: (string | undefined)[] = [];
  for (let slot = 0; slot + 1 < saved.length; slot += 2) {
    const start = saved[slot] ?? -1;
    const end = saved[slot + 1] ?? -1;
    groups.push(start < 0 || end < 0 ? undefined : text.slice(start, end));
  }
  return { index: saved[0] ?? 0, groups };
}
