import type { AttackPath } from '../model/analysis.js';
import { formatLocation, type Location } from '../model/location.js';
import type { Mitigation, Severity, Threat } from '../model/threat.js';
import type { ModelFix } from '../model/threat-model.js';

/** One change: a hop that can be cut, or an attribute that can be set. */
interface Option {
  readonly key: string;
  readonly text: string;
  readonly location?: Location;
  readonly attribute?: string;
  readonly threats: Set<string>;
  readonly paths: Set<string>;
}

/** A threat under a ceiling counts no more than its severity says. */
const bandTop: Readonly<Record<Severity, number>> = { critical: 100, high: 79, medium: 47, low: 23, info: 7 };

/**
 * Where to start (spec/H7): greedily the change that takes away most of the remaining score, at most `limit` times. A hop
 * of several attack paths is a choke point. Ties are broken by place and text.
 */
export function chokePoints(threats: readonly Threat[], paths: readonly AttackPath[], limit = 5): readonly ModelFix[] {
  const open = threats.filter((threat) => threat.status === 'open' && threat.severity !== 'info');
  const options = collect(open, paths);
  const scores = new Map(open.map((threat) => [threat.id, Math.min(threat.score, bandTop[threat.severity])]));
  const fixes: ModelFix[] = [];
  while (fixes.length < limit) {
    const best = pick(options, scores);
    if (!best) break;
    const solved = [...best.threats].filter((id) => scores.has(id));
    fixes.push({
      text: best.text,
      ...(best.location && { location: best.location }),
      ...(best.attribute && { attribute: best.attribute }),
      threats: solved,
      paths: [...best.paths].sort(),
    });
    for (const id of solved) scores.delete(id);
  }
  return fixes;
}

function collect(threats: readonly Threat[], paths: readonly AttackPath[]): readonly Option[] {
  const options = new Map<string, Option>();
  const byId = new Map(paths.map((path) => [path.id, path]));
  const add = (key: string, parts: Pick<Option, 'text' | 'location' | 'attribute'>, threat: Threat): void => {
    const option = options.get(key) ?? { key, ...parts, threats: new Set(), paths: new Set() };
    option.threats.add(threat.id);
    if (threat.path !== undefined) option.paths.add(threat.path);
    options.set(key, option);
  };
  for (const threat of threats) {
    for (const { text, location, attribute } of stepsOf(threat, byId)) {
      if (!location) continue;
      const key = `${formatLocation(location)} ${attribute ?? ''}`;
      add(key, { text, location, ...(attribute && { attribute }) }, threat);
    }
  }
  return [...options.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** What can be changed: of a path, each of its steps but the attacker's own work; else what the policy advises. */
function stepsOf(threat: Threat, paths: ReadonlyMap<string, AttackPath>): readonly Mitigation[] {
  const path = threat.path === undefined ? undefined : paths.get(threat.path);
  if (!path) return threat.mitigations;
  return path.hops.flatMap((hop) => {
    const [location] = hop.because;
    return location && hop.action !== 'runs code in' ? [{ text: `Break the step: ${hop.text}`, location }] : [];
  });
}

/** The option with the highest sum of scores that are still open; the first of equals. */
function pick(options: readonly Option[], scores: ReadonlyMap<string, number>): Option | undefined {
  let best: Option | undefined;
  let most = 0;
  for (const option of options) {
    let sum = 0;
    for (const id of option.threats) sum += scores.get(id) ?? 0;
    if (sum > most) [best, most] = [option, sum];
  }
  return best;
}
