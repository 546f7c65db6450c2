import type { Additions, ResourceGraph } from '../../graph/index.js';
import { externalIds } from '../../model/ids.js';
import type { Link, Relation, RelationKind } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import { saasResource } from '../../model/synthetic.js';
import type { Value } from '../../model/value.js';
import type { WorkloadSetting } from '../../model/workload.js';

/**
 * Flows to what no code declares: subscriptions by https, email or text message, HTTP integrations and origins on foreign hosts,
 * and URLs that a process is given. Each host becomes an external entity (spec/F, third party).
 */
export function outsideFlows(graph: ResourceGraph): Required<Pick<Additions, 'resources' | 'relations'>> {
  const hosts = new Map<string, Resource>();
  const relations = graph.resources.flatMap((resource) => [
    ...graph.unresolved(resource.id).flatMap(({ link }) => linkOutside(resource, link, hosts)),
    ...(resource.workload?.settings ?? []).flatMap((setting) => settingOutside(resource, setting, hosts)),
  ]);
  return { resources: [...hosts.values()], relations };
}

const outgoing: ReadonlySet<RelationKind> = new Set(['publishes', 'fronts', 'invokes', 'triggers', 'writes', 'reads']);

/** Protocols of SNS subscriptions that lead out of AWS (SNS API Reference, Subscribe). */
const outsideProtocols: ReadonlySet<string> = new Set(['http', 'https', 'email', 'email-json', 'sms', 'application']);

function linkOutside(resource: Resource, link: Link, hosts: Map<string, Resource>): readonly Relation[] {
  if (!outgoing.has(link.kind) || link.reverse) return [];
  const protocol = String(link.attrs?.protocol ?? '');
  const text = leadingText(link.target);
  const bare = link.kind === 'fronts' ? hostOf(`https://${text}`) : undefined;
  const host = hostOf(text) ?? bare ?? (outsideProtocols.has(protocol) ? (mailDomain(text) ?? protocol) : undefined);
  if (host === undefined) return [];
  const encrypted = /^https:/i.test(text) || protocol === 'https' ? true : /^http:/i.test(text) ? false : undefined;
  return [relationTo(host, resource, hosts, link, encrypted)];
}

function relationTo(
  host: string,
  resource: Resource,
  hosts: Map<string, Resource>,
  { kind, grade, because, attrs }: Pick<Link, 'kind' | 'grade' | 'because' | 'attrs'>,
  encrypted: boolean | undefined,
): Relation {
  const id = externalIds.saas(host);
  if (!hosts.has(id)) hosts.set(id, saasResource(host));
  return {
    kind,
    from: resource.id,
    to: id,
    certainty: resource.exists.truth === 'yes' ? 'certain' : 'conditional',
    grade: grade ?? 'declared',
    because,
    attrs: { ...attrs, ...(encrypted !== undefined && { encrypted }) },
  };
}

/** Settings that hold a URL which the process does not call: allowed origins, redirects, token issuers. */
const notCalled =
  /origin|cors|redirect|callback|referer|issuer|audience|allowed|namespace|schema|public_url|site_url|base_?path/i;

function settingOutside(
  process: Resource,
  setting: WorkloadSetting,
  hosts: Map<string, Resource>,
): readonly Relation[] {
  const { value, name, at, kind } = setting;
  if (value.kind !== 'string' || value.refs?.length || kind === 'user-data' || notCalled.test(name)) return [];
  const host = hostOf(value.value);
  if (host === undefined) return [];
  const link = { kind: 'uses', grade: 'configured', because: [at], attrs: { setting: name, as: kind } } as const;
  return [relationTo(host, process, hosts, link, value.value.toLowerCase().startsWith('https:'))];
}

/** The text before the first hole. */
function leadingText(value: Value): string {
  if (value.kind === 'string') return value.refs?.length ? '' : value.value;
  const [head] = value.kind === 'template' ? value.parts : [];
  return typeof head === 'string' ? head : '';
}

/** Host of an absolute http(s) URL, unless it is AWS's own or only reachable inside: those are resolved by other means. */
export function hostOf(text: string): string | undefined {
  const host = /^https?:\/\/(?:[^/@\s]*@)?([a-z0-9][a-z0-9.-]*\.[a-z]{2,})(?=[:/?#]|$)/i.exec(text)?.[1]?.toLowerCase();
  if (host === undefined || /\.(amazonaws\.com(\.cn)?|aws|local|internal|svc|localhost)$/.test(host)) return undefined;
  return host;
}

const mailDomain = (text: string): string | undefined =>
  /^[^@\s]+@([a-z0-9.-]+\.[a-z]{2,})$/i.exec(text)?.[1]?.toLowerCase();
