/** A point in a text file. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Where something is written. `file` is relative to the scan root, with forward slashes;
 * `end` is exclusive (the column after the last character).
 */
export interface Location {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** Total order on locations (file, line, column), used wherever output order must not depend on chance. */
export function compareLocations(a: Location, b: Location): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start.line - b.start.line || a.start.column - b.start.column;
}

/** `main.tf:12:3`, the form that terminals and editors turn into a link. */
export function formatLocation(at: Location): string {
  return `${at.file}:${at.start.line}:${at.start.column}`;
}

/** Concatenates evidence lists without repeating a place. Keeps first-seen order. */
export function mergeLocations(...lists: readonly (readonly Location[])[]): Location[] {
  const [only, ...others] = lists.filter((list) => list.length > 0);
  if (!only) return [];
  if (others.length === 0 && only.length === 1) return [...only];
  const seen = new Set<string>();
  const merged: Location[] = [];
  for (const list of lists) {
    for (const at of list) {
      const key = formatLocation(at);
      if (!seen.has(key)) {
        seen.add(key);
        merged.push(at);
      }
    }
  }
  return merged;
}
