import { z } from 'zod';
import { severities, strideCategories } from '../model/threat.js';

/** The JSON Schema of `-f json`, made from these definitions by scripts/generate.ts. The type check keeps them equal to the model. */

const position = z.object({ line: z.int().min(0), column: z.int().min(0) });
const location = z.object({ file: z.string(), start: position, end: position }).meta({
  id: 'Location',
  description: 'Lines and columns count from 1; `end` is exclusive. An empty file name means: no place.',
});
const because = z.array(location);
const truth = z.enum(['yes', 'no', 'unknown']);
const certainty = z.enum(['certain', 'conditional']);
const grade = z.enum(['declared', 'configured', 'permitted', 'possible']);
const confidence = z.enum(['confirmed', 'likely', 'possible']);
const category = z.enum(strideCategories);
const reason = z.object({ code: z.string(), subject: z.string(), at: location.optional() }).meta({ id: 'Reason' });
const factValue = z.union([z.boolean(), z.number(), z.string(), z.array(z.string())]);

const fact = z.object({
  value: factValue.nullable().describe('null when unknown'),
  because,
  unknowns: z.array(reason).optional(),
  assumed: z.boolean().optional(),
  setBy: z.string().optional().describe('the attribute that sets it, in the dialect of the resource'),
});

const resource = z.object({
  address: z.string(),
  type: z.string(),
  kind: z.string(),
  element: z.string(),
  name: z.string(),
  dialect: z.string(),
  boundary: z.string().optional(),
  tags: z.record(z.string(), z.string()),
  location,
  facets: z.record(z.string(), fact),
});

const crossing = z.object({
  boundary: z.string(),
  decision: z.string(),
  state: z.enum(['controlled', 'uncontrolled', 'unverified']),
  because,
});

const flow = z.object({
  from: z.string(),
  to: z.string(),
  kind: z.string(),
  data: z.enum(['forward', 'backward', 'both']),
  grade,
  certainty,
  encrypted: truth,
  authenticated: truth,
  throttled: truth,
  inspected: truth,
  crosses: z.array(z.string()),
  crossings: z.array(crossing),
  guards: z.array(z.string()),
  because,
});

const boundary = z.object({
  id: z.string(),
  dimension: z.enum(['network', 'account', 'identity', 'cluster', 'data']),
  label: z.string(),
  parent: z.string().optional(),
  members: z.array(z.string()),
});

const hop = z.object({
  from: z.string(),
  to: z.string(),
  action: z.string(),
  text: z.string(),
  cost: z.number(),
  certainty,
  because,
  crosses: z.array(z.string()),
});

const path = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  effect: z.string(),
  cost: z.number(),
  confidence,
  weaknesses: z.array(z.string()),
  impliedBy: z.string().optional(),
  alternativeTo: z.string().optional(),
  hops: z.array(hop),
});

const evidence = z.object({ text: z.string(), locations: because });
const mitigation = z.object({ text: z.string(), attribute: z.string().optional(), location: location.optional() });
const oneToFive = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

const threat = z.object({
  id: z.string().describe('stable across reformatting: a hash of policy, addresses and boundaries'),
  policy: z.string(),
  title: z.string(),
  stride: z.array(category),
  severity: z.enum(severities),
  confidence,
  score: z.number(),
  likelihood: oneToFive,
  impact: oneToFive,
  status: z.enum(['open', 'accepted']),
  accepted: z.object({ reason: z.string(), location }).optional(),
  address: z.string(),
  related: z.array(z.string()),
  location,
  threat: z.string(),
  because: z.array(evidence),
  unknowns: z.array(reason),
  mitigations: z.array(mitigation),
  path: z.string().optional(),
  references: z.record(z.string(), z.array(z.union([z.string(), z.number()]))),
});

const diagnostic = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  code: z.string(),
  summary: z.string(),
  detail: z.string(),
  location: location.optional(),
  unreadFile: z.boolean().optional(),
});

const matrixCell = z.object({
  subject: z.string(),
  to: z.string().optional(),
  category,
  state: z.enum(['threat', 'mitigated', 'ask']),
  threats: z.array(z.string()),
  control: z.string().optional(),
  because,
});

const unknown = z.object({
  subject: z.string(),
  code: z.string(),
  text: z.string(),
  threats: z.array(z.string()),
  location: location.optional(),
});
const fix = z.object({
  text: z.string(),
  location: location.optional(),
  attribute: z.string().optional(),
  threats: z.array(z.string()),
  paths: z.array(z.string()),
});

const summary = z.object({
  resources: z.int(),
  files: z.int(),
  unreadFiles: z.int(),
  bySeverity: z.record(z.string(), z.int()),
  byCategory: z.record(z.string(), z.int()),
  worstPath: z.string().optional(),
  accepted: z.int(),
  notes: z.array(z.string()),
});

/** Checks a saved model, and is the source of schemas/threat-model.schema.json. */
export const threatModelSchema = z
  .strictObject({
    schemaVersion: z.string(),
    tool: z.object({ name: z.literal('threatplan'), version: z.string(), data: z.record(z.string(), z.string()) }),
    root: z.string(),
    resources: z.array(resource),
    flows: z.array(flow),
    boundaries: z.array(boundary),
    assets: z.array(
      z.object({ address: z.string(), sensitivity: z.int().min(0).max(4), origin: z.string(), reason: z.string() }),
    ),
    paths: z.array(path),
    threats: z.array(threat),
    matrix: z.array(matrixCell),
    unknowns: z.array(unknown),
    diagnostics: z.array(diagnostic),
    startHere: z.array(fix),
    summary,
  })
  .meta({ title: 'threatplan threat model' });

/** The text of schemas/threat-model.schema.json. */
export const threatModelSchemaText = (): string => `${JSON.stringify(z.toJSONSchema(threatModelSchema), null, 2)}\n`;
