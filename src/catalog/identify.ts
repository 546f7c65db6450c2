import type { Declaration } from '../model/declaration.js';
import type { Handle } from '../model/resource.js';
import type { ReferenceValue, TemplateValue, UnknownValue, Value } from '../model/value.js';
import type { KindDefinition } from './kind.js';
import type { Reader } from './reader.js';

/** Everything a resource can be named by besides its address: ARN, physical names, and what the kind adds. */
export function handlesOf(kind: KindDefinition, reader: Reader): readonly Handle[] {
  const names = (kind.names ?? []).flatMap((key) => {
    const value = reader.value(key);
    return value ? [{ kind: 'name', value: withoutRefs(value) }] : [];
  });
  const arn = kind.arn === undefined ? [] : [{ kind: 'arn', value: arnOf(kind.arn, reader) }];
  return [...arn, ...names, ...(kind.handles?.(reader) ?? [])];
}

/** The name itself, without what it was computed from: a handle must not lead elsewhere. */
function withoutRefs(value: Value): Value {
  const { refs: _refs, ...rest } = value;
  return rest;
}

/**
 * Fills an ARN pattern. `{region}` and `{account}` come from the provider configuration, other holes from attributes; a
 * name that is not known becomes a reference to the resource itself, so that equal ARNs stay equal and others differ.
 */
export function arnOf(pattern: string, reader: Reader): Value {
  const parts: (string | ReferenceValue | UnknownValue)[] = [];
  const { declaration } = reader;
  for (const [index, piece] of pattern.split(/[{}]/).entries()) {
    if (index % 2 === 0) append(parts, piece);
    else for (const part of fill(piece, reader, declaration)) append(parts, part);
  }
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string') return { kind: 'string', value: only, at: declaration.location };
  return { kind: 'template', parts, at: declaration.location } satisfies TemplateValue;
}

function fill(
  key: string,
  reader: Reader,
  declaration: Declaration,
): readonly (string | ReferenceValue | UnknownValue)[] {
  if (key === 'region' || key === 'account') {
    const region = key === 'region' ? declaration.provider?.region : undefined;
    if (region?.kind === 'string') return [region.value];
    return [{ kind: 'unknown', reasons: [{ code: 'account', subject: `${key} of the provider` }] }];
  }
  const value = reader.value(key);
  if (value?.kind === 'string') return [value.value];
  if (value?.kind === 'template') return value.parts;
  return [{ kind: 'reference', to: { scope: declaration.scope, address: declaration.address, path: ['name'] } }];
}

function append(parts: (string | ReferenceValue | UnknownValue)[], part: string | ReferenceValue | UnknownValue): void {
  const last = parts.length - 1;
  if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part;
  else if (part !== '') parts.push(part);
}
