import type { Location } from '../../../model/location.js';
import type { HclFile, Span } from '../hcl/syntax.js';

const known = new WeakMap<Span, Location>();

/** The place of a span, made once per span: ten thousand instances of one block share its locations. */
export function locate(file: HclFile, span: Span): Location {
  const found = known.get(span);
  if (found) return found;
  const at: Location = {
    file: file.path,
    start: file.lines.position(span.start),
    end: file.lines.position(span.end),
  };
  known.set(span, at);
  return at;
}
