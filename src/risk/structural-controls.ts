import type { ResourceGraph } from '../graph/types.js';
import type { Relation, RelationKind } from '../model/relation.js';
import type { Resource } from '../model/resource.js';
import type { StrideCategory } from '../model/threat.js';
import type { Answer } from './controls.js';

type Look = (resource: Resource, graph: ResourceGraph) => Answer | undefined;

/** A certain relation of the element that answers a category: "logs to aws_s3_bucket.logs". */
const by =
  (
    direction: 'outgoing' | 'incoming',
    kind: RelationKind,
    verb: string,
    accept: (r: Relation) => boolean = () => true,
  ): Look =>
  (resource, graph) => {
    const found = graph[direction](resource.id, kind).find((r) => r.certainty === 'certain' && accept(r));
    if (!found) return undefined;
    const other = graph.resource(direction === 'outgoing' ? found.to : found.from);
    return { text: `${verb} ${other?.address ?? ''}`.trim(), because: found.because };
  };

const logs = by('outgoing', 'logs-to', 'it logs to');
const authorizer = by('outgoing', 'authenticates-with', 'callers are checked by');
const key = by('outgoing', 'encrypts-with', 'readable only with key');
const copies = by('outgoing', 'copies-to', 'copied to', (r) => r.attrs?.use !== 'dead-letter');

/** Kinds whose use CloudTrail records as management events (CloudTrail User Guide, "Logging management events"). */
const recorded: ReadonlySet<string> = new Set(['data-store/secret', 'data-store/key', 'data-store/parameter']);

const trail: Look = (resource, graph) => {
  const [first] = graph.byKind('control/trail');
  return first && recorded.has(resource.kind)
    ? { text: `its use is recorded by ${first.address}`, because: [first.location] }
    : undefined;
};

/** A store that opens only to signed requests, when nothing says that anybody else gets in. */
const signed: Look = (resource) =>
  resource.store?.access === 'iam' ? { text: 'only IAM principals get in', because: [resource.location] } : undefined;

/** The web ACL among what protects the element. */
const webAcl: Look = (resource, graph) => {
  const acl = graph.outgoing(resource.id, 'protected-by').find((r) => graph.resource(r.to)?.kind === 'control/waf');
  return acl && { text: 'requests are inspected by a web application firewall', because: acl.because };
};

const looks: Readonly<Record<StrideCategory, readonly Look[]>> = {
  spoofing: [authorizer],
  tampering: [key, signed, webAcl],
  repudiation: [logs, trail],
  'information-disclosure': [key, signed],
  'denial-of-service': [copies, webAcl],
  'elevation-of-privilege': [authorizer],
};

/** Controls that stand in the structure of the system and not in a fact: who logs where, what a key protects. */
export function structuralControls(
  resource: Resource,
  category: StrideCategory,
  graph: ResourceGraph,
): Answer | undefined {
  for (const look of looks[category]) {
    const answer = look(resource, graph);
    if (answer) return answer;
  }
  return undefined;
}
