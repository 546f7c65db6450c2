import { child, type YamlEntry } from '../../yaml/node.js';
import type { Problems } from '../problems.js';
import { forEachEntries } from './for-each.js';
import type { ResourceNode, Stack } from './stack.js';

/** The resources of a template as written, loops expanded. What has no type is a diagnostic and left out. */
export function writtenResources(stack: Stack): Map<string, ResourceNode> {
  const found = new Map<string, ResourceNode>();
  for (const entry of entriesOf(stack)) {
    const resource = resourceOf(entry, stack.run.problems);
    if (resource) found.set(resource.id, resource);
  }
  return found;
}

function entriesOf(stack: Stack): readonly YamlEntry[] {
  return [...stack.template.resources.values()].flatMap((entry) => {
    if (!entry.key.startsWith('Fn::ForEach::')) return [entry];
    const call = { name: entry.key, argument: entry.value, at: entry.keyAt };
    return [...(forEachEntries(call, stack.environment)?.values() ?? [])].flatMap((inner) =>
      inner.key.startsWith('Fn::ForEach::')
        ? [
            ...(forEachEntries(
              { name: inner.key, argument: inner.value, at: inner.keyAt },
              stack.environment,
            )?.values() ?? []),
          ]
        : [inner],
    );
  });
}

/** Shape of one entry of `Resources`. */
export function resourceOf({ key, keyAt, value }: YamlEntry, problems: Problems): ResourceNode | undefined {
  if (key === 'Fn::Transform') return undefined;
  if (value.kind !== 'mapping') {
    const detail = 'A resource is a mapping with a Type and Properties; this one was left out.';
    problems.error('cfn-wrong-type', keyAt, `The resource ${key} is not a mapping`, detail);
    return undefined;
  }
  const type = child(value, 'Type');
  if (type?.kind !== 'scalar' || type.text === '') {
    const detail = 'Every resource needs a Type such as AWS::S3::Bucket; this one was left out.';
    problems.error('cfn-no-type', keyAt, `The resource ${key} has no Type`, detail);
    return undefined;
  }
  const properties = child(value, 'Properties');
  if (properties?.kind === 'sequence' || (properties?.kind === 'scalar' && properties.text !== '' && !properties.tag)) {
    const detail = 'Properties must be a mapping; they were ignored.';
    problems.error('cfn-wrong-type', properties.at, `The properties of ${key} are not a mapping`, detail);
  }
  const condition = child(value, 'Condition');
  return {
    id: key,
    type: type.text,
    at: keyAt,
    node: value,
    properties: properties?.kind === 'scalar' && !properties.tag ? undefined : properties,
    condition: condition?.kind === 'scalar' ? condition.text : undefined,
  };
}
