import type { ThreatModel } from '../../model/threat-model.js';
import type { Style } from './style.js';

/** What every part of the table needs. */
export interface Context {
  readonly model: ThreatModel;
  readonly style: Style;
  readonly width: number;
  readonly all: boolean;
}
