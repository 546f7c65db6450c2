import type { Threat } from '../../model/threat.js';
import type { ModelPath, ThreatModel } from '../../model/threat-model.js';
import { hasPlace, toLocation } from './location.js';
import { levelOf, type Rules } from './rules.js';

/** One threat as a result, with its evidence as related locations and its attack path as a code flow. */
export function toResult(threat: Threat, model: ThreatModel, rules: Rules): object {
  const path = model.paths.find((candidate) => candidate.id === threat.path);
  const related = threat.because.flatMap(({ text, locations }) =>
    locations.filter(hasPlace).map((at) => toLocation(at, model, text)),
  );
  return {
    ruleId: rules.idOf(threat),
    ruleIndex: rules.indexOf(threat),
    level: levelOf(threat.severity),
    message: { text: messageOf(threat) },
    locations: [toLocation(threat.location, model)],
    partialFingerprints: { primaryLocationLineHash: threat.id, 'threatplan/v1': threat.id },
    ...(related.length > 0 && {
      relatedLocations: related.slice(0, 100).map((location, id) => ({ id: id + 1, ...location })),
    }),
    ...(path && { codeFlows: [toCodeFlow(path, model)] }),
    ...(threat.accepted && {
      suppressions: [
        {
          kind: 'inSource',
          justification: threat.accepted.reason,
          location: toLocation(threat.accepted.location, model),
        },
      ],
    }),
    properties: {
      severity: threat.severity,
      confidence: threat.confidence,
      score: threat.score,
      stride: threat.stride,
      address: threat.address,
      related: threat.related,
    },
  };
}

function messageOf(threat: Threat): string {
  const fix = threat.mitigations[0]?.text;
  const sure =
    threat.confidence === 'possible'
      ? ` Possible: ${threat.unknowns.map((u) => u.subject).join(', ') || 'something'} is not known.`
      : '';
  return `${threat.title}.${sure} ${threat.threat}${fix ? ` ${fix}` : ''}`.trim();
}

function toCodeFlow(path: ModelPath, model: ThreatModel): object {
  const steps = path.hops.flatMap((hop) => {
    const at = hop.because.find(hasPlace);
    return at
      ? [{ location: toLocation(at, model, `${hop.from} → ${hop.to}: ${hop.text}`), importance: 'essential' }]
      : [];
  });
  return { message: { text: `${path.from} → ${path.to}` }, threadFlows: [{ locations: steps }] };
}
