import { type Fact, known, unknownFact } from '../../model/fact.js';
import { mergeLocations } from '../../model/location.js';
import type { Authentication, Operation, SurfaceFacet } from '../../model/surface.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import { reasonsOf } from '../../model/values.js';
import { readScalars } from './scalars.js';

/** Weakest first (spec/C11). */
const lattice: readonly Authentication[] = ['none', 'self-registered', 'shared-key', 'user', 'iam', 'mtls'];

/** The weakest authentication among operations. Only `none` is certain while another one is unknown. */
export function weakestAuthentication(operations: readonly Operation[]): Fact | undefined {
  if (operations.length === 0) return undefined;
  const weakest = lattice.find((level) => operations.some(({ authentication }) => authentication === level));
  const open = operations.filter(({ authentication }) => authentication === 'unknown');
  if (open.length > 0 && weakest !== 'none') {
    return unknownFact(mergeReasons(...open.map(whyUnknown)), mergeLocations(...open.map(({ because }) => because)));
  }
  const responsible = operations.filter(({ authentication }) => authentication === weakest);
  return known(weakest!, mergeLocations(...responsible.map(({ because }) => because)));
}

const whyUnknown = ({ unknown, name, because }: Operation): readonly Reason[] => {
  const reasons = unknown ? reasonsOf(unknown) : [];
  if (reasons.length > 0) return reasons;
  return [{ code: 'external', subject: `authentication of ${name}`, ...(because[0] && { at: because[0] }) }];
};

/** Facts of a surface, or of one of its operations. */
export function surfaceFacts(surface: Pick<SurfaceFacet, 'operations'>): [name: string, fact: Fact][] {
  const { operations } = surface;
  if (operations.length === 0) return [];
  const facts: [string, Fact][] = [];
  const authentication = weakestAuthentication(operations);
  if (authentication) facts.push(['surface.authentication', authentication]);
  const changing = operations.filter(({ sideEffects }) => sideEffects);
  const places = (some: readonly Operation[]) => mergeLocations(...some.map(({ because }) => because));
  facts.push(['surface.sideEffects', known(changing.length > 0, places(changing.length > 0 ? changing : operations))]);
  const keyOnly = operations.filter(onlyApiKey);
  facts.push(['surface.apiKeyOnly', known(keyOnly.length > 0, places(keyOnly))]);
  if (operations.length > 1) facts.push(['surface.mixedAuthentication', mixedAuthentication(operations)]);
  return facts;
}

/** Is there an open operation that changes something beside a closed one with the same target (CWE-288)? */
function mixedAuthentication(operations: readonly Operation[]): Fact {
  const closed = new Map(
    operations
      .filter(({ authentication }) => asksWho.has(authentication))
      .flatMap((op) => keysOf(op).map((key) => [key, op])),
  );
  const beside = operations.flatMap((open) => {
    const twin = keysOf(open).flatMap((key) => closed.get(key) ?? [])[0];
    return open.sideEffects && twin ? [{ open, twin }] : [];
  });
  const found = (wanted: Operation['authentication']) => beside.filter(({ open }) => open.authentication === wanted);
  const places = (pairs: typeof beside) =>
    mergeLocations(...pairs.flatMap(({ open, twin }) => [open.because, twin.because]));
  const [sure, maybe] = [found('none'), found('unknown')];
  if (sure.length > 0) return known(true, places(sure));
  if (maybe.length > 0) return unknownFact(mergeReasons(...maybe.map(({ open }) => whyUnknown(open))), places(maybe));
  return known(false, mergeLocations(...operations.map(({ because }) => because)));
}

const asksWho: ReadonlySet<Operation['authentication']> = new Set(['self-registered', 'user', 'iam', 'mtls']);

/** What an operation leads to, as written; the same text means the same thing on one surface. */
const keysOf = ({ targets }: Operation): readonly string[] =>
  targets
    .filter(({ target }) => target.kind === 'string' || target.kind === 'template' || target.kind === 'reference')
    .map(({ target }) => JSON.stringify(target, (key, value: unknown) => (key === 'at' ? undefined : value)));

/** A key that is asked for, and nothing that says who the caller is. */
function onlyApiKey({ authentication, apiKeyRequired }: Operation): boolean {
  if (authentication === 'shared-key') return true;
  return (
    authentication === 'none' && readScalars(apiKeyRequired).values.every((text) => text?.toLowerCase() === 'true')
  );
}
