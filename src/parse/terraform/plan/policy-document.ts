import type { MapValue, Value } from '../../../model/value.js';
import { allReferences, listValue, mapValue, stringValue } from '../../../model/values.js';
import { jsonOf, mergeStatements, statementsOf } from '../evaluate/data-sources/policy-merge.js';
import { jsonText } from '../evaluate/data-sources/json-text.js';
import { statementOf } from '../evaluate/data-sources/policy-statement.js';
import { unknownFrom, withMarks } from '../evaluate/marks.js';

/**
 * The `json` of a `data.aws_iam_policy_document` of a plan that is read only during apply because something in it is
 * not known yet: its statements are in the plan all the same.
 */
export function plannedPolicyJson(body: MapValue): Value {
  const documents = (names: readonly string[]): readonly Value[] =>
    names
      .flatMap((name) => {
        const value = body.entries.get(name);
        return value?.kind === 'list' ? value.items : value ? [value] : [];
      })
      .map(jsonOf);
  const own = body.entries.get('statement');
  const blocks = own?.kind === 'list' ? own.items : own ? [own] : [];
  const statements = mergeStatements([
    ...documents(['source_json', 'source_policy_documents']).flatMap(statementsOf),
    ...blocks.map((block) => (block.kind === 'map' ? statementOf(block) : unknownFrom([block]))),
    ...documents(['override_json', 'override_policy_documents']).flatMap(statementsOf),
  ]);
  const version = body.entries.get('version') ?? stringValue('2012-10-17');
  const document = mapValue(
    new Map<string, Value>([
      ['Version', version],
      ['Statement', listValue(statements, body.at)],
    ]),
    body.at,
  );
  const refs = allReferences(document);
  return withMarks({ ...jsonText(document, '  '), json: document } as Value, refs.length > 0 ? { refs } : {});
}
