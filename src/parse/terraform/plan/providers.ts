import type { Declaration } from '../../../model/declaration.js';
import type { Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import type { JsonNode } from '../hcl/json-scanner.js';
import type { PlanDocument, PlannedResource } from './document.js';
import { at, itemsOf, propertiesOf, textAt, textsAt } from './json.js';

type Provider = NonNullable<Declaration['provider']>;

/** Finds the provider configuration that a resource uses, as far as the plan says: alias and Region. */
export function providersOf(
  document: PlanDocument,
): (resource: PlannedResource, block: JsonNode | undefined) => Provider | undefined {
  const known = new Map<string, Provider>();
  for (const { name, value } of propertiesOf(at(document.configuration, 'provider_config'))) {
    const alias = textAt(value, 'alias');
    const region = constant(document, at(value, 'expressions', 'region'));
    const [tags] = itemsOf(at(value, 'expressions', 'default_tags'));
    const defaultTags = tags && tagsOf(document, at(tags, 'tags'));
    known.set(name, {
      ...(alias !== undefined && { alias }),
      ...(region && { region }),
      ...(defaultTags && { defaultTags }),
    });
  }
  return (resource, block) => {
    const key = textAt(block, 'provider_config_key') ?? resource.type.split('_')[0] ?? '';
    return known.get(key) ?? known.get(key.slice(key.lastIndexOf(':') + 1));
  };
}

/** A constant, or the value that the plan has for a root variable. */
function constant(document: PlanDocument, expression: JsonNode | undefined): Value | undefined {
  const written = at(expression, 'constant_value');
  if (written?.kind === 'string') return stringValue(written.value, document.locate(written.span));
  const [name] = textsAt(expression, 'references');
  if (!name?.startsWith('var.')) return undefined;
  const given = at(document.variables, name.slice(4), 'value');
  return given?.kind === 'string' ? stringValue(given.value, document.locate(given.span)) : undefined;
}

function tagsOf(document: PlanDocument, expression: JsonNode | undefined): Value | undefined {
  const entries = propertiesOf(at(expression, 'constant_value')).flatMap(({ name, value }) =>
    value.kind === 'string' ? [[name, stringValue(value.value, document.locate(value.span))] as const] : [],
  );
  return entries.length === 0 ? undefined : { kind: 'map', collection: 'map', entries: new Map(entries) };
}
