import type { YamlEntry, YamlMapping, YamlNode } from '../../yaml/node.js';
import { child } from '../../yaml/node.js';
import type { Problems } from '../problems.js';
import type { Template } from './template.js';

const sections = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Globals',
  'Hooks',
];

/** Transforms that are evaluated here, or that change nothing that matters. */
const evaluated =
  /^AWS::(Serverless-2016-10-31|LanguageExtensions|Include|CodeDeployBlueGreen|SecretsManager-\d{4}-\d\d-\d\d|ServiceCatalog)$/;

/** Splits a template into its sections; what is missing or of the wrong shape is a diagnostic and counts as empty. */
export function readTemplate(file: string, root: YamlMapping, problems: Problems): Template {
  for (const { key, keyAt } of root.entries.values()) {
    if (sections.includes(key) || key.startsWith('Fn::') || key.startsWith('x-')) continue;
    const hint = problems.suggest(key, sections);
    const detail = `CloudFormation knows ${sections.slice(0, 10).join(', ')}.${hint} It is ignored.`;
    problems.warning('cfn-section', keyAt, `${key} is not a section of a template`, detail);
  }
  if (!root.entries.has('Resources')) {
    const detail = 'A template needs a Resources section with at least one resource; nothing was read from this one.';
    problems.error('cfn-no-resources', root.at, 'The template has no Resources', detail);
  }
  const globals = child(root, 'Globals');
  const transforms = transformsOf(child(root, 'Transform'));
  for (const name of transforms) {
    if (evaluated.test(name)) continue;
    const location = root.entries.get('Transform')?.keyAt ?? root.at;
    const detail = 'It runs in the AWS account; what it adds or changes is missing from the model.';
    problems.add({ severity: 'note', code: 'cfn-macro', summary: `The macro ${name} was not run`, detail, location });
  }
  return {
    file,
    root,
    parameters: section(root, 'Parameters', problems),
    mappings: section(root, 'Mappings', problems),
    conditions: section(root, 'Conditions', problems),
    resources: section(root, 'Resources', problems),
    outputs: section(root, 'Outputs', problems),
    transforms,
    ...(globals && { globals }),
  };
}

function section(root: YamlMapping, name: string, problems: Problems): ReadonlyMap<string, YamlEntry> {
  const entry = root.entries.get(name);
  if (!entry) return new Map();
  const { value } = entry;
  if (value.kind === 'mapping') return value.entries;
  if (value.kind === 'scalar' && value.plain && value.text === '' && name !== 'Resources') return new Map();
  const detail = `${name} must be a mapping of names; it was ignored.`;
  problems.error('cfn-wrong-type', entry.keyAt, `${name} is not a mapping`, detail);
  return new Map();
}

function transformsOf(node: YamlNode | undefined): readonly string[] {
  if (node?.kind === 'scalar') return [node.text];
  if (node?.kind === 'sequence') return node.items.flatMap(transformsOf);
  const name = child(node, 'Name');
  return name?.kind === 'scalar' ? [name.text] : [];
}
