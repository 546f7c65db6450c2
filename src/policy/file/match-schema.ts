import { z } from 'zod';
import { condition } from './condition-schema.js';
import { step, where } from './where-schema.js';
import { oneOrMore } from './words.js';

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'A name for the title, such as store');

export const elementMatch = z.strictObject({ element: name, where });

export const flowMatch = z.strictObject({
  flow: z.strictObject({
    from: where.optional(),
    to: where.optional(),
    kind: oneOrMore(z.string()).optional(),
    grade: z.enum(['declared', 'configured', 'permitted', 'possible']).optional(),
    crosses: z.union([z.literal(true), z.enum(['network', 'account', 'identity', 'cluster', 'data'])]).optional(),
    encrypted: z.boolean().optional(),
    authenticated: z.boolean().optional(),
    throttled: z.boolean().optional(),
    inspected: z.boolean().optional(),
    guarded: z.boolean().optional(),
    crossing: z.enum(['controlled', 'uncontrolled', 'unverified']).optional(),
  }),
  subject: z.enum(['from', 'to']).optional(),
});

export const pathMatch = z.strictObject({
  path: name,
  where,
  steps: z.array(step).min(1).max(8),
  returns: z.literal(true).optional().meta({ description: 'The path comes back to its start.' }),
  subject: name.optional(),
});

export const attackMatch = z.strictObject({
  attack: z.strictObject({
    from: where.optional(),
    to: where.optional(),
    effect: oneOrMore(z.enum(['read', 'write', 'destroy', 'admin', 'execute'])).optional(),
    maxCost: z.number().int().optional(),
    through: z
      .array(
        z.strictObject({
          action: oneOrMore(z.string()).optional(),
          from: where.optional(),
          to: where.optional(),
          as: name.optional(),
          absent: z.literal(true).optional(),
        }),
      )
      .optional(),
  }),
  subject: name.optional(),
});

export const principalMatch = z.strictObject({
  principal: name,
  where: where.optional(),
  can: oneOrMore(
    z.strictObject({
      access: condition.optional(),
      to: where.optional(),
      as: name.optional(),
      atLeast: z.number().int().min(1).optional(),
    }),
  ).optional(),
  assumes: where.optional(),
  escalates: z.union([z.literal(true), where]).optional(),
  runsOn: where.optional(),
  subject: name.optional(),
});

/** The shapes of `match`, by the key that tells them apart. */
export const matchShapes = {
  element: elementMatch,
  flow: flowMatch,
  path: pathMatch,
  attack: attackMatch,
  principal: principalMatch,
} as const;

export const matchSchema = z
  .union([elementMatch, flowMatch, pathMatch, attackMatch, principalMatch])
  .meta({ description: 'element, flow, path, attack or principal.' });
