import type { Kind } from '../../src/model/kinds.js';
import { buildGraph } from '../../src/graph/index.js';
import type { ResourceGraph } from '../../src/graph/types.js';
import { type Fact, type FactValue, known, unknownFact } from '../../src/model/fact.js';
import type { Location } from '../../src/model/location.js';
import type { Relation, RelationKind } from '../../src/model/relation.js';
import type { Resource } from '../../src/model/resource.js';
import { yes } from '../../src/model/tri.js';
import { stringValue } from '../../src/model/values.js';
import { evaluatePolicies } from '../../src/policy/evaluate.js';
import { loadPolicies } from '../../src/policy/load.js';

/** A place in `main.tf`. */
export const line = (number: number): Location => ({
  file: 'main.tf',
  start: { line: number, column: 1 },
  end: { line: number, column: 20 },
});

/** A fact that `var.<subject>` decides. */
export const open = (subject: string): Fact =>
  unknownFact([{ code: 'variable', subject: `var.${subject}` }], [line(9)], { setBy: { terraform: subject } });

export const fact = (value: FactValue, attribute = 'attribute'): Fact =>
  known(value, [line(7)], { setBy: { terraform: attribute } });

interface Sketch {
  readonly kind?: Kind;
  readonly type?: string;
  readonly element?: Resource['element'];
  readonly facts?: Readonly<Record<string, Fact>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly managed?: boolean;
  readonly more?: Partial<Resource>;
}

/** A resource from a few words; its id is `|address`. */
export function resource(address: string, sketch: Sketch = {}): Resource {
  return {
    id: `|${address}`,
    address,
    scope: '',
    dialect: 'terraform',
    type: sketch.type ?? 'aws.s3.bucket',
    element: sketch.element ?? 'data-store',
    kind: sketch.kind ?? 'data-store/object',
    name: address.slice(address.lastIndexOf('.') + 1),
    location: line(1),
    tags: new Map(Object.entries(sketch.tags ?? {}).map(([key, value]) => [key, stringValue(value, line(3))])),
    exists: yes(),
    managed: sketch.managed ?? true,
    facts: new Map(Object.entries(sketch.facts ?? {})),
    handles: [],
    links: [],
    declarations: [],
    ...sketch.more,
  };
}

/** `relation('aws_lambda_function.api', 'runs-as', 'aws_iam_role.api')` */
export function relation(from: string, kind: RelationKind, to: string, more: Partial<Relation> = {}): Relation {
  return { kind, from: `|${from}`, to: `|${to}`, certainty: 'certain', because: [line(5)], ...more };
}

export function graphOf(resources: readonly Resource[], relations: readonly Relation[] = []): ResourceGraph {
  return buildGraph([...resources]).extend({ relations });
}

/** A whole policy file around a match. */
export const policyText = (match: string, more = ''): string => `id: test-policy
title: Something about {store}
stride: [information-disclosure]
severity: high
${more}match:
${match
  .split('\n')
  .map((text) => `  ${text}`)
  .join('\n')}
threat: It happens.
reasoning: It says so.
falsePositives: None.
mitigation: Stop it.
`;

/** `address certainty` of everything that a policy with this match finds. */
export function run(match: string, graph: ResourceGraph): readonly string[] {
  const { policies, diagnostics } = loadPolicies([{ path: 'p.yaml', text: policyText(match).replace('{store}', 'x') }]);
  if (diagnostics[0]) throw new Error(diagnostics[0].summary);
  return evaluatePolicies(policies, graph).map((found) => `${found.subject.slice(1)} ${found.certainty}`);
}
