import type { Additions, ResourceGraph } from '../../graph/index.js';
import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Resource } from '../../model/resource.js';
import type { ReferenceValue, Value } from '../../model/value.js';
import { possibilities, reasonsOf } from '../../model/values.js';
import type { WorkloadSetting } from '../../model/workload.js';
import { couldBeSecret, holdsCredential, namesSecret, scriptHoldsSecret } from './shape.js';

/** States `workload.plaintextSecret` of everything that runs code: is a secret written into its settings (spec/G SEC-001)? */
export function secretPass(graph: ResourceGraph): Additions {
  const facts = graph.resources.flatMap((resource) => {
    const fact = plaintextSecret(resource);
    return fact ? [{ resource: resource.id, name: 'workload.plaintextSecret', fact }] : [];
  });
  return { facts };
}

function plaintextSecret(resource: Resource): Fact | undefined {
  if (!resource.workload) return undefined;
  const facts = resource.workload.settings.map(judge);
  const told = facts.filter((fact) => fact?.state === 'known' && fact.value === true);
  const open = facts.find((fact) => fact?.state === 'unknown');
  return (
    told.find((fact) => fact?.state === 'known' && !fact.assumed) ??
    told[0] ??
    open ??
    known(false, [resource.location])
  );
}

/** One setting. A reference to a secret store is how it should be; so is a value that is made at apply time. */
function judge(setting: WorkloadSetting): Fact | undefined {
  if (setting.kind === 'secret') return undefined;
  const outcomes = possibilities(setting.value).map((value) => judgeValue(setting, value));
  return outcomes.find((fact) => fact?.state === 'known') ?? outcomes.find((fact) => fact?.state === 'unknown');
}

function judgeValue(setting: WorkloadSetting, value: Value): Fact | undefined {
  const at = [value.at ?? setting.at];
  const named = namesSecret(setting.name);
  if (value.kind === 'string') {
    const isSecret =
      holdsCredential(value.value) || (named && couldBeSecret(value.value)) || isScriptWithSecret(setting, value.value);
    return isSecret ? known(true, at, value.assumed ? { assumed: true } : {}) : undefined;
  }
  if (value.kind === 'template') {
    // A hole is one letter: too short for a password, and `user:password@${host}` stays a URL.
    const text = value.parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
    const literal = value.parts.filter((part) => typeof part === 'string').join('\n');
    return isScriptWithSecret(setting, literal) || holdsCredential(text) ? known(true, at) : undefined;
  }
  if (value.kind === 'reference' && isAccessKeySecret(value)) return known(true, at);
  const byVariable = reasonsOf(value).filter((reason) => reason.code === 'variable');
  return named && value.kind === 'unknown' && byVariable.length > 0 ? unknownFact(byVariable, at) : undefined;
}

/** The secret of a long-lived access key that the same code makes: whoever may read the settings has the key. */
const isAccessKeySecret = ({ to }: ReferenceValue): boolean =>
  (/(^|\.)aws_iam_access_key\./.test(to.address) && to.path.at(-1) === 'secret') ||
  to.path.at(-1) === 'SecretAccessKey';

const isScriptWithSecret = (setting: WorkloadSetting, text: string): boolean =>
  (setting.kind === 'user-data' || setting.kind === 'argument') && scriptHoldsSecret(text);
