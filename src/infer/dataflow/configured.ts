import type { ResourceGraph } from '../../graph/index.js';
import type { NamedTarget } from '../../model/handles.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { allReferences, stringValue } from '../../model/values.js';
import type { WorkloadSetting } from '../../model/workload.js';
import { expectedBySetting, namedInUrl } from './literal-names.js';

/**
 * What processes are told about: an environment variable, task secret, argument or connection string whose value comes from
 * (or literally is) a handle of a store or another process (spec/B5, "env/secret wiring").
 */
export function configuredRelations(graph: ResourceGraph): readonly Relation[] {
  return graph.resources.flatMap((process) =>
    (process.workload?.settings ?? []).flatMap((setting) => named(graph, process, setting)),
  );
}

function named(graph: ResourceGraph, process: Resource, setting: WorkloadSetting): readonly Relation[] {
  const targets = targetsOf(graph, process, setting).flatMap((target) => behindParameter(graph, target, setting));
  return targets.flatMap(({ id, certainty }) => {
    const target = graph.resource(id);
    if (!target || id === process.id || target.element === 'supporting' || target.kind === 'data-store/key') return [];
    if (!target.store && !target.kind.startsWith('process/') && !target.kind.startsWith('edge/')) return [];
    return [
      {
        kind: 'uses' as const,
        from: process.id,
        to: id,
        certainty,
        grade: 'configured' as const,
        because: [setting.at],
        attrs: {
          setting: setting.name,
          as: setting.kind,
          ...(isReadOnly(target) && { data: 'backward' }),
          ...(target.store?.needsNetwork && holdsPassword(setting.value) && { credential: true }),
        },
      },
    ];
  });
}

/** A connection string with a password in it: `postgres://clinic:…@host` (RFC 3986, 3.2.1), written or from elsewhere. */
function holdsPassword(value: Value): boolean {
  if (value.kind !== 'string' && value.kind !== 'template') return false;
  const text =
    value.kind === 'string' ? value.value : value.parts.map((p) => (typeof p === 'string' ? p : 'x')).join('');
  return /:\/\/[^\s:/@?#]*:[^\s/@?#]+@/.test(text);
}

/** What holds secrets and parameters is only read by those who are told of it. */
const isReadOnly = ({ store }: Resource): boolean => store?.store === 'secret' || store?.store === 'parameter';

/** By reference or by a literal handle; else by the host name that AWS made from a name; else by what the setting is called. */
function targetsOf(graph: ResourceGraph, process: Resource, { name, value }: WorkloadSetting): readonly NamedTarget[] {
  const literal = value.kind === 'string' && !value.refs?.length ? value.value : undefined;
  if (literal === undefined || looksLikeHandle(literal)) {
    const { targets } = graph.resolve(value, undefined, process);
    if (targets.length > 0 || literal === undefined) return targets;
  }
  const inUrl = namedInUrl(literal);
  if (inUrl) return graph.resolve(stringValue(inUrl.name), inUrl.expects, process).targets;
  const expects = expectedBySetting(name);
  return expects && literal !== '' ? graph.resolve(value, expects, process).targets : [];
}

/** A parameter whose value is read when the stack is deployed stands for what that value names: another stack wrote it there. */
function behindParameter(
  graph: ResourceGraph,
  target: NamedTarget,
  { value }: WorkloadSetting,
): readonly NamedTarget[] {
  const parameter = graph.resource(target.id);
  const byValue = allReferences(value).some((ref) => ref.path.at(-1)?.toLowerCase() === 'value');
  if (parameter?.store?.store !== 'parameter' || !byValue) return [target];
  const contents = parameter.declarations.flatMap(
    ({ body }) => body.entries.get('value') ?? body.entries.get('Value') ?? [],
  );
  const named = contents.flatMap((content) => graph.resolve(content, undefined, parameter).targets);
  return named.length > 0 ? named : [target];
}

/** ARNs, URLs, host names, paths of parameters and names of some length: a setting `api` must not match whatever else is called `api`. */
const looksLikeHandle = (text: string): boolean =>
  /^arn:|:\/\/|\.amazonaws\.com|\.svc\b|^\/[\w.-]+\/[\w./-]+$/.test(text) || (text.length >= 6 && /[-_.]/.test(text));
