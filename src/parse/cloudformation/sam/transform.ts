import { posix } from 'node:path';
import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import { parseYaml } from '../../yaml/parse-yaml.js';
import type { Expansion, ResourceNode, Stack } from '../evaluate/stack.js';
import { ApiPaths, implicitHttpApi, implicitRestApi } from './api-paths.js';
import { transformApi, transformHttpApi } from './api.js';
import { transformConnector, transformEmbeddedConnectors } from './connector.js';
import { transformFunction } from './function.js';
import { withGlobals } from './globals.js';
import { transformGraphQl } from './graphql-api.js';
import { Output } from './output.js';
import { transformApplication, transformLayer, transformSimpleTable } from './simple.js';
import { transformStateMachine } from './state-machine.js';
import { mapping } from './syntax.js';

const prefix = 'AWS::Serverless::';

/**
 * What the SAM transform makes of a template: native resources under the logical ids that it generates (without the hashes
 * that depend on uploaded code). A template without SAM resources is given back as it is.
 */
export function expandSam(resources: ReadonlyMap<string, ResourceNode>, stack: Stack): Expansion {
  const all = [...resources.values()];
  const serverless = all.filter(({ type, node }) => type.startsWith(prefix) || child(node, 'Connectors'));
  if (serverless.length === 0) return { resources, aliases: new Map() };
  const out = new Output(resources, stack.run.problems, (path) => readFile(path, stack));
  const paths = new ApiPaths();
  const { globals } = stack.template;
  const propertiesOf = (one: ResourceNode): YamlMapping =>
    withGlobals(one.type, one.properties, globals) ?? mapping({}, one.at);
  for (const one of all) if (!one.type.startsWith(prefix)) out.keep(one);
  // Events add methods to APIs, so functions and state machines come first.
  for (const one of all) transformCompute(one, propertiesOf(one), out, paths);
  for (const one of all) transformOther(one, propertiesOf(one), out, paths);
  addImplicitApis(out, paths, globals);
  for (const one of all) {
    if (one.type === `${prefix}Connector`) transformConnector(one, out);
    else transformEmbeddedConnectors(one, out);
  }
  return { resources: inSourceOrder(out, resources), aliases: out.aliases };
}

function transformCompute(one: ResourceNode, properties: YamlMapping, out: Output, paths: ApiPaths): void {
  if (one.type === `${prefix}Function`) transformFunction(one, properties, out, paths);
  else if (one.type === `${prefix}StateMachine`) transformStateMachine(one, properties, out, paths);
}

function transformOther(one: ResourceNode, properties: YamlMapping, out: Output, paths: ApiPaths): void {
  switch (one.type) {
    case `${prefix}Api`:
      return transformApi(one, properties, out, paths);
    case `${prefix}HttpApi`:
      return transformHttpApi(one, properties, out, paths);
    case `${prefix}SimpleTable`:
      return transformSimpleTable(one, properties, out);
    case `${prefix}LayerVersion`:
      return transformLayer(one, properties, out);
    case `${prefix}Application`:
      return transformApplication(one, properties, out);
    case `${prefix}GraphQLApi`:
      return transformGraphQl(one, properties, out);
    default:
      if (one.type.startsWith(prefix) && !known.has(one.type)) {
        const detail = 'It was left out of the model.';
        out.problems.warning(
          'sam-unknown-type',
          one.at,
          `${one.type} is not a SAM resource type that threatplan reads`,
          detail,
        );
      }
  }
}

const known = new Set(['Function', 'StateMachine', 'Connector'].map((name) => prefix + name));

/** The APIs that events without `RestApiId` or `ApiId` share. They stand where the first such event stands. */
function addImplicitApis(out: Output, paths: ApiPaths, globals: YamlNode | undefined): void {
  for (const [id, type, transform] of [
    [implicitRestApi, `${prefix}Api`, transformApi],
    [implicitHttpApi, `${prefix}HttpApi`, transformHttpApi],
  ] as const) {
    const operations = paths.of(id);
    const [first] = operations;
    if (!first || out.resources.has(id)) continue;
    const conditions = new Set(operations.map(({ condition }) => condition));
    const properties = withGlobals(type, undefined, globals) ?? mapping({}, first.at);
    transform(
      { id, at: first.at, condition: conditions.size === 1 ? first.condition : undefined },
      properties,
      out,
      paths,
    );
  }
}

/** Resources that are written come in their order; what is made for one follows in the order of making. */
function inSourceOrder(out: Output, source: ReadonlyMap<string, ResourceNode>): ReadonlyMap<string, ResourceNode> {
  const ordered = new Map<string, ResourceNode>();
  for (const id of [...source.keys(), ...out.resources.keys()]) {
    const resource = out.resources.get(id);
    if (resource) ordered.set(id, resource);
  }
  return ordered;
}

/** A definition next to the template: OpenAPI, or a state machine. */
function readFile(path: string, stack: Stack): YamlNode | undefined {
  if (/^[a-z0-9]+:\/\//i.test(path)) return undefined;
  const relative = posix.join(posix.dirname(stack.template.file), path);
  const read = stack.run.tree.read(relative);
  if (!read.ok) return undefined;
  const { documents, diagnostics } = parseYaml(read.text, relative);
  for (const diagnostic of diagnostics) stack.run.problems.add({ ...diagnostic, unreadFile: false });
  return documents[0];
}
