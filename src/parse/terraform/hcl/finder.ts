/**
 * Answers "where is the next ..." with one native search per answer, not one per question: most questions lie between
 * the last one and the place that it found.
 */
export class Finder {
  private from = 0;
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly needle: string,
  ) {}

  /** Offset of the next occurrence at or behind the offset; infinite when there is none. */
  next(offset: number): number {
    if (offset >= this.from && offset <= this.found) return this.found;
    const at = this.text.indexOf(this.needle, offset);
    this.from = offset;
    this.found = at === -1 ? Number.POSITIVE_INFINITY : at;
    return this.found;
  }
}
