import { z } from 'zod';
import { severities, strideCategories } from '../../model/threat.js';
import { matchSchema } from './match-schema.js';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'An id is in kebab case: object-store-world-readable');
const prose = z.string().min(1);
const systems = z.strictObject({
  terraform: z.string().optional(),
  cloudformation: z.string().optional(),
  kubernetes: z.string().optional(),
});

/** A policy file: DESIGN §5. */
export const policySchemaDefinition = z.strictObject({
  $schema: z.string().optional(),
  id: slug,
  aliases: z.array(z.string()).optional(),
  title: prose.meta({ description: 'One line; names of the match stand in braces: Anyone can read {store}.' }),
  stride: z.array(z.enum(strideCategories)).min(1),
  severity: z.enum(severities).meta({ description: 'A ceiling; the figure is computed from the graph.' }),
  references: z.record(z.string(), z.array(z.union([z.string(), z.number()]))).optional(),
  match: matchSchema,
  risk: z
    .strictObject({
      effect: z
        .enum(['read', 'write', 'destroy', 'act-as', 'credential', 'reach', 'availability', 'logging', 'hygiene'])
        .optional(),
      ease: z.number().int().min(0).max(10).optional(),
      entry: z.number().int().min(0).max(10).optional(),
    })
    .optional(),
  fix: z.string().optional().meta({ description: 'The fact whose attribute is to be changed.' }),
  subsumes: z.array(slug).optional(),
  threat: prose,
  reasoning: prose,
  falsePositives: prose,
  mitigation: prose,
  examples: z
    .strictObject({ threat: systems.optional(), none: systems.optional(), undecided: systems.optional() })
    .optional(),
});
