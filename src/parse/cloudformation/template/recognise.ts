import type { YamlMapping, YamlNode } from '../../yaml/node.js';
import { child } from '../../yaml/node.js';

/** A mapping that says it is a template, or whose `Resources` have CloudFormation types. */
export function isTemplate(root: YamlNode | undefined): root is YamlMapping {
  if (root?.kind !== 'mapping') return false;
  if (root.entries.has('AWSTemplateFormatVersion')) return true;
  const resources = child(root, 'Resources');
  if (resources?.kind !== 'mapping') return false;
  return [...resources.entries.values()].some(({ value }) => {
    const type = child(value, 'Type');
    return type?.kind === 'scalar' && /^(AWS|Custom|Alexa)::/.test(type.text);
  });
}
