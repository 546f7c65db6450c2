import type { Value } from './value.js';
import type { FactValue } from './fact.js';
import type { Location } from './location.js';
import type { Reason } from './unknown.js';

/**
 * Typed edges, always from the initiator (or owner) to the responder (or owned). In words:
 * - structure: `contains` (VPC -> subnet), `runs-in` (compute -> subnet), `protected-by` (endpoint -> security group, bucket -> ...),
 *   `routes-via` (subnet -> route table), `attached-to` (gateway -> VPC), `instantiates` (group -> template), `uses` (anything else by name)
 * - identity: `runs-as` (compute -> role; attrs.use = app | agent), `trusts` (role -> principal that may assume it),
 *   `can-assume` (principal -> role), `can` (principal -> resource; attrs.access = read | write | destroy | admin ... list),
 *   `escalates-to` (principal -> principal; attrs.technique)
 * - service: `fronts` (edge -> backend it forwards to), `invokes` (caller -> process), `triggers` (store or event -> process),
 *   `authenticates-with` (operation -> authorizer), `resolves-to` (DNS record -> target)
 * - data: `reads`, `writes`, `publishes` (process -> store), `copies-to`, `logs-to` (store/process -> store),
 *   `encrypts-with` (store -> key), `deploys-from` (process -> artefact store), `mounts`
 * - network: `reaches` (can open a connection; attrs.ports)
 * - attack: `attack-step` (attrs.cost, attrs.technique): added by infer/attack
 */
export type RelationKind =
  | 'contains'
  | 'runs-in'
  | 'protected-by'
  | 'routes-via'
  | 'attached-to'
  | 'instantiates'
  | 'uses'
  | 'runs-as'
  | 'trusts'
  | 'can-assume'
  | 'can'
  | 'escalates-to'
  | 'fronts'
  | 'invokes'
  | 'triggers'
  | 'authenticates-with'
  | 'resolves-to'
  | 'reads'
  | 'writes'
  | 'publishes'
  | 'copies-to'
  | 'logs-to'
  | 'encrypts-with'
  | 'deploys-from'
  | 'mounts'
  | 'reaches'
  | 'attack-step';

/**
 * How firmly the code states a flow (spec/B4): `declared` (an integration, subscription, event source) >
 * `configured` (an environment variable, connection string, task secret names it) >
 * `permitted` (IAM names that very resource) > `possible` (a wildcard, or only a network path).
 */
export type Grade = 'declared' | 'configured' | 'permitted' | 'possible';

/** `certain` holds in every reading of the code; `conditional` holds only if something unknown turns out so. */
export type Certainty = 'certain' | 'conditional';

export interface Relation {
  readonly kind: RelationKind;
  /** Resource ids. */
  readonly from: string;
  readonly to: string;
  readonly certainty: Certainty;
  readonly grade?: Grade;
  /** Never empty for a relation that a threat may rest on. */
  readonly because: readonly Location[];
  /** Why it is conditional. */
  readonly unknowns?: readonly Reason[];
  readonly attrs?: Readonly<Record<string, FactValue>>;
}

/** What a resource says about another, before the graph has found out which one it is. */
export interface Link {
  readonly kind: RelationKind;
  /** Names the other end: a reference, an ARN, a name, a list of such. The graph resolves it against handles. */
  readonly target: Value;
  /** Resource types the target may have (`aws.lambda.function`), or a prefix ending in `.` or `*`; narrows literal names. */
  readonly expects?: readonly string[];
  /** True when the relation runs from the target to this resource. */
  readonly reverse?: boolean;
  readonly grade?: Grade;
  readonly because: readonly Location[];
  readonly attrs?: Readonly<Record<string, FactValue>>;
}

/** A link whose target is not, or not surely, one of the scanned resources. */
export interface UnresolvedLink {
  readonly from: string;
  readonly link: Link;
  readonly reasons: readonly Reason[];
}
