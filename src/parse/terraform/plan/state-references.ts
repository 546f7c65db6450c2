import type { Declaration } from '../../../model/declaration.js';
import type { Reference, Value } from '../../../model/value.js';
import { withMarks } from '../evaluate/marks.js';
import type { PlanDocument } from './document.js';

/** Attributes by which other resources name one. */
const NAMING =
  /^(id|arn|name|bucket|url|key_id|function_name|address|endpoint|dns_name|domain_name|invoke_arn|execution_arn|zone_id|identifier|cluster_identifier|.*_(arn|id|endpoint|domain_name))$/;

/** Lists and maps inside one another deeper than this are not read. */
const MAX_DEPTH = 32;

/**
 * A state has values only. What a resource was made from is in its dependencies; a text of its body that equals an id,
 * ARN or name of one of them was taken from there.
 */
export function stateReferences(declarations: readonly Declaration[], document: PlanDocument): readonly Declaration[] {
  const names = new Map<string, Map<string, Reference>>();
  for (const declaration of declarations) {
    const base = declaration.address.replace(/\[[^\][]*\](?=\.|$)/g, '');
    const known = names.get(base) ?? new Map<string, Reference>();
    names.set(base, known);
    for (const [name, text] of namesOf(declaration)) {
      if (!known.has(text)) known.set(text, { scope: declaration.scope, address: declaration.address, path: [name] });
    }
  }
  const dependencies = new Map(document.resources.map((resource) => [resource.address, resource.dependencies]));
  return declarations.map((declaration) => {
    const sources = (dependencies.get(declaration.address) ?? []).flatMap((base) => names.get(base) ?? []);
    if (sources.length === 0) return declaration;
    return { ...declaration, body: linked(declaration.body, sources, MAX_DEPTH) as Declaration['body'] };
  });
}

/**
 * In a plan of what exists already, a known text whose expression names several instances is of that one which has it
 * as its attribute.
 */
export function narrowed(declarations: readonly Declaration[]): readonly Declaration[] {
  const bodies = new Map(declarations.map(({ address, body }) => [address, body]));
  const holds = (ref: Reference, text: string): boolean => {
    const value = bodies.get(ref.address)?.entries.get(ref.path[0] ?? 'id');
    return value?.kind === 'string' && value.value === text;
  };
  const visit = (value: Value, outer: readonly Reference[], left: number): Value => {
    if (left === 0) return value;
    const refs = value.refs ?? outer;
    switch (value.kind) {
      case 'string': {
        const own = refs.length > 1 || refs !== value.refs ? refs.filter((ref) => holds(ref, value.value)) : [];
        return own.length === 0 || own.length === value.refs?.length ? value : { ...value, refs: own };
      }
      case 'list':
        return { ...value, items: value.items.map((item) => visit(item, refs, left - 1)) };
      case 'map':
        return {
          ...value,
          entries: new Map([...value.entries].map(([name, item]) => [name, visit(item, refs, left - 1)])),
        };
      default:
        return value;
    }
  };
  return declarations.map((one) => ({ ...one, body: visit(one.body, [], MAX_DEPTH) as Declaration['body'] }));
}

/** `id` first: it is what most arguments take. */
function namesOf({ body }: Declaration): readonly (readonly [string, string])[] {
  const found = [...body.entries].flatMap(([name, value]) =>
    value.kind === 'string' && value.value.length > 2 && NAMING.test(name) ? [[name, value.value] as const] : [],
  );
  return found.sort(([a], [b]) => Number(b === 'id') - Number(a === 'id'));
}

function linked(value: Value, sources: readonly ReadonlyMap<string, Reference>[], left: number): Value {
  if (left === 0) return value;
  switch (value.kind) {
    case 'string': {
      const found = sources.flatMap((source) => source.get(value.value) ?? []);
      return found.length === 0 ? value : withMarks(value, { refs: found });
    }
    case 'list':
      return { ...value, items: value.items.map((item) => linked(item, sources, left - 1)) };
    case 'map':
      return {
        ...value,
        entries: new Map([...value.entries].map(([name, item]) => [name, linked(item, sources, left - 1)])),
      };
    default:
      return value;
  }
}
