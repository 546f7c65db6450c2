import type { ThreatModel } from '../../model/threat-model.js';
import { hasPlace, toLocation } from './location.js';

/** Diagnostics as tool notifications, so that a viewer can tell what was not read. */
export const toNotifications = (model: ThreatModel): readonly object[] =>
  model.diagnostics.map((d) => ({
    level: d.severity,
    descriptor: { id: d.code },
    message: { text: `${d.summary}. ${d.detail}` },
    ...(hasPlace(d.location) && { locations: [toLocation(d.location, model)] }),
  }));
