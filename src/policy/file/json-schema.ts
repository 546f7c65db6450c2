import { z } from 'zod';
import { policySchemaDefinition } from './policy-schema.js';

/** JSON Schema (2020-12) of a policy file, for editors. Committed as schemas/policy.schema.json. */
export function policySchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(policySchemaDefinition, { io: 'input', reused: 'inline' });
  return { ...schema, title: 'threatplan policy' };
}
