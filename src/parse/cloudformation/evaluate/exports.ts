import type { TemplateValue, Value } from '../../../model/value.js';
import { formatReference, unknownValue } from '../../../model/values.js';
import { child } from '../../yaml/node.js';
import { marksOf, textOf, withMarks } from './combine.js';
import { evaluate } from './evaluate.js';
import type { Stack } from './stack.js';

interface Export {
  readonly pattern: Pattern | undefined;
  readonly stack: Stack;
  readonly output: string;
}

/** What the stacks of a scan export, by name; made on first use. */
export class Exports {
  private readonly byText = new Map<string, Export>();
  private readonly partly: Export[] = [];
  private filled = false;

  constructor(private readonly stacks: () => readonly Stack[]) {}

  /**
   * The exported value under a name. When a name is only partly known (`${AWS::StackName}-Vpc`) and fits exactly one
   * export of another stack, the import may be that one: unknown, but with its references. Otherwise unknown.
   */
  find(name: Value, from: Stack): Value {
    this.fill();
    const text = textOf(name);
    const exact = text === undefined ? undefined : this.byText.get(text);
    const value = exact?.stack.output(exact.output, 1);
    if (value) return value;
    const subject = text ?? describe(name);
    const unknown = unknownValue('import', subject, name.at);
    const fitting = this.candidates(name)
      .filter((one) => one.stack !== from)
      .flatMap((one) => one.stack.output(one.output, 1) ?? []);
    const [only] = fitting;
    return fitting.length === 1 && only ? withMarks(unknown, { ...marksOf([only]) }) : unknown;
  }

  private candidates(name: Value): readonly Export[] {
    const pattern = patternOf(name);
    if (!pattern) return [];
    const all = textOf(name) === undefined ? [...this.partly, ...this.byText.values()] : this.partly;
    return all.filter((one) => one.pattern !== undefined && mayBeEqual(pattern, one.pattern));
  }

  private fill(): void {
    if (this.filled) return;
    this.filled = true;
    for (const stack of this.stacks()) {
      for (const { key, value } of stack.template.outputs.values()) {
        const node = child(child(value, 'Export'), 'Name');
        if (!node) continue;
        const name = evaluate(node, stack.environment);
        const text = textOf(name);
        const one = { pattern: patternOf(name), stack, output: key };
        if (text === undefined) this.partly.push(one);
        else if (!this.byText.has(text)) this.byText.set(text, one);
      }
    }
  }
}

/** What is known at the two ends of a name. Both ends open says nothing. */
interface Pattern {
  readonly start: string;
  readonly end: string;
  readonly whole: boolean;
}

function patternOf(name: Value): Pattern | undefined {
  const text = textOf(name);
  if (text !== undefined) return { start: text, end: text, whole: true };
  if (name.kind !== 'template') return undefined;
  const [first] = name.parts;
  const last = name.parts.at(-1);
  const start = typeof first === 'string' ? first : '';
  const end = typeof last === 'string' ? last : '';
  return start === '' && end === '' ? undefined : { start, end, whole: false };
}

const mayBeEqual = (a: Pattern, b: Pattern): boolean =>
  (a.start.startsWith(b.start) || b.start.startsWith(a.start)) &&
  (a.whole || b.whole ? a.end.endsWith(b.end) || b.end.endsWith(a.end) : a.end === b.end) &&
  !(a.whole && !b.whole && a.end.length <= b.start.length + b.end.length) &&
  !(b.whole && !a.whole && b.end.length <= a.start.length + a.end.length);

const describe = (name: Value): string =>
  name.kind === 'template'
    ? (name as TemplateValue).parts
        .map((part) =>
          typeof part === 'string'
            ? part
            : `\${${part.kind === 'reference' ? formatReference(part.to) : (part.reasons[0]?.subject ?? '?')}}`,
        )
        .join('')
    : 'an export';
