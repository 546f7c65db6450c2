import {
  type Event,
  EVENT_ALIAS,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  getScalarValue,
  SCALAR_STYLE,
} from 'js-yaml';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { Location } from '../../model/location.js';
import type { LineIndex } from './line-index.js';
import { type YamlEntry, type YamlMapping, type YamlNode, type YamlScalar, type YamlSequence, span } from './node.js';

/** A document may hold this many nodes once its aliases are expanded; an alias bomb holds more. */
const maxWeight = 200_000;

interface Frame {
  readonly kind: 'sequence' | 'mapping';
  readonly at: Location;
  readonly tag: string | undefined;
  readonly anchor: string | undefined;
  readonly items: YamlNode[];
  readonly entries: Map<string, YamlEntry>;
  readonly merges: YamlNode[];
  key: YamlNode | undefined;
  weight: number;
  end: Location;
}

/** Builds the tree of one document from its events, with a stack of its own so that depth costs no call stack. */
export class Composer {
  private readonly anchors = new Map<string, YamlNode | 'open'>();
  private readonly frames: Frame[] = [];
  private root: YamlNode | undefined;
  private weight = 0;
  private exhausted = false;

  constructor(
    private readonly source: string,
    private readonly lines: LineIndex,
    private readonly report: (diagnostic: Diagnostic) => void,
  ) {}

  /** The document's root; undefined when it is empty. */
  get result(): YamlNode | undefined {
    return this.root;
  }

  add(event: Event): void {
    switch (event.type) {
      case EVENT_SCALAR: {
        const text = getScalarValue(this.source, event);
        const start = event.valueStart === -1 ? Math.max(event.tagEnd, event.anchorEnd, 0) : event.valueStart;
        const from = event.tagStart === -1 ? quoteStart(event, start) : event.tagStart;
        const at = this.lines.location(from, quoteEnd(event, start));
        const plain = event.style === SCALAR_STYLE.PLAIN;
        const node: YamlScalar = { kind: 'scalar', text, plain, at, weight: 1, ...this.tagOf(event) };
        this.anchor(this.text(event.anchorStart, event.anchorEnd), node);
        this.put(node);
        break;
      }
      case EVENT_ALIAS:
        this.put(this.alias(event.anchorStart, event.anchorEnd));
        break;
      case EVENT_SEQUENCE:
      case EVENT_MAPPING:
        this.open(event);
        break;
      case EVENT_POP:
        this.close();
        break;
      default:
    }
  }

  private open(event: Extract<Event, { type: typeof EVENT_SEQUENCE | typeof EVENT_MAPPING }>): void {
    const from = event.tagStart === -1 ? event.start : event.tagStart;
    const at = this.lines.location(from, event.start + 1);
    const anchor = this.text(event.anchorStart, event.anchorEnd);
    if (anchor !== undefined) this.anchors.set(anchor, 'open');
    this.frames.push({
      kind: event.type === EVENT_SEQUENCE ? 'sequence' : 'mapping',
      at,
      end: at,
      tag: this.tagOf(event).tag,
      anchor,
      items: [],
      entries: new Map(),
      merges: [],
      key: undefined,
      weight: 1,
    });
  }

  private close(): void {
    const frame = this.frames.pop();
    if (!frame) return;
    for (const merged of frame.merges) mergeInto(frame.entries, merged);
    const base = {
      at: span(frame.at, frame.end),
      weight: frame.weight,
      ...(frame.tag !== undefined && { tag: frame.tag }),
    };
    const node: YamlNode =
      frame.kind === 'sequence'
        ? ({ kind: 'sequence', items: frame.items, ...base } satisfies YamlSequence)
        : ({ kind: 'mapping', entries: frame.entries, ...base } satisfies YamlMapping);
    this.anchor(frame.anchor, node);
    this.put(node);
  }

  private put(node: YamlNode): void {
    const frame = this.frames.at(-1);
    if (!frame) {
      this.root ??= node;
      return;
    }
    frame.weight += node.weight;
    frame.end = node.at.file === frame.at.file ? node.at : frame.end;
    if (frame.kind === 'sequence') frame.items.push(node);
    else if (frame.key === undefined) frame.key = node;
    else this.pair(frame, frame.key, node);
  }

  private pair(frame: Frame, key: YamlNode, value: YamlNode): void {
    frame.key = undefined;
    if (key.kind !== 'scalar') {
      this.report({
        severity: 'error',
        code: 'yaml-key',
        summary: 'A mapping key must be a word',
        detail: 'This key is a list or a mapping; it and its value are left out. Quote it if it contains { or [.',
        location: key.at,
      });
      return;
    }
    if (key.text === '<<' && key.plain) {
      if (value.kind === 'sequence') frame.merges.push(...value.items);
      else frame.merges.push(value);
      return;
    }
    const present = frame.entries.get(key.text);
    if (present) {
      this.report({
        severity: 'error',
        code: 'yaml-duplicate-key',
        summary: `The key ${key.text} stands twice`,
        detail: `Line ${present.keyAt.start.line} has it already; that one is used and this one is left out. Remove or rename one of them.`,
        location: key.at,
      });
      return;
    }
    frame.entries.set(key.text, { key: key.text, keyAt: key.at, value });
  }

  /** The node that an alias names, or an empty scalar with a diagnostic. */
  private alias(start: number, end: number): YamlNode {
    const name = this.text(start, end) ?? '';
    const at = this.lines.location(start - 1, end);
    const node = this.anchors.get(name);
    if (node !== undefined && node !== 'open') {
      this.weight += node.weight;
      if (this.weight <= maxWeight) return node;
    }
    // One word is enough about a bomb; each of its aliases would give another.
    if (node !== undefined && node !== 'open' && this.exhausted)
      return { kind: 'scalar', text: '', plain: true, at, weight: 1 };
    if (node !== undefined && node !== 'open') this.exhausted = true;
    const summary =
      node === undefined
        ? `The alias *${name} has no anchor`
        : node === 'open'
          ? `The alias *${name} contains itself`
          : 'Aliases expand to too much data';
    const detail =
      node === undefined
        ? `Nothing before this line is marked &${name}. The value is left out.`
        : 'The alias is left out; write the value in its place.';
    this.report({ severity: 'error', code: 'yaml-alias', summary, detail, location: at });
    return { kind: 'scalar', text: '', plain: true, at, weight: 1 };
  }

  private anchor(name: string | undefined, node: YamlNode): void {
    if (name !== undefined) this.anchors.set(name, node);
  }

  private tagOf(event: { readonly tagStart: number; readonly tagEnd: number }): { readonly tag?: string } {
    const tag = this.text(event.tagStart, event.tagEnd);
    return tag === undefined ? {} : { tag };
  }

  private text(start: number, end: number): string | undefined {
    return start === -1 ? undefined : this.source.slice(start, end);
  }
}

type ScalarEvent = Extract<Event, { type: typeof EVENT_SCALAR }>;

const isQuoted = (event: ScalarEvent): boolean =>
  event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
const quoteStart = (event: ScalarEvent, start: number): number => (isQuoted(event) ? start - 1 : start);
const quoteEnd = (event: ScalarEvent, start: number): number =>
  Math.max(start, event.valueEnd) + (isQuoted(event) ? 1 : 0);

/** `<<: *base`: keys that are not there yet. */
function mergeInto(entries: Map<string, YamlEntry>, merged: YamlNode): void {
  if (merged.kind !== 'mapping') return;
  for (const [key, entry] of merged.entries) if (!entries.has(key)) entries.set(key, entry);
}
