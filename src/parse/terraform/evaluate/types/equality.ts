import { andTruth, type Truth } from '../../../../model/tri.js';
import type { ListValue, MapValue, TemplateValue, Value } from '../../../../model/value.js';
import { formatReference } from '../../../../model/values.js';
import { isRest } from '../open-collection.js';
import { compareNumbers } from './number.js';
import { MAX_TYPE_DEPTH } from './type.js';

/**
 * Terraform's `==`, three-valued: different types are unequal without conversion; unknowns are equal to nothing for
 * sure, except that the same reference equals itself and literal ends of templates can tell them apart.
 */
export function equalTruth(a: Value, b: Value, depth = 0): Truth {
  if (depth > MAX_TYPE_DEPTH) return 'unknown';
  if (a.kind === 'choice') return sameForAll(a.arms.map((arm) => equalTruth(arm, b, depth + 1)));
  if (b.kind === 'choice') return equalTruth(b, a, depth + 1);
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  if (a.kind === 'reference' || b.kind === 'reference') return equalReferences(a, b);
  if (a.kind === 'template' || b.kind === 'template') return equalTemplates(a, b);
  if (a.kind === 'list' && b.kind === 'list') return equalLists(a, b, depth);
  if (a.kind === 'map' && b.kind === 'map') return equalMaps(a, b, depth);
  if (a.kind === 'number' && b.kind === 'number') return compareNumbers(a, b) === 0 ? 'yes' : 'no';
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind ? 'yes' : 'no';
  return 'value' in a && 'value' in b && a.kind === b.kind && a.value === b.value ? 'yes' : 'no';
}

const sameForAll = (truths: readonly Truth[]): Truth =>
  truths.every((truth) => truth === truths[0]) ? (truths[0] ?? 'unknown') : 'unknown';

function equalReferences(a: Value, b: Value): Truth {
  if (a.kind === 'reference' && b.kind === 'reference') {
    return a.to.scope === b.to.scope && formatReference(a.to) === formatReference(b.to) ? 'yes' : 'unknown';
  }
  return 'unknown';
}

/** The literal text that a string surely starts with. */
const prefixOf = (v: TemplateValue): string => (typeof v.parts[0] === 'string' ? v.parts[0] : '');
const suffixOf = (v: TemplateValue): string => {
  const last = v.parts.at(-1);
  return typeof last === 'string' ? last : '';
};

function equalTemplates(a: Value, b: Value): Truth {
  if (a.kind !== 'template') return b.kind === 'template' ? equalTemplates(b, a) : 'unknown';
  if (b.kind === 'string') {
    const fits = b.value.startsWith(prefixOf(a)) && b.value.endsWith(suffixOf(a)) && b.value.length >= knownLength(a);
    return fits ? 'unknown' : 'no';
  }
  if (b.kind !== 'template') return 'no';
  if (sameParts(a, b)) return 'yes';
  const shared = Math.min(prefixOf(a).length, prefixOf(b).length);
  if (prefixOf(a).slice(0, shared) !== prefixOf(b).slice(0, shared)) return 'no';
  const tail = Math.min(suffixOf(a).length, suffixOf(b).length);
  const differs = tail > 0 && suffixOf(a).slice(-tail) !== suffixOf(b).slice(-tail);
  return differs ? 'no' : 'unknown';
}

const knownLength = (v: TemplateValue): number =>
  v.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);

function sameParts(a: TemplateValue, b: TemplateValue): boolean {
  if (a.parts.length !== b.parts.length) return false;
  return a.parts.every((part, i) => {
    const other = b.parts[i];
    if (typeof part === 'string' || typeof other === 'string' || other === undefined) return part === other;
    return equalReferences(part, other) === 'yes';
  });
}

function equalLists(a: ListValue, b: ListValue, depth: number): Truth {
  if (a.collection !== b.collection) return 'no';
  if (a.items.some(isRest) || b.items.some(isRest)) return 'unknown';
  if (a.items.length !== b.items.length) return a.collection === 'set' && (open(a) || open(b)) ? 'unknown' : 'no';
  let truth: Truth = 'yes';
  for (let i = 0; i < a.items.length && truth !== 'no'; i++) {
    truth = andTruth(truth, equalTruth(a.items[i] as Value, b.items[i] as Value, depth + 1));
  }
  return truth === 'no' && a.collection === 'set' && (open(a) || open(b)) ? 'unknown' : truth;
}

/** A set with unknown items may turn out smaller. */
const open = (set: ListValue): boolean =>
  set.items.some((item) => ['unknown', 'reference', 'template', 'choice'].includes(item.kind));

function equalMaps(a: MapValue, b: MapValue, depth: number): Truth {
  if (a.collection === b.collection && (a.open || b.open)) return 'unknown';
  if (a.collection !== b.collection || a.entries.size !== b.entries.size) return 'no';
  let truth: Truth = 'yes';
  for (const [key, item] of a.entries) {
    const other = b.entries.get(key);
    truth = andTruth(truth, other === undefined ? 'no' : equalTruth(item, other, depth + 1));
    if (truth === 'no') break;
  }
  return truth;
}
