import type { Diagnostic } from '../../../model/diagnostic.js';
import type { Location } from '../../../model/location.js';
import type { JsonNode } from '../hcl/json-scanner.js';
import { scanJson } from '../hcl/json-scanner.js';
import { createLineIndex, locate } from '../hcl/line-index.js';
import type { Span } from '../hcl/syntax.js';
import { keySuffix, within } from './address.js';
import { at, isTrue, itemsOf, propertiesOf, textAt, textsAt } from './json.js';
import { type PlanFormat, planFormat } from './recognise.js';

/** One resource instance of a plan or state, its values still JSON. */
export interface PlannedResource {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Address of the module instance; empty for the root. */
  readonly module: string;
  /** `[0]`, `["eu"]` or nothing. */
  readonly suffix: string;
  readonly values: JsonNode | undefined;
  readonly unknown: JsonNode | undefined;
  readonly sensitive: JsonNode | undefined;
  /** Of a state: addresses (without keys) of what the instance was made from. */
  readonly dependencies: readonly string[];
  readonly span: Span;
}

export interface PlanDocument {
  readonly path: string;
  readonly format: PlanFormat;
  readonly resources: readonly PlannedResource[];
  /** `configuration` of a plan. */
  readonly configuration: JsonNode | undefined;
  /** Values of the root's input variables. */
  readonly variables: JsonNode | undefined;
  /** How many resources each action is planned for. */
  readonly actions: ReadonlyMap<string, number>;
  locate(span: Span): Location;
}

/** Modules inside modules deeper than this are not read. */
const MAX_DEPTH = 64;

/** Reads a plan or state; undefined, with a diagnostic, when the text is not what it seemed. */
export function readDocument(
  path: string,
  text: string,
): { readonly document?: PlanDocument; readonly diagnostics: readonly Diagnostic[] } {
  const format = planFormat(text);
  const lines = createLineIndex(text);
  const result = scanJson(text);
  if (!result.ok) {
    const { summary, detail, span } = result.problem;
    const location = locate(path, lines, span);
    const help = `${detail} The file looks like a Terraform ${format === 'plan' ? 'plan' : 'state'} but is not valid JSON, so nothing of it is scanned. Write it again with "terraform show -json".`;
    return {
      diagnostics: [{ severity: 'error', code: 'plan-syntax', summary, detail: help, location, unreadFile: true }],
    };
  }
  const root = result.node;
  const places = new Map<Span, Location>();
  const place = (span: Span): Location => {
    const known = places.get(span);
    if (known) return known;
    const made = locate(path, lines, span);
    places.set(span, made);
    return made;
  };
  const document: PlanDocument = {
    path,
    format: format ?? 'plan',
    resources:
      format === 'raw-state' ? rawState(root) : format === 'state' ? modules(at(root, 'values')) : planned(root),
    configuration: at(root, 'configuration'),
    variables: at(root, 'variables'),
    actions: countActions(root),
    locate: place,
  };
  return { document, diagnostics: [...incomplete(root, path, place)] };
}

function* incomplete(root: JsonNode, path: string, place: (span: Span) => Location): Generator<Diagnostic> {
  const errored = at(root, 'errored');
  if (errored && isTrue(errored)) {
    yield {
      severity: 'warning',
      code: 'plan-incomplete',
      summary: `${path} is a plan that failed`,
      detail: 'Terraform stopped with errors, so the plan may lack resources. Fix the errors and plan again.',
      location: place(errored.span),
    };
  }
}

/** `planned_values` with what `resource_changes` adds; data sources that were read already stand in `prior_state`. */
function planned(root: JsonNode): readonly PlannedResource[] {
  const changes = new Map<string, JsonNode>();
  for (const change of itemsOf(at(root, 'resource_changes'))) {
    const address = textAt(change, 'address');
    if (address !== undefined && textAt(change, 'deposed') === undefined) changes.set(address, change);
  }
  const found = new Map<string, PlannedResource>();
  for (const resource of modules(at(root, 'planned_values'))) found.set(resource.address, resource);
  for (const resource of modules(at(root, 'prior_state', 'values'))) {
    if (resource.mode === 'data' && !found.has(resource.address)) found.set(resource.address, resource);
  }
  for (const [address, change] of changes) {
    const resource = found.get(address) ?? fromChange(change);
    if (resource) found.set(address, withChange(resource, change));
  }
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function withChange(resource: PlannedResource, change: JsonNode): PlannedResource {
  const after = at(change, 'change', 'after');
  return {
    ...resource,
    values: after?.kind === 'object' ? after : resource.values,
    unknown: at(change, 'change', 'after_unknown'),
    sensitive: at(change, 'change', 'after_sensitive') ?? resource.sensitive,
  };
}

/** A resource that only `resource_changes` lists; undefined when it is to be destroyed or forgotten. */
function fromChange(change: JsonNode): PlannedResource | undefined {
  const actions = textsAt(change, 'change', 'actions');
  if (actions.every((action) => action === 'delete' || action === 'forget')) return undefined;
  return resourceOf(change, textAt(change, 'module_address') ?? '');
}

function countActions(root: JsonNode): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const change of itemsOf(at(root, 'resource_changes'))) {
    if (textAt(change, 'mode') === 'data') continue;
    const actions = textsAt(change, 'change', 'actions');
    const action = actions.length > 1 ? 'replace' : (actions[0] ?? 'no-op');
    counts.set(action, (counts.get(action) ?? 0) + 1);
  }
  return counts;
}

/** The resources of `{root_module: {resources, child_modules}}`. */
function modules(values: JsonNode | undefined): readonly PlannedResource[] {
  const found: PlannedResource[] = [];
  const visit = (module: JsonNode | undefined, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const address = textAt(module, 'address') ?? '';
    for (const resource of itemsOf(at(module, 'resources'))) {
      const read = resourceOf(resource, address);
      if (read) found.push(read);
    }
    for (const child of itemsOf(at(module, 'child_modules'))) visit(child, depth + 1);
  };
  visit(at(values, 'root_module'), 0);
  return found;
}

function resourceOf(node: JsonNode, module: string): PlannedResource | undefined {
  const type = textAt(node, 'type');
  const name = textAt(node, 'name');
  if (type === undefined || name === undefined || textAt(node, 'deposed_key') !== undefined) return undefined;
  const mode = textAt(node, 'mode') === 'data' ? 'data' : 'managed';
  const suffix = keySuffix(indexOf(at(node, 'index')));
  return {
    address: textAt(node, 'address') ?? within(module, `${mode === 'data' ? 'data.' : ''}${type}.${name}${suffix}`),
    mode,
    type,
    name,
    module,
    suffix,
    values: at(node, 'values'),
    unknown: undefined,
    sensitive: at(node, 'sensitive_values'),
    dependencies: textsAt(node, 'depends_on'),
    span: node.span,
  };
}

function indexOf(node: JsonNode | undefined): string | number | undefined {
  if (node?.kind === 'string') return node.value;
  return node?.kind === 'number' ? Number(node.text) : undefined;
}

/** `terraform.tfstate`, version 4: one entry per block, with its instances. */
function rawState(root: JsonNode): readonly PlannedResource[] {
  const found: PlannedResource[] = [];
  for (const resource of itemsOf(at(root, 'resources'))) {
    const type = textAt(resource, 'type');
    const name = textAt(resource, 'name');
    if (type === undefined || name === undefined) continue;
    const module = textAt(resource, 'module') ?? '';
    const mode = textAt(resource, 'mode') === 'data' ? 'data' : 'managed';
    const base = within(module, `${mode === 'data' ? 'data.' : ''}${type}.${name}`);
    for (const instance of itemsOf(at(resource, 'instances'))) {
      if (textAt(instance, 'deposed') !== undefined) continue;
      const suffix = keySuffix(indexOf(at(instance, 'index_key')));
      found.push({
        address: base + suffix,
        mode,
        type,
        name,
        module,
        suffix,
        values: unwrapped(type, at(instance, 'attributes')),
        unknown: undefined,
        sensitive: sensitiveTree(at(instance, 'sensitive_attributes')),
        dependencies: textsAt(instance, 'dependencies'),
        span: instance.span,
      });
    }
  }
  return found.sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Attributes of any type are kept with their type: `{"value": ..., "type": ...}`. */
function unwrapped(type: string, values: JsonNode | undefined): JsonNode | undefined {
  if (values?.kind !== 'object' || !/^(terraform_data|kubernetes_manifest)$/.test(type)) return values;
  const properties = values.properties.map((property) => {
    const inner = at(property.value, 'value');
    return inner && at(property.value, 'type') ? { ...property, value: inner } : property;
  });
  return { ...values, properties };
}

/** A raw state lists sensitive attributes as paths; only the first step is kept: the whole attribute counts. */
function sensitiveTree(paths: JsonNode | undefined): JsonNode | undefined {
  const names = itemsOf(paths).flatMap((path) => textAt(itemsOf(path)[0], 'value') ?? []);
  if (names.length === 0 || !paths) return undefined;
  const { span } = paths;
  return {
    kind: 'object',
    span,
    properties: names.map((name) => ({ name, nameSpan: span, value: { kind: 'keyword', value: true, span } })),
  };
}

/** The names of a module's variables with their values, for the evaluator. */
export const variableNodes = (document: PlanDocument): readonly (readonly [string, JsonNode])[] =>
  propertiesOf(document.variables).flatMap(({ name, value }) => {
    const given = at(value, 'value');
    return given ? [[name, given] as const] : [];
  });
