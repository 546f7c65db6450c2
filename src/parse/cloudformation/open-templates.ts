import type { SourceTree } from '../../model/source.js';
import type { YamlNode } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import type { Problems } from './problems.js';
import { readTemplate } from './template/read-template.js';
import { isTemplateFile } from './template/candidates.js';
import { isTemplate } from './template/recognise.js';
import type { Template } from './template/template.js';

/** Every template of the tree, by path. */
export function openTemplates(tree: SourceTree, problems: Problems): ReadonlyMap<string, Template> {
  const found = new Map<string, Template>();
  for (const file of tree.files) {
    const template = isTemplateFile(file) ? openTemplate(file.path, file.text(), problems) : undefined;
    if (template) found.set(file.path, template);
  }
  return withoutBuilds(found);
}

/** `sam build` writes a copy of the template; it counts only when nothing else is there. */
function withoutBuilds(found: ReadonlyMap<string, Template>): ReadonlyMap<string, Template> {
  const written = [...found].filter(([path]) => !/(^|\/)\.aws-sam\//.test(path));
  return written.length === 0 ? found : new Map(written);
}

function openTemplate(path: string, text: string, problems: Problems): Template | undefined {
  const { documents, diagnostics } = parseYaml(text, path);
  const root = documents.find(isTemplate);
  if (root || documents.length === 0) for (const diagnostic of diagnostics) problems.add(diagnostic);
  if (root) return readTemplate(path, root, problems);
  if (claims(documents[0])) {
    const detail = 'A template is one mapping with a Resources section; the file was skipped.';
    problems.add({
      severity: 'error',
      code: 'cfn-not-a-template',
      summary: 'The template is not a mapping',
      detail,
      unreadFile: true,
      ...(documents[0] && { location: documents[0].at }),
    });
  }
  return undefined;
}

/** It says it is a template where a template says so, yet is not one. */
const claims = (root: YamlNode | undefined): boolean =>
  root?.kind === 'sequence' &&
  root.items.some((item) => item.kind === 'mapping' && item.entries.has('AWSTemplateFormatVersion'));
