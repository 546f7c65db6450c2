import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { Location, Position } from '../../model/location.js';

/** The data of a YAML file and where each key and value of it stands. */
export interface YamlFile {
  readonly data: unknown;
  /** The nearest place that is known for a path; of its key when `key` is set. */
  locate(path: readonly (string | number)[], part?: 'key' | 'value'): Location;
}

export type YamlResult =
  | { readonly ok: true; readonly yaml: YamlFile }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Reads one YAML document as plain data. Tags, aliases and code are not obeyed; depth is limited. */
export function parseYaml(text: string, file: string): YamlResult {
  try {
    const events = parseEvents(text, { maxDepth: 40 });
    const documents = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: 0 });
    const places = findPlaces(events, text);
    return { ok: true, yaml: { data: documents[0], locate: locator(places, text, file) } };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const start = { line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 };
    return {
      ok: false,
      diagnostic: {
        severity: 'error',
        code: 'policy-syntax',
        summary: `${file} is not valid YAML: ${error.reason}`,
        detail: 'This policy file is left out; all others are used. Correct the syntax at this place.',
        location: { file, start, end: start },
      },
    };
  }
}

type Span = readonly [start: number, end: number];
interface Frame {
  readonly path: string;
  readonly sequence: boolean;
  index: number;
  /** The key that waits for its value. */
  pending?: string;
}

const join = (path: string, key: string | number): string => `${path}\n${key}`;

/** Offsets of keys (`k` + path) and values (`v` + path), from the flat event stream. */
function findPlaces(events: readonly Event[], text: string): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>();
  const frames: Frame[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) frames.push({ path: '', sequence: true, index: -1 });
    else if (event.type === EVENT_ID.POP) frames.pop();
    else {
      const frame = frames.at(-1) as Frame;
      const span = spanOf(event);
      const isKey = !frame.sequence && frame.pending === undefined;
      if (isKey && event.type === EVENT_ID.SCALAR) {
        frame.pending = getScalarValue(text, event);
        places.set(`k${join(frame.path, frame.pending)}`, span);
        continue;
      }
      const path =
        frames.length === 1 ? '' : join(frame.path, frame.sequence ? (frame.index += 1) : (frame.pending ?? ''));
      delete frame.pending;
      places.set(`v${path}`, span);
      if (event.type === EVENT_ID.MAPPING) frames.push({ path, sequence: false, index: -1 });
      if (event.type === EVENT_ID.SEQUENCE) frames.push({ path, sequence: true, index: -1 });
    }
  }
  return places;
}

function spanOf(event: Exclude<Event, { type: 1 | 6 }>): Span {
  if (event.type === EVENT_ID.SCALAR) return [event.valueStart, event.valueEnd];
  if (event.type === EVENT_ID.ALIAS) return [event.anchorStart, event.anchorEnd];
  const { start } = event as { readonly start: number };
  return [start, start + 1];
}

function locator(places: ReadonlyMap<string, Span>, text: string, file: string): YamlFile['locate'] {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const position = (offset: number): Position => {
    let line = lineStarts.length;
    while (line > 1 && (lineStarts[line - 1] ?? 0) > offset) line -= 1;
    return { line, column: offset - (lineStarts[line - 1] ?? 0) + 1 };
  };
  return (path, part = 'value') => {
    const keys = path.map((key) => `\n${key}`);
    let span = part === 'key' ? places.get(`k${keys.join('')}`) : undefined;
    for (let length = keys.length; !span && length >= 0; length -= 1)
      span = places.get(`v${keys.slice(0, length).join('')}`);
    const [start, end] = span ?? [0, 0];
    return { file, start: position(start), end: position(end) };
  };
}
