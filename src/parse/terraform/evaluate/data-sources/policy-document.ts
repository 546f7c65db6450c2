import type { Value } from '../../../../model/value.js';
import { allReferences, listValue, mapValue, stringValue } from '../../../../model/values.js';
import { locate } from '../../module/locate.js';
import { distribute } from '../choice.js';
import { unknownFrom, withMarks } from '../marks.js';
import type { ResourceInstance } from '../resource-instance.js';
import { jsonText } from './json-text.js';
import { fieldOf, jsonOf, mergeStatements, sidOf, statementsOf } from './policy-merge.js';
import { statementOf } from './policy-statement.js';

/**
 * `data.aws_iam_policy_document`: its `json` and `minified_json`, as the AWS provider assembles them: source documents
 * first, then the own statements, then override documents; a statement with the `sid` of an earlier one replaces it.
 * Source: hashicorp/terraform-provider-aws internal/service/iam/policy_document_data_source.go, policy_model.go. The
 * text's `json` holds the document with each statement at the place of its block. An undecided `dynamic` block or
 * source document gives a choice of documents.
 */
export function policyDocumentAttribute(instance: ResourceInstance, name: string): Value | undefined {
  if (name !== 'json' && name !== 'minified_json') return undefined;
  return distribute([assembled(instance)], ([document]) => {
    if (document?.kind !== 'map') return document as Value;
    const text = jsonText(document, name === 'json' ? '  ' : undefined);
    const refs = allReferences(document);
    return withMarks({ ...text, json: document } as Value, refs.length > 0 ? { refs } : {});
  });
}

const documents = new WeakMap<ResourceInstance, Value>();

/** The document as a value; made once per instance. */
function assembled(instance: ResourceInstance): Value {
  const known = documents.get(instance);
  if (known) return known;
  const made = assemble(instance);
  documents.set(instance, made);
  return made;
}

function assemble(instance: ResourceInstance): Value {
  const { entries } = instance.body();
  const own = entries.get('statement') ?? listValue([]);
  const sources = given(entries, ['source_json', 'source_policy_documents']);
  const overrides = given(entries, ['override_json', 'override_policy_documents']);
  return distribute([own, ...sources, ...overrides], ([statements, ...documents]) => {
    const before = documents.slice(0, sources.length).map(jsonOf);
    const after = documents.slice(sources.length).map(jsonOf);
    return build(instance, statements as Value, before, after);
  });
}

/** The documents of list and single arguments; an unknown list is one unknown document, nulls are left out. */
function given(entries: ReadonlyMap<string, Value>, names: readonly string[]): Value[] {
  return names
    .flatMap((name) => {
      const value = entries.get(name);
      if (!value) return [];
      return value.kind === 'list' ? value.items : [value];
    })
    .filter((value) => value.kind !== 'null' && !(value.kind === 'string' && value.value === ''));
}

function build(instance: ResourceInstance, blocks: Value, before: readonly Value[], after: readonly Value[]): Value {
  const { entries: body, at } = instance.body();
  const version = present(body.get('version')) ?? stringValue('2012-10-17');
  const own =
    blocks.kind === 'list' || blocks.kind === 'map'
      ? (blocks.kind === 'map' ? [blocks] : blocks.items).map((block) =>
          block.kind === 'map' ? statementOf(block) : unknownFrom([block]),
        )
      : [unknownFrom([blocks])];
  reportDuplicates(instance, [before.flatMap(statementsOf), own]);
  const merged = mergeStatements([...before.flatMap(statementsOf), ...own, ...after.flatMap(statementsOf)]);
  const entries = new Map<string, Value>();
  entries.set(
    'Version',
    latest([version, ...[...before, ...after].flatMap((document) => fieldOf(document, 'Version') ?? [])]),
  );
  const id = [
    ...before.map((d) => fieldOf(d, 'Id')),
    present(body.get('policy_id')),
    ...after.map((d) => fieldOf(d, 'Id')),
  ].findLast((value) => value !== undefined);
  if (id) entries.set('Id', id);
  if (merged.length > 0) entries.set('Statement', listValue(merged, at));
  return mapValue(entries, at);
}

const present = (value: Value | undefined): Value | undefined => (value?.kind === 'null' ? undefined : value);

/** The newest version wins, as text. */
function latest(versions: readonly Value[]): Value {
  return versions.reduce((a, b) => (a.kind === 'string' && b.kind === 'string' && b.value > a.value ? b : a));
}

function reportDuplicates(instance: ResourceInstance, groups: readonly (readonly Value[])[]): void {
  const { block, module } = instance.node;
  for (const group of groups) {
    const seen = new Set<string>();
    for (const sid of group.flatMap((statement) => sidOf(statement) ?? [])) {
      if (!seen.has(sid)) seen.add(sid);
      else {
        module.run.problems.add({
          severity: 'error',
          code: 'policy-document-duplicate-sid',
          summary: `Duplicate Sid (${sid})`,
          detail: `${instance.address} has two statements with this sid; the provider refuses it. Remove the sid or make it unique. The later statement is used.`,
          location: locate(block.file, block.headerSpan),
        });
      }
    }
  }
}
