import { z } from 'zod';
import type { FactDefinition } from '../../model/vocabulary/index.js';

const scalar = z.union([z.boolean(), z.number(), z.string()]);

/** Comparisons as data; all that are given must hold. */
export const comparison = z
  .strictObject({
    is: scalar.optional(),
    not: scalar.optional(),
    in: z.array(scalar).min(1).optional(),
    notIn: z.array(scalar).min(1).optional(),
    atLeast: z.union([z.number(), z.string()]).optional(),
    atMost: z.union([z.number(), z.string()]).optional(),
    contains: scalar.optional(),
    containsAny: z.array(scalar).min(1).optional(),
    hasWord: z.array(z.string()).min(1).optional(),
    absent: z.boolean().optional(),
  })
  .meta({
    id: 'comparison',
    description: 'A comparison: is, not, in, notIn, atLeast, atMost, contains, containsAny, hasWord, absent.',
  });

/** A plain value (equal to), a list (one of), or a comparison. */
export const condition = z.union([scalar, z.array(scalar).min(1), comparison]).meta({ id: 'condition' });

/** A condition on a fact whose values are of one schema; `ordered` ones can be compared, texts can be looked into. */
function conditionOn<V extends z.ZodType>(value: V, ordered: boolean, text: boolean) {
  const comparisons = z.strictObject({
    is: value.optional(),
    not: value.optional(),
    in: z.array(value).min(1).optional(),
    notIn: z.array(value).min(1).optional(),
    ...(ordered ? { atLeast: value.optional(), atMost: value.optional() } : {}),
    ...(text ? { contains: z.string().optional(), containsAny: z.array(z.string()).min(1).optional() } : {}),
    absent: z.boolean().optional(),
  });
  return z.union([value, z.array(value).min(1), comparisons]);
}

/** Shared by all facts of a type, and named in the JSON Schema. */
const byType = {
  boolean: conditionOn(z.boolean(), false, false).meta({ id: 'booleanCondition' }),
  number: conditionOn(z.number(), true, false).meta({ id: 'numberCondition' }),
  string: conditionOn(z.string(), false, true).meta({ id: 'textCondition' }),
  strings: conditionOn(z.string(), false, true).meta({ id: 'listCondition' }),
} as const;

/** The condition on one fact: only values that the fact can have. */
export function factCondition(fact: FactDefinition): z.ZodType {
  const values = fact.values && z.enum(fact.values as [string, ...string[]]);
  const schema: z.ZodType = values ? conditionOn(values, true, true) : byType[fact.type];
  return schema.describe(fact.about);
}
