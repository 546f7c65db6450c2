import type { ResourceGraph } from '../graph/types.js';
import type { AttackPath } from '../model/analysis.js';
import type { Location } from '../model/location.js';
import { confidences, type Match, type Mitigation, severities, type Severity, type Threat } from '../model/threat.js';
import { confidenceOf } from './confidence.js';
import { fingerprint } from './fingerprint.js';
import { impactOf } from './impact.js';
import { effortOf } from './likelihood.js';
import type { RatedPolicy } from './rated-policy.js';
import { createReach, type Reach } from './reach.js';
import { likelihoodOf, scoreOf } from './scale.js';
import { severityWithin } from './severity.js';
import { addressOf, fill } from './wording.js';

interface Rating {
  readonly graph: ResourceGraph;
  readonly paths: ReadonlyMap<string, AttackPath>;
  readonly reach: (id: string) => Reach;
}

/**
 * Rates matches (spec/H): likelihood times impact, severity within the policy's ceiling, confidence; words them; and puts
 * them in order (see `compareThreats`). Threats with the same id are one.
 */
export function rate(
  matches: readonly Match[],
  policies: readonly RatedPolicy[],
  graph: ResourceGraph,
): readonly Threat[] {
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const paths = new Map(graph.paths.map((path) => [path.id, path]));
  const rating: Rating = { graph, paths, reach: createReach(graph) };
  const threats = new Map<string, Threat>();
  for (const match of matches) {
    const policy = byId.get(match.policy);
    if (!policy) continue;
    const threat = rateOne(match, policy, rating);
    const before = threats.get(threat.id);
    if (!before || compareThreats(threat, before) < 0) threats.set(threat.id, threat);
  }
  return [...threats.values()].sort(compareThreats);
}

function rateOne(match: Match, policy: RatedPolicy, { graph, paths, reach }: Rating): Threat {
  const path = match.path === undefined ? undefined : paths.get(match.path);
  const likelihood = likelihoodOf(effortOf(match, policy, graph, paths));
  const impact = impactOf(match, policy, graph, path, reach);
  const score = scoreOf(likelihood, impact);
  const onPath = path !== undefined || graph.fact(match.subject, 'attack.onPath')?.state === 'known';
  const address = addressOf(match.subject, graph);
  const related = match.related.map((id) => addressOf(id, graph)).sort();
  return {
    id: fingerprint(match.policy, [...scoped(match, graph)], match.boundaries, match.detail),
    policy: match.policy,
    title: fill(policy.title, match, graph, 'name'),
    stride: policy.stride,
    severity: severityWithin(score, ceilingOf(policy, path), onPath),
    confidence: confidenceOf(match, path),
    score,
    likelihood,
    impact,
    status: 'open',
    address,
    related,
    location: locationOf(match, path, graph),
    threat: fill(policy.threat, match, graph, 'address'),
    because: match.evidence,
    unknowns: match.unknowns,
    mitigations: mitigationsOf(match, policy, path, graph),
    ...(match.path !== undefined && { path: match.path }),
    references: policy.references,
  };
}

/** Ids, not addresses: two stacks may each have an `aws_s3_bucket.logs`. */
const scoped = (match: Match, graph: ResourceGraph): readonly string[] =>
  [match.subject, ...match.related].map((id) => {
    const resource = graph.resource(id);
    return resource ? `${resource.scope}|${resource.address}` : id;
  });

/** From this effort on, somebody who has signed in must also find a flaw (spec/H2). */
const signedIn = 7;

/**
 * A path on which nothing is wrong (see AttackPath.weaknesses) tells what a flaw would cost: worth knowing, not an alarm;
 * less so where only known users could use the flaw.
 */
function ceilingOf(policy: RatedPolicy, path: AttackPath | undefined): Severity {
  if (path === undefined || path.weaknesses.length > 0) return policy.severity;
  const ceiling = path.cost >= signedIn ? 'low' : 'medium';
  return severities.indexOf(policy.severity) < severities.indexOf(ceiling) ? ceiling : policy.severity;
}

/** The attribute to change, or of a path the asset that it ends at; unless that is outside the code. */
function locationOf(match: Match, path: AttackPath | undefined, graph: ResourceGraph): Location {
  const subject = graph.resource(match.subject);
  const declared = subject && subject.dialect !== 'synthetic' ? subject.location : undefined;
  const [first] = match.evidence.flatMap((item) => item.locations);
  const place = (path ? undefined : match.fix?.location) ?? declared ?? first ?? subject?.location;
  return place ?? { file: '', start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
}

/** What the policy advises, at the place to change; a path can be cut at each step that is not the attacker's own work. */
function mitigationsOf(
  match: Match,
  policy: RatedPolicy,
  path: AttackPath | undefined,
  graph: ResourceGraph,
): readonly Mitigation[] {
  const text = fill(policy.mitigation, match, graph, 'address');
  if (!path) return [{ text, ...match.fix }];
  const removable = path.hops.filter((hop) => hop.action !== 'runs code in');
  const places = removable.flatMap((hop) => hop.because.slice(0, 1).map((location) => ({ hop, location })));
  const [entry] = places;
  return [
    { text, ...(entry && { location: entry.location }) },
    ...places.map(({ hop, location }) => ({ text: `Break the step: ${hop.text}`, location })),
  ];
}

/** Worst first; ties by confidence, policy, address, id: no two runs differ. */
function compareThreats(a: Threat, b: Threat): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    b.score - a.score ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    compareText(a.policy, b.policy) ||
    compareText(a.address, b.address) ||
    compareText(a.id, b.id)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
