import { ANY, friendlyName, isPrimitive, type TypeConstraint } from './type.js';

/** go-cty `convert.MismatchMessage`, or undefined when a conversion exists. Source: cty/convert/mismatch_msg.go. */
export function mismatch(got: TypeConstraint, want: TypeConstraint): string | undefined {
  if (want.kind === 'any' || got.kind === 'any') return undefined;
  if (isPrimitive(want)) return primitiveMismatch(got, want);
  if (want.kind === 'object') return objectMismatch(got, want.attributes);
  if (want.kind === 'tuple') return tupleMismatch(got, want.elements);
  return 'element' in want ? collectionMismatch(got, want) : undefined;
}

const required = (want: TypeConstraint): string => `${friendlyName(want)} required`;

function primitiveMismatch(got: TypeConstraint, want: TypeConstraint): string | undefined {
  if (got.kind === want.kind) return undefined;
  if (!isPrimitive(got)) return required(want);
  return got.kind === 'string' || want.kind === 'string' ? undefined : required(want);
}

type Collection = Extract<TypeConstraint, { element: TypeConstraint }>;

function collectionMismatch(got: TypeConstraint, want: Collection): string | undefined {
  if (want.kind === 'map') {
    if (got.kind !== 'map' && got.kind !== 'object') return required(want);
  } else if (got.kind !== 'list' && got.kind !== 'set' && got.kind !== 'tuple') return required(want);
  if ('element' in got) {
    const inner = mismatch(got.element, want.element);
    return inner && `incorrect ${want.kind} element type: ${inner}`;
  }
  return memberMismatch(got, want.element);
}

function memberMismatch(got: TypeConstraint, element: TypeConstraint): string | undefined {
  const members: readonly (readonly [string, TypeConstraint])[] =
    got.kind === 'tuple'
      ? got.elements.map((type, i) => [String(i), type] as const)
      : got.kind === 'object'
        ? [...got.attributes].map(([name, { type }]) => [JSON.stringify(name), type] as const)
        : [];
  for (const [name, type] of members) {
    const inner = mismatch(type, element);
    if (inner) return `element ${name}: ${inner}`;
  }
  return undefined;
}

type Attributes = Extract<TypeConstraint, { kind: 'object' }>['attributes'];

function objectMismatch(got: TypeConstraint, want: Attributes): string | undefined {
  if (got.kind === 'map') {
    for (const [, { type }] of want) {
      const inner = mismatch(got.element, type);
      if (inner) return `incorrect map element type: ${inner}`;
    }
    return undefined;
  }
  if (got.kind !== 'object') return 'object required';
  const missing = [...want].filter(([name, a]) => !a.optional && !got.attributes.has(name)).map(([name]) => name);
  if (missing.length > 0) return missingAttributes(missing.sort());
  for (const [name, { type }] of [...want].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const inner = mismatch(got.attributes.get(name)?.type ?? ANY, type);
    if (inner) return `attribute ${JSON.stringify(name)}: ${inner}`;
  }
  return undefined;
}

function missingAttributes(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  if (quoted.length === 1) return `attribute ${quoted[0]} is required`;
  if (quoted.length === 2) return `attributes ${quoted[0]} and ${quoted[1]} are required`;
  return `attributes ${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)} are required`;
}

function tupleMismatch(got: TypeConstraint, want: readonly TypeConstraint[]): string | undefined {
  if (got.kind !== 'tuple' || got.elements.length !== want.length) return 'tuple required';
  for (const [i, element] of want.entries()) {
    const inner = mismatch(got.elements[i] ?? ANY, element);
    if (inner) return 'tuple required';
  }
  return undefined;
}
