import { z } from 'zod';
import { kinds } from '../../model/kinds.js';
import { vocabulary } from '../../model/vocabulary/index.js';
import { condition, factCondition } from './condition-schema.js';
import { oneOrMore, relationKinds } from './words.js';

const families = [...new Set(kinds.flatMap((kind) => (kind.includes('/') ? [kind.slice(0, kind.indexOf('/'))] : [])))];

const kindNames: readonly string[] = [...new Set([...families, ...kinds])];

/** Every fact of the vocabulary is a key, so that an unknown name fails when the policy is loaded. */
const facts = Object.fromEntries(vocabulary.map((fact) => [fact.name, factCondition(fact).optional()]));

const attributes = z
  .strictObject({
    terraform: z.record(z.string(), z.record(z.string(), condition)).optional(),
    cloudformation: z.record(z.string(), z.record(z.string(), condition)).optional(),
    kubernetes: z.record(z.string(), z.record(z.string(), condition)).optional(),
  })
  .meta({ description: 'Raw attributes: dialect, declaration type, dotted path, condition.' });

/** A conjunction over one resource. */
export const where: z.ZodType = z
  .strictObject({
    kind: oneOrMore(z.enum(kindNames as [string, ...string[]])).optional(),
    type: oneOrMore(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]*)+$/, 'A type looks like aws.s3.bucket')).optional(),
    element: oneOrMore(z.enum(['external-entity', 'process', 'data-store', 'supporting'])).optional(),
    managed: z.union([z.boolean(), z.literal('any')]).optional(),
    name: condition.optional(),
    tags: z.record(z.string(), condition).optional(),
    attributes: attributes.optional(),
    get related(): z.ZodType {
      return z.array(related).min(1).optional();
    },
    get any(): z.ZodType {
      return z.array(where).min(1).optional();
    },
    get all(): z.ZodType {
      return z.array(where).min(1).optional();
    },
    get not(): z.ZodType {
      return where.optional();
    },
    ...facts,
  })
  .meta({ id: 'where', description: 'Conditions on one resource; all must hold.' });

const relationParts = {
  relation: oneOrMore(z.enum(relationKinds as [string, ...string[]])),
  to: where.optional(),
  from: where.optional(),
  attrs: z.record(z.string(), condition).optional(),
  as: z.string().optional(),
};

/** A relation that must exist, or inside `without` must not. `from` makes it an incoming one. */
export const related: z.ZodType = z
  .union([
    z.strictObject({ ...relationParts, atLeast: z.number().int().min(1).optional() }),
    z.strictObject({ without: z.strictObject(relationParts) }),
  ])
  .meta({ id: 'related', description: 'A relation to another resource that must, or must not, exist.' });

/** One step of a path. */
export const step = z
  .strictObject({ ...relationParts, repeat: z.boolean().optional() })
  .meta({ id: 'step', description: 'One step of a path over relations.' });
