import type { Diagnostic } from '../../model/diagnostic.js';
import { closest } from './template/closest.js';
import { compareLocations, formatLocation, type Location } from '../../model/location.js';

const maxSuggestions = 100;

/** Collects diagnostics, each place and summary once. */
export class Problems {
  private suggestions = 0;
  private readonly found = new Map<string, Diagnostic>();

  add(diagnostic: Diagnostic): void {
    const place = diagnostic.location ? formatLocation(diagnostic.location) : '';
    const key = `${place} ${diagnostic.code} ${diagnostic.summary}`;
    if (!this.found.has(key)) this.found.set(key, diagnostic);
  }

  error(code: string, location: Location, summary: string, detail: string): void {
    this.add({ severity: 'error', code, summary, detail, location });
  }

  warning(code: string, location: Location, summary: string, detail: string): void {
    this.add({ severity: 'warning', code, summary, detail, location });
  }

  /** ` Did you mean Orders?`, or nothing. Only the first mistakes get one: looking for it takes time with every candidate. */
  suggest(name: string, candidates: Iterable<string>): string {
    if (this.suggestions >= maxSuggestions) return '';
    this.suggestions += 1;
    const hint = closest(name, candidates);
    return hint === undefined ? '' : ` Did you mean ${hint}?`;
  }

  /** By place. */
  all(): readonly Diagnostic[] {
    return [...this.found.values()].sort((a, b) =>
      a.location && b.location
        ? compareLocations(a.location, b.location) || (a.summary < b.summary ? -1 : 1)
        : Number(a.location !== undefined) - Number(b.location !== undefined),
    );
  }
}
