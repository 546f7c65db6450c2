import type { Location, Position } from '../../model/location.js';

/** Turns offsets in one text into lines and columns, by binary search. */
export class LineIndex {
  private readonly starts: number[] = [0];
  private lastLine = 0;

  constructor(
    private readonly file: string,
    text: string,
    /** Lines of the file before this text. */
    private readonly linesBefore = 0,
  ) {
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) this.starts.push(i + 1);
  }

  location(start: number, end: number): Location {
    return { file: this.file, start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  position(offset: number): Position {
    const line = this.lineOf(Math.max(0, offset));
    this.lastLine = line;
    return { line: line + 1 + this.linesBefore, column: Math.max(0, offset) - (this.starts[line] ?? 0) + 1 };
  }

  /** Offsets mostly come in order, so the line of the last one is tried first. */
  private lineOf(offset: number): number {
    if (this.holds(this.lastLine, offset)) return this.lastLine;
    if (this.holds(this.lastLine + 1, offset)) return this.lastLine + 1;
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private holds(line: number, offset: number): boolean {
    const start = this.starts[line];
    return start !== undefined && start <= offset && offset < (this.starts[line + 1] ?? Number.POSITIVE_INFINITY);
  }
}
