import type { ThreatModel } from '../../src/model/threat-model.js';

/** Two models as lists that are equal when they say the same of the same elements, whatever these are called. */
export interface Digest {
  readonly elements: readonly string[];
  /** By type and physical name: every fact's value. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly flows: readonly string[];
  readonly threats: readonly string[];
}

/** `rename` says which type stands for which: an operation inside an API document is not an element of its own. */
export function digest(
  model: ThreatModel,
  options: { readonly leaveOut?: readonly RegExp[]; readonly rename?: Readonly<Record<string, string>> } = {},
): Digest {
  const types = new Map(model.resources.map((resource) => [resource.address, resource.type]));
  const typeOf = (address: string): string => {
    const type = types.get(address) ?? address;
    return options.rename?.[type] ?? type;
  };
  const kept = model.resources.filter(({ type }) => !(options.leaveOut ?? []).some((out) => out.test(type)));
  return {
    elements: kept.map(({ type, element }) => `${options.rename?.[type] ?? type} ${element}`).sort(),
    facts: Object.fromEntries(
      kept
        .filter(({ name, address }) => name !== address && !name.includes(address))
        .map((one) => [`${one.type} ${one.name}`, valuesOf(one.facets)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    flows: model.flows.map((f) => `${typeOf(f.from)} -> ${typeOf(f.to)} ${f.kind} ${f.grade} ${f.certainty}`).sort(),
    threats: model.threats.map((t) => `${t.severity} ${t.confidence} ${t.policy} ${typeOf(t.address)}`).sort(),
  };
}

function valuesOf(facets: ThreatModel['resources'][number]['facets']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(facets).map(([name, fact]) => [name, 'value' in fact ? fact.value : 'unknown']),
  );
}
