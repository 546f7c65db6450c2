import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import type { Value } from '../../model/value.js';
import { reasonsOf } from '../../model/values.js';
import { member } from './documents.js';

/**
 * Whether a resource policy lets just anybody in: an Allow statement for principal `*` without any condition. A first look
 * for stores that have no other authentication; the identity pass decides exactly (spec/D3).
 */
export function admitsAnyone(document: Value, at: Location): Fact {
  const where = [document.at ?? at];
  const statements = itemsOf(member(document, 'Statement'));
  if (statements.some((statement) => isOpen(statement))) return known(true, where);
  if (statements.length > 0 && statements.every((statement) => statement.kind === 'map')) return known(false, where);
  const reasons = reasonsOf(document);
  return unknownFact(reasons.length > 0 ? reasons : [{ code: 'unsupported', subject: 'policy document', at }], where);
}

function isOpen(statement: Value): boolean {
  if (text(member(statement, 'Effect')) !== 'Allow' || member(statement, 'Condition')) return false;
  const principal = member(statement, 'Principal');
  return [principal, ...itemsOf(member(principal, 'AWS'))].some((who) => text(who) === '*');
}

const text = (value: Value | undefined): string | undefined => (value?.kind === 'string' ? value.value : undefined);

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : value ? [value] : [];
}
