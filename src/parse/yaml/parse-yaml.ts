import { EVENT_DOCUMENT, parseEvents, YAMLException } from 'js-yaml';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { Location } from '../../model/location.js';
import { Composer } from './compose.js';
import { LineIndex } from './line-index.js';
import type { YamlNode } from './node.js';

export interface YamlReading {
  /** Roots of the documents that are not empty, in order. */
  readonly documents: readonly YamlNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Collections nested deeper than this are refused; every later walk may recurse this deep. */
const maxDepth = 200;

/**
 * Reads YAML or JSON text: documents with values, tags, and the line and column of every key and value. When a document is
 * broken, the others of the same file are still read. Never throws on bad input.
 */
export function parseYaml(text: string, file: string): YamlReading {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const diagnostics: Diagnostic[] = [];
  const whole = attempt(source, file, 0, diagnostics);
  if (whole) return { documents: whole, diagnostics };
  const parts = splitDocuments(source);
  if (parts.length === 1) return { documents: [], diagnostics };
  diagnostics.length = 0;
  const documents = parts.flatMap(({ source: part, line }) => attempt(part, file, line, diagnostics) ?? []);
  const nothing = documents.length === 0;
  return { documents, diagnostics: diagnostics.map((d) => (nothing ? d : { ...d, unreadFile: false })) };
}

/** The documents of one text; undefined, with a diagnostic, when it is not YAML. */
function attempt(source: string, file: string, line: number, diagnostics: Diagnostic[]): YamlNode[] | undefined {
  const lines = new LineIndex(file, source, line);
  const found: Diagnostic[] = [];
  try {
    const documents: YamlNode[] = [];
    let composer: Composer | undefined;
    const flush = (): void => {
      if (composer?.result) documents.push(composer.result);
    };
    for (const event of parseEvents(source, { filename: file, maxDepth })) {
      if (event.type === EVENT_DOCUMENT) {
        flush();
        composer = new Composer(source, lines, (diagnostic) => found.push(diagnostic));
      } else composer?.add(event);
    }
    flush();
    for (const diagnostic of found) diagnostics.push(diagnostic);
    return documents;
  } catch (error) {
    if (!(error instanceof YAMLException) && !(error instanceof RangeError)) throw error;
    diagnostics.push(syntaxError(error, file, line));
    return undefined;
  }
}

function syntaxError(error: YAMLException | RangeError, file: string, line: number): Diagnostic {
  const mark = error instanceof YAMLException ? error.mark : undefined;
  const start = { line: line + (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 };
  const location: Location = { file, start, end: { line: start.line, column: start.column + 1 } };
  const reason = error instanceof YAMLException ? error.reason : 'nested too deeply';
  return {
    severity: 'error',
    code: 'yaml-syntax',
    summary: `This is not valid YAML: ${reason}`,
    detail: 'The document was skipped; what it declares is missing from the model. Correct the text at this place.',
    location,
    unreadFile: true,
  };
}

/** Cuts at `---` lines. */
function splitDocuments(source: string): readonly { readonly source: string; readonly line: number }[] {
  const parts: { source: string; line: number }[] = [];
  let from = 0;
  let line = 0;
  const marker = /^---(?=\s|$)/gm;
  for (let match = marker.exec(source); match; match = marker.exec(source)) {
    if (match.index === from) continue;
    const part = source.slice(from, match.index);
    parts.push({ source: part, line });
    line += part.split('\n').length - 1;
    from = match.index;
  }
  parts.push({ source: source.slice(from), line });
  return parts;
}
