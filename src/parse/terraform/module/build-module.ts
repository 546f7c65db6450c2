import type { Diagnostic } from '../../../model/diagnostic.js';
import type { Block, HclFile } from '../hcl/syntax.js';
import { locate } from './locate.js';
import { isOverrideFile } from './module-files.js';
import type { ModuleSource, SourceAttribute, SourceBlock } from './module-source.js';
import { mergeOverride } from './overrides.js';

type Report = { add(diagnostic: Diagnostic): void };

/** Sorts the blocks of a folder's files by what they declare; override files are merged in last. */
export function buildModule(dir: string, files: readonly HclFile[], problems: Report): ModuleSource {
  const parts = {
    variables: new Map<string, SourceBlock>(),
    locals: new Map<string, SourceAttribute>(),
    outputs: new Map<string, SourceBlock>(),
    managed: new Map<string, SourceBlock>(),
    data: new Map<string, SourceBlock>(),
    calls: new Map<string, SourceBlock>(),
    providers: new Map<string, SourceBlock>(),
    settings: [] as SourceBlock[],
  };
  for (const file of files) {
    const override = isOverrideFile(file.path);
    for (const block of file.body.blocks) {
      if (block.type === 'locals') addLocals(block, file, parts.locals, override, problems);
      else if (block.type === 'terraform') parts.settings.push(sourceBlock(block, file));
      else place(block, file, parts, override, problems);
    }
  }
  return { dir, files, ...parts };
}

type Parts = {
  readonly [K in 'variables' | 'outputs' | 'managed' | 'data' | 'calls' | 'providers']: Map<string, SourceBlock>;
};

function place(block: Block, file: HclFile, parts: Parts, override: boolean, problems: Report): void {
  const target = targetOf(block, parts);
  if (!target) return;
  const [into, key] = target;
  const made = sourceBlock(block, file);
  const known = into.get(key);
  if (!known) into.set(key, made);
  else if (override) into.set(key, mergeOverride(known, made));
  else duplicate(block, key, file, known, problems);
}

/** The map and the key that a block goes to; undefined for `moved`, `import`, `check` and what we do not know. */
function targetOf(block: Block, parts: Parts): readonly [Map<string, SourceBlock>, string] | undefined {
  const [first, second] = block.labels.map((label) => label.text);
  switch (block.type) {
    case 'variable':
      return first === undefined ? undefined : [parts.variables, first];
    case 'output':
      return first === undefined ? undefined : [parts.outputs, first];
    case 'module':
      return first === undefined ? undefined : [parts.calls, first];
    case 'provider':
      return first === undefined ? undefined : [parts.providers, providerKey(first, block)];
    case 'resource':
      return first === undefined || second === undefined ? undefined : [parts.managed, `${first}.${second}`];
    case 'data':
    case 'ephemeral':
      return first === undefined || second === undefined ? undefined : [parts.data, `${block.type}.${first}.${second}`];
    default:
      return undefined;
  }
}

function providerKey(name: string, block: Block): string {
  const alias = block.body.attributes.find((attribute) => attribute.name === 'alias')?.value;
  return alias?.kind === 'literal' && typeof alias.value === 'string' ? `${name}.${alias.value}` : name;
}

function addLocals(
  block: Block,
  file: HclFile,
  locals: Map<string, SourceAttribute>,
  override: boolean,
  problems: Report,
): void {
  for (const attribute of block.body.attributes) {
    const known = locals.get(attribute.name);
    if (known && !override) {
      problems.add({
        severity: 'error',
        code: 'terraform-duplicate',
        summary: 'Duplicate local value definition',
        detail: `A local value named "${attribute.name}" was already defined in ${known.file.path}. The first definition is used; remove one of them.`,
        location: locate(file, attribute.nameSpan),
      });
    } else locals.set(attribute.name, { name: attribute.name, value: attribute.value, span: attribute.span, file });
  }
}

function duplicate(block: Block, key: string, file: HclFile, known: SourceBlock, problems: Report): void {
  const first = locate(known.file, known.headerSpan);
  problems.add({
    severity: 'error',
    code: 'terraform-duplicate',
    summary: `Duplicate ${block.type} "${key}"`,
    detail: `It was already declared at ${first.file}:${first.start.line}. The first declaration is used; rename or remove one of them.`,
    location: locate(file, block.headerSpan),
  });
}

/** A block with its attributes by name; of a repeated attribute the first counts. */
export function sourceBlock(block: Block, file: HclFile): SourceBlock {
  const attributes = new Map<string, SourceAttribute>();
  for (const { name, value, span } of block.body.attributes) {
    if (!attributes.has(name)) attributes.set(name, { name, value, span, file });
  }
  return {
    type: block.type,
    labels: block.labels.map((label) => label.text),
    file,
    headerSpan: block.headerSpan,
    span: block.span,
    attributes,
    blocks: block.body.blocks.map((nested) => ({ block: nested, file })),
  };
}
