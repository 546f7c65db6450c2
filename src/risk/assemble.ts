import type { ResourceGraph } from '../graph/types.js';
import { innermostZones } from './boundaries.js';
import type { AttackPath } from '../model/analysis.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Fact } from '../model/fact.js';
import { compareLocations } from '../model/location.js';
import type { Resource } from '../model/resource.js';
import { type Match, severities, strideCategories, type Threat } from '../model/threat.js';
import {
  type ModelFact,
  type ModelPath,
  type ModelResource,
  type ModelSummary,
  type ModelUnknown,
  schemaVersion,
  type ThreatModel,
} from '../model/threat-model.js';
import { describeReason } from '../model/unknown.js';
import { vocabulary } from '../model/vocabulary/index.js';
import { chokePoints } from './choke-points.js';
import { matrix } from './matrix.js';
import { rate } from './rate.js';
import type { RatedPolicy } from './rated-policy.js';
import { addressOf } from './wording.js';

export interface Findings {
  readonly root: string;
  readonly version: string;
  /** Dates of the data snapshots in use. */
  readonly data: Readonly<Record<string, string>>;
  readonly graph: ResourceGraph;
  readonly matches: readonly Match[];
  readonly policies: readonly RatedPolicy[];
  readonly files: number;
  readonly notes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Rates the matches and writes down everything that reports need: after this nobody looks at the graph again. */
export function assembleModel(findings: Findings): ThreatModel {
  const { graph, matches, policies } = findings;
  const threats = rate(matches, policies, graph);
  const diagnostics = [...findings.diagnostics].sort(compareDiagnostics);
  return {
    schemaVersion,
    tool: { name: 'threatplan', version: findings.version, data: findings.data },
    root: findings.root,
    resources: resourcesOf(graph),
    flows: graph.flows.map((flow) => {
      const { unknowns: _unknowns, ...rest } = flow;
      return { ...rest, from: addressOf(flow.from, graph), to: addressOf(flow.to, graph) };
    }),
    boundaries: graph.boundaries.map(({ because: _because, ...boundary }) => ({
      ...boundary,
      members: boundary.members.map((id) => addressOf(id, graph)).sort(),
    })),
    assets: assetsOf(graph),
    paths: graph.paths.map((path) => pathOf(path, graph)),
    threats,
    matrix: matrix(graph, threats),
    unknowns: unknownsOf(threats),
    diagnostics,
    startHere: chokePoints(threats, graph.paths),
    summary: summaryOf(findings, threats, diagnostics),
  };
}

function resourcesOf(graph: ResourceGraph): readonly ModelResource[] {
  const zones = innermostZones(graph.boundaries);
  return graph.resources.map((resource) => {
    const boundary = zones.get(resource.id);
    return {
      address: addressOf(resource.id, graph),
      type: resource.type,
      kind: resource.kind,
      element: resource.element,
      name: resource.name,
      dialect: resource.dialect,
      ...(boundary !== undefined && { boundary }),
      tags: tagsOf(resource),
      location: resource.location,
      facets: facetsOf(resource, graph),
    };
  });
}

const tagsOf = (resource: Resource): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...resource.tags].flatMap(([name, value]) =>
      value.kind === 'string' && !value.sensitive ? [[name, value.value]] : [],
    ),
  );

function facetsOf(resource: Resource, graph: ResourceGraph): Readonly<Record<string, ModelFact>> {
  const entries = vocabulary.flatMap(({ name }) => {
    const fact = graph.fact(resource.id, name);
    return fact ? [[name, modelFact(fact, resource)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function modelFact(fact: Fact, resource: Resource): ModelFact {
  const setBy = resource.dialect === 'synthetic' ? undefined : fact.setBy?.[resource.dialect];
  return {
    value: fact.state === 'known' ? fact.value : null,
    because: fact.because.length > 0 || resource.location.file === '' ? fact.because : [resource.location],
    ...(fact.state === 'unknown' && { unknowns: fact.reasons }),
    ...(fact.state === 'known' && fact.assumed && { assumed: true }),
    ...(setBy !== undefined && { setBy }),
  };
}

function assetsOf(graph: ResourceGraph): ThreatModel['assets'] {
  return graph.assets
    .map(({ store, sensitivity, origin, reason }) => ({
      address: addressOf(store, graph),
      sensitivity,
      origin,
      reason,
    }))
    .sort((a, b) => b.sensitivity - a.sensitivity || (a.address < b.address ? -1 : 1));
}

function pathOf(path: AttackPath, graph: ResourceGraph): ModelPath {
  return {
    ...path,
    from: addressOf(path.from, graph),
    to: addressOf(path.to, graph),
    hops: path.hops.map(({ unknowns: _unknowns, attrs: _attrs, ...hop }) => ({
      ...hop,
      from: addressOf(hop.from, graph),
      to: addressOf(hop.to, graph),
    })),
  };
}

/** What would decide the open questions, the one that most threats wait for first. */
function unknownsOf(threats: readonly Threat[]): readonly ModelUnknown[] {
  const found = new Map<string, ModelUnknown & { readonly threats: string[] }>();
  for (const threat of threats) {
    for (const reason of threat.unknowns) {
      const key = `${reason.code} ${reason.subject}`;
      const entry = found.get(key) ?? {
        subject: reason.subject,
        code: reason.code,
        text: describeReason(reason),
        threats: [],
        ...(reason.at && { location: reason.at }),
      };
      if (!entry.threats.includes(threat.id)) entry.threats.push(threat.id);
      found.set(key, entry);
    }
  }
  return [...found.values()].sort((a, b) => b.threats.length - a.threats.length || (a.subject < b.subject ? -1 : 1));
}

function summaryOf(findings: Findings, threats: readonly Threat[], diagnostics: readonly Diagnostic[]): ModelSummary {
  const open = threats.filter((threat) => threat.status === 'open');
  const [worst] = findings.graph.paths;
  const worstThreat = open.find((threat) => threat.path !== undefined);
  const worstPath = worstThreat?.path ?? worst?.id;
  const unread = new Set(diagnostics.flatMap((d) => (isUnread(d) && d.location ? [d.location.file] : [])));
  return {
    resources: findings.graph.resources.filter((resource) => resource.dialect !== 'synthetic').length,
    files: findings.files,
    unreadFiles: unread.size,
    bySeverity: count(severities, open, (threat) => [threat.severity]),
    byCategory: count(strideCategories, open, (threat) => threat.stride),
    ...(worstPath !== undefined && { worstPath }),
    accepted: threats.length - open.length,
    notes: findings.notes,
  };
}

/** A file with a syntax error is read as far as it goes, which may leave something out. */
const isUnread = (d: Diagnostic): boolean =>
  d.unreadFile === true || (d.severity === 'error' && d.code.endsWith('-syntax'));

function count<K extends string>(
  keys: readonly K[],
  threats: readonly Threat[],
  of: (threat: Threat) => readonly K[],
): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const threat of threats) for (const key of of(threat)) counts[key] += 1;
  return counts;
}

const levels = { error: 0, warning: 1, note: 2 } as const;

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  const bySeverity = levels[a.severity] - levels[b.severity];
  if (bySeverity !== 0) return bySeverity;
  if (a.location && b.location) return compareLocations(a.location, b.location);
  return (a.location ? 1 : 0) - (b.location ? 1 : 0) || (a.summary < b.summary ? -1 : 1);
}
