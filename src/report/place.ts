import type { Location } from '../model/location.js';
import type { ThreatModel } from '../model/threat-model.js';

/** The file of a location as seen from the folder that threatplan was started in. */
export const fileOf = (model: ThreatModel, at: Location): string =>
  model.root === '' || at.file === '' ? at.file : `${model.root.replace(/\/$/, '')}/${at.file}`;

/** `fixtures/systems/orders/api.tf:40:19`; empty for what has no place. */
export const placeOf = (model: ThreatModel, at: Location | undefined): string =>
  at === undefined || at.file === '' ? '' : `${fileOf(model, at)}:${at.start.line}:${at.start.column}`;
