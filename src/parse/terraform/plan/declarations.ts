import type { Declaration } from '../../../model/declaration.js';
import { yes } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import { mapValue } from '../../../model/values.js';
import { withMarks } from '../evaluate/marks.js';
import type { JsonNode } from '../hcl/json-scanner.js';
import type { PlanDocument, PlannedResource } from './document.js';
import { at } from './json.js';
import { plannedPolicyJson } from './policy-document.js';
import { providersOf } from './providers.js';
import { PlanReferences } from './references.js';
import { narrowed, stateReferences } from './state-references.js';
import { namesIn, written } from './to-value.js';

/** Lists and maps inside one another deeper than this are not read. */
const MAX_DEPTH = 32;

/** A declaration of every resource and data source that the plan or state holds, places in that file. */
export function planDeclarations(document: PlanDocument, scope: string): readonly Declaration[] {
  const references = new PlanReferences(document, scope);
  const provider = providersOf(document);
  const made = document.resources.map((resource) => {
    const key = `${resource.mode === 'data' ? 'data.' : ''}${resource.type}.${resource.name}`;
    const referrer = references.referrer(resource.module, key, resource.suffix);
    const configured = provider(resource, referrer.block);
    return {
      dialect: 'terraform',
      type: resource.type,
      mode: resource.mode,
      scope,
      address: resource.address,
      name: resource.name,
      body: bodyOf(document, resource, at(referrer.block, 'expressions'), (expression) =>
        references.resolve(expression, referrer),
      ),
      location: document.locate(resource.span),
      exists: yes(),
      ...(configured && { provider: configured }),
    } satisfies Declaration;
  });
  return document.format === 'plan' ? withPolicyDocuments(narrowed(made)) : stateReferences(made, document);
}

type Resolve = Parameters<typeof written>[0]['resolve'];

function bodyOf(
  document: PlanDocument,
  resource: PlannedResource,
  expressions: JsonNode | undefined,
  resolve: Resolve,
): Declaration['body'] {
  const place = document.locate(resource.span);
  const entries = new Map<string, Value>();
  for (const name of namesIn(resource.values, resource.unknown)) {
    const context = {
      subject: `${resource.address}.${name}`,
      name,
      expression: at(expressions, name),
      resolve,
      locate: document.locate,
      place,
    };
    const value = written(context, at(resource.values, name), at(resource.unknown, name), at(resource.sensitive, name));
    if (value) entries.set(name, value);
  }
  return mapValue(entries, place);
}

/** Gives what refers to the `json` of a policy document its text: the plan calls it unknown when any ARN in it is. */
function withPolicyDocuments(declarations: readonly Declaration[]): readonly Declaration[] {
  const documents = new Map<string, Value>();
  for (const { type, mode, address, body } of declarations) {
    if (mode === 'data' && type === 'aws_iam_policy_document')
      documents.set(address, body.entries.get('json') ?? plannedPolicyJson(body));
  }
  if (documents.size === 0) return declarations;
  const inserted = (value: Value, left = MAX_DEPTH): Value => {
    if (left === 0) return value;
    if (value.kind === 'list') return { ...value, items: value.items.map((item) => inserted(item, left - 1)) };
    if (value.kind === 'map') {
      const entries = [...value.entries].map(([name, item]) => [name, inserted(item, left - 1)] as const);
      return { ...value, entries: new Map(entries) };
    }
    if (value.kind !== 'reference' || !value.to.path[0]?.endsWith('json')) return value;
    const found = documents.get(value.to.address);
    if (!found) return value;
    return { ...withMarks(found, { refs: [value.to] }), ...(value.at && { at: value.at }) };
  };
  return declarations.map((one) => ({ ...one, body: inserted(one.body) as Declaration['body'] }));
}
