import type { Value } from '../../../../model/value.js';
import { reasonsOf, stringValue } from '../../../../model/values.js';
import { referenceTo } from '../origin.js';
import type { ResourceInstance } from '../resource-instance.js';
import { concatenate } from '../template.js';
import { withJson } from '../json-template.js';
import { accountAttribute } from './account.js';
import { declaredAttribute } from './declared.js';
import { policyDocumentAttribute } from './policy-document.js';
import { remoteOutput } from './remote-state.js';

/**
 * The attribute of a data source that can be known without looking anything up; undefined for all others, which are
 * references to the data source.
 */
export function dataAttribute(instance: ResourceInstance, name: string): Value | undefined {
  switch (instance.node.type) {
    case 'aws_iam_policy_document':
      return policyDocumentAttribute(instance, name);
    case 'template_file':
      return name === 'rendered' ? rendered(instance) : undefined;
    case 'cloudinit_config':
    case 'template_cloudinit_config':
      return name === 'rendered' ? cloudInit(instance) : undefined;
    case 'null_data_source':
      return name === 'outputs' ? instance.written('inputs') : undefined;
    case 'terraform_remote_state':
      return name === 'outputs' ? remoteOutput(instance) : undefined;
    default:
      return isCanonical(instance.node.type) ? accountAttribute(instance, name) : declaredAttribute(instance, name);
  }
}

const ACCOUNT_FACTS = new Set(['aws_caller_identity', 'aws_region', 'aws_partition', 'aws_availability_zones']);

/** True for data sources of which all declarations of a provider configuration say the same. */
export const isCanonical = (type: string): boolean => ACCOUNT_FACTS.has(type);

/** The rendered text of the template provider's data source, the way before `templatefile`. */
function rendered(instance: ResourceInstance): Value | undefined {
  const template = instance.written('template');
  const vars = instance.written('vars');
  if (template?.kind !== 'string' || (vars && vars.kind !== 'map')) return undefined;
  const { functionContext } = instance.node.module;
  const text = functionContext.evaluateTemplate(instance.address, template.value, vars?.entries ?? new Map());
  return withJson(template.at ? { ...text, at: template.at } : text);
}

/** The MIME archive itself is of no use; the scripts in it are what was encoded. */
function cloudInit(instance: ResourceInstance): Value | undefined {
  const parts = instance.written('part');
  if (parts?.kind !== 'list') return undefined;
  const scripts = parts.items.flatMap((part) => (part.kind === 'map' ? (part.entries.get('content') ?? []) : []));
  const texts = scripts.flatMap((script): readonly Value[] => [script, stringValue('\n')]);
  const reference = instance.reference('rendered');
  const reasons = reasonsOf(referenceTo(reference));
  return { kind: 'unknown', type: 'string', reasons, refs: [reference], decoded: concatenate(texts) };
}

/** One output of a remote state, without evaluating the others. */
export const singleOutput = (instance: ResourceInstance, name: string): Value | undefined =>
  instance.node.type === 'terraform_remote_state' ? remoteOutput(instance, name) : undefined;
