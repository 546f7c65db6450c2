import type { ResourceGraph } from '../../graph/index.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { stringValue } from '../../model/values.js';

/** Log groups that a service writes to by their name alone, and the types of who writes (CloudWatch Logs User Guide). */
const groups: readonly { readonly prefix: string; readonly expects: readonly string[] }[] = [
  { prefix: '/aws/lambda/', expects: ['aws.lambda.function'] },
  { prefix: '/aws/codebuild/', expects: ['aws.codebuild.'] },
];

/** A function logs to the group of its name: nothing but the name says so. */
export function logRelations(graph: ResourceGraph): readonly Relation[] {
  return graph.byType('aws.logs.log-group').flatMap((group) => {
    const name = nameOf(group);
    const known = groups.find(({ prefix }) => leading(name).startsWith(prefix));
    if (!name || !known) return [];
    const rest = name.kind === 'string' ? name.value.slice(known.prefix.length) : '';
    const byText = rest === '' ? [] : graph.resolve(stringValue(rest), known.expects, group).targets;
    const found = byText.length > 0 ? byText : graph.resolve(name, known.expects, group).targets;
    return found.map(({ id, certainty }) => ({
      kind: 'logs-to' as const,
      from: id,
      to: group.id,
      certainty,
      grade: 'declared' as const,
      because: [name.at ?? group.location],
    }));
  });
}

const nameOf = (group: Resource): Value | undefined =>
  group.handles.find((handle) => handle.kind === 'name') && written(group);

/** With its references, which the handle has lost. */
const written = (group: Resource): Value | undefined => {
  const body = group.declarations[0]?.body.entries;
  return body?.get('name') ?? body?.get('LogGroupName');
};

function leading(value: Value | undefined): string {
  if (value?.kind === 'string') return value.value;
  const [head] = value?.kind === 'template' ? value.parts : [];
  return typeof head === 'string' ? head : '';
}
