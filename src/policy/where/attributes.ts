import type { Declaration } from '../../model/declaration.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { possibilities, reasonsOf } from '../../model/values.js';
import { always, both, either, never, type Outcome, undecided } from '../outcome.js';
import type { Condition, Where } from '../policy.js';
import { holds, holdsOfNothing } from './condition.js';

/**
 * Raw attributes by dialect and declaration type (`terraform: { aws_s3_bucket: { force_destroy: true } }`), for users' own
 * rules. Satellites count: they are among the resource's declarations. A dotted path steps into blocks; of a repeated
 * block, one that fits is enough.
 */
export function matchAttributes(attributes: NonNullable<Where['attributes']>, resource: Resource): Outcome {
  const outcomes = resource.declarations.flatMap((declaration) => {
    const wanted = attributes[declaration.dialect]?.[declaration.type];
    return wanted ? [matchDeclaration(wanted, declaration)] : [];
  });
  return either(...outcomes);
}

function matchDeclaration(wanted: Readonly<Record<string, Condition>>, declaration: Declaration): Outcome {
  return both(...Object.entries(wanted).map(([path, condition]) => matchAttribute(path, condition, declaration)));
}

function matchAttribute(path: string, condition: Condition, declaration: Declaration): Outcome {
  const values = dig(declaration.body, path.split('.'));
  const evidence = (at = declaration.location) => [{ text: `${declaration.address}.${path}`, locations: [at] }];
  const fix = (at = declaration.location) => [
    { fact: path, resource: `${declaration.scope}|${declaration.address}`, attribute: path, location: at },
  ];
  if (values.length === 0) {
    const holdsUnset = holdsOfNothing(condition) || condition.not !== undefined || condition.notIn !== undefined;
    return holdsUnset ? { ...always, evidence: evidence(), fixes: fix() } : never;
  }
  return either(
    ...values.map((value): Outcome => {
      const test = testValue(value, condition);
      if (test === 'unknown') return undecided(reasonsOf(value), evidence(value.at), fix(value.at));
      if (test === 'no') return never;
      return { ...always, evidence: evidence(value.at), fixes: fix(value.at), assumed: value.assumed === true };
    }),
  );
}

function testValue(value: Value, condition: Condition): 'yes' | 'no' | 'unknown' {
  switch (value.kind) {
    case 'bool':
    case 'number':
    case 'string':
      return holds(condition, value.value) ? 'yes' : 'no';
    case 'list': {
      const texts = value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
      if (holds(condition, texts)) return 'yes';
      return value.items.some((item) => reasonsOf(item).length > 0) ? 'unknown' : 'no';
    }
    case 'choice': {
      const arms = new Set(possibilities(value).map((arm) => testValue(arm, condition)));
      const [only] = arms;
      return arms.size === 1 && only ? only : 'unknown';
    }
    case 'map':
    case 'null':
      return 'no';
    default:
      return 'unknown';
  }
}

/** All values under a path; lists (repeated blocks) are looked into. The path's length bounds the depth. */
function dig(value: Value, path: readonly string[]): readonly Value[] {
  const [head, ...rest] = path;
  if (value.kind === 'null') return [];
  if (head === undefined) return [value];
  if (value.kind === 'list') return value.items.flatMap((item) => (item.kind === 'list' ? [] : dig(item, path)));
  if (value.kind === 'map') {
    const inner = value.entries.get(head);
    return inner ? dig(inner, rest) : [];
  }
  return reasonsOf(value).length > 0 ? [value] : [];
}
