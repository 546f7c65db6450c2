import type { JsonNode } from '../hcl/json-scanner.js';
import type { ModuleStep } from './address.js';
import { at, itemsOf, propertiesOf, textAt } from './json.js';

/** One module of a plan's `configuration`, its parts by name. */
export interface ConfiguredModule {
  /** By `aws_s3_bucket.logs`, `data.aws_vpc.main`. */
  readonly resources: ReadonlyMap<string, JsonNode>;
  readonly calls: ReadonlyMap<string, ConfiguredCall>;
  /** Expression of each output. */
  readonly outputs: ReadonlyMap<string, JsonNode>;
}

export interface ConfiguredCall {
  readonly node: JsonNode;
  readonly module: ConfiguredModule;
}

const EMPTY: ConfiguredModule = { resources: new Map(), calls: new Map(), outputs: new Map() };

/** Modules inside modules deeper than this are not read. */
const MAX_DEPTH = 64;

/** The root module of a plan's configuration. */
export const configuredRoot = (configuration: JsonNode | undefined): ConfiguredModule =>
  moduleOf(at(configuration, 'root_module'), 0);

function moduleOf(node: JsonNode | undefined, depth: number): ConfiguredModule {
  if (!node || depth > MAX_DEPTH) return EMPTY;
  const resources = new Map<string, JsonNode>();
  for (const resource of itemsOf(at(node, 'resources'))) {
    const address = textAt(resource, 'address');
    if (address !== undefined) resources.set(address, resource);
  }
  const calls = new Map<string, ConfiguredCall>();
  for (const { name, value } of propertiesOf(at(node, 'module_calls')))
    calls.set(name, { node: value, module: moduleOf(at(value, 'module'), depth + 1) });
  const outputs = new Map<string, JsonNode>();
  for (const { name, value } of propertiesOf(at(node, 'outputs'))) {
    const expression = at(value, 'expression');
    if (expression) outputs.set(name, expression);
  }
  return { resources, calls, outputs };
}

/** The module at the end of the steps; an empty one when the configuration has none there. */
export function moduleAt(root: ConfiguredModule, steps: readonly ModuleStep[]): ConfiguredModule {
  let module = root;
  for (const { name } of steps) module = module.calls.get(name)?.module ?? EMPTY;
  return module;
}
