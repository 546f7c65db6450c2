import type { Location } from '../../../model/location.js';
import type { LineIndex, Span } from './syntax.js';

const BYTE_ORDER_MARK = 0xfeff;

/** Makes a `LineIndex` that finds the line starts on first use. A byte order mark does not count as a column. */
export function createLineIndex(text: string): LineIndex {
  let starts: number[] | undefined;
  let line = 0;
  return {
    position(offset) {
      starts ??= findLineStarts(text);
      // The end of a span stands mostly in the line of its start.
      const isHere = (starts[line] as number) <= offset && offset < (starts[line + 1] ?? Number.POSITIVE_INFINITY);
      if (!isHere) line = lastStartBefore(starts, offset);
      return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    },
  };
}

/** The location of a span in a file: 1-based, end exclusive. */
export function locate(path: string, lines: LineIndex, span: Span): Location {
  return { file: path, start: lines.position(span.start), end: lines.position(span.end) };
}

function findLineStarts(text: string): number[] {
  const starts = [text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** Index of the last line start at or before the offset. */
function lastStartBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
