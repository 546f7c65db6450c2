import type { Location } from '../../model/location.js';
import type { ThreatModel } from '../../model/threat-model.js';
import { fileOf } from '../place.js';

/** A region of one line: GitHub shows an alert in a pull request only when every line of its region was changed. */
export function toLocation(at: Location, model: ThreatModel, text?: string): object {
  const oneLine = at.end.line === at.start.line;
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(fileOf(model, at)) },
      region: {
        startLine: Math.max(1, at.start.line),
        startColumn: Math.max(1, at.start.column),
        endLine: Math.max(1, at.start.line),
        ...(oneLine && at.end.column > at.start.column ? { endColumn: at.end.column } : {}),
      },
    },
    ...(text === undefined ? {} : { message: { text } }),
  };
}

export const hasPlace = (at: Location | undefined): at is Location => at !== undefined && at.file !== '';
