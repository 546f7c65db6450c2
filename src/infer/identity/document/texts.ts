import type { Location } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Reference, Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import { hole, ownAccount, ownRegion } from '../pattern/symbol.js';
import type { PolicyText } from './types.js';

/** Finds the canonical text of a reference; undefined when it names nothing that we know. */
export interface Namer {
  readonly nameOf: (reference: Reference) => string | undefined;
}

export const noNames: Namer = { nameOf: () => undefined };

const maxDepth = 16;

/** The strings of a string-or-list element. `open` says why the list may hold more. */
export function textsOf(
  value: Value,
  namer: Namer,
  fallback: Location | undefined,
): { readonly texts: PolicyText[]; readonly open: Reason[]; readonly malformed: Value[] } {
  const texts: PolicyText[] = [];
  const open: Reason[] = [];
  const malformed: Value[] = [];
  const visit = (v: Value, maybe: readonly Reason[], depth: number): void => {
    const at = v.at ?? fallback;
    if (depth === 0) malformed.push(v);
    else if (v.kind === 'list') for (const item of v.items) visit(item, maybe, depth - 1);
    else if (v.kind === 'choice') for (const arm of v.arms) visit(arm, mergeReasons(maybe, v.reasons), depth - 1);
    else if (v.kind === 'map') malformed.push(v);
    else if (v.kind === 'unknown' && isCollection(v.type)) open.push(...v.reasons);
    else if (v.kind !== 'null') texts.push({ text: canonicalText(v, namer), at, maybe });
  };
  visit(value, [], maxDepth);
  return { texts, open, malformed };
}

const isCollection = (type: string | undefined): boolean =>
  type === 'list' || type === 'set' || type === 'tuple' || type === 'map' || type === 'object';

/** One scalar as canonical text: references become the names of what they refer to, unknown parts become holes. */
export function canonicalText(value: Value, namer: Namer): string {
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'number':
      return value.exact ?? String(value.value);
    case 'bool':
      return String(value.value);
    case 'template':
      return value.parts.map((part) => (typeof part === 'string' ? part : canonicalText(part, namer))).join('');
    case 'reference':
      return wellKnown(`${value.to.address}.${value.to.path.join('.')}`) ?? namer.nameOf(value.to) ?? holeOf(value);
    case 'unknown':
      return unknownText(value, namer);
    default:
      return holeOf(value);
  }
}

/** A data source's attribute comes as unknown with one reference, or only with its reason. */
function unknownText(value: Value & { kind: 'unknown' }, namer: Namer): string {
  const [reason] = value.reasons;
  const known = reason && wellKnown(reason.subject);
  if (known !== undefined) return known;
  const [ref, ...others] = value.refs ?? [];
  if (ref && others.length === 0) {
    const named =
      wellKnown(`${ref.address}.${ref.path.join('.')}`) ??
      (reason?.code === 'computed' ? namer.nameOf(ref) : undefined);
    if (named !== undefined) return named;
  }
  return holeOf(value);
}

function holeOf(value: Value): string {
  const [reason] = reasonsOf(value);
  return hole(reason ?? { code: 'unsupported', subject: value.kind });
}

/** The caller's account, Region and partition, by whatever name a dialect gives them. */
function wellKnown(name: string): string | undefined {
  if (/(^|\.)aws_caller_identity\.[^.]+\.(account_id|id)$/.test(name)) return ownAccount;
  if (/(^|\.)aws_region\.[^.]+\.(name|id|region)$/.test(name)) return ownRegion;
  if (/(^|\.)aws_partition\.[^.]+\.(partition|id)$/.test(name)) return 'aws';
  if (/(^|\.)aws_partition\.[^.]+\.dns_suffix$/.test(name)) return 'amazonaws.com';
  return pseudoParameters.get(name.replace(/\.$/, ''));
}

const pseudoParameters: ReadonlyMap<string, string> = new Map([
  ['AWS::AccountId', ownAccount],
  ['AWS::Region', ownRegion],
  ['AWS::Partition', 'aws'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);
