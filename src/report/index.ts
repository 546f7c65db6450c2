import type { ThreatModel } from '../model/threat-model.js';

/** How to write a report. Reporters escape for their own format; the model holds plain text. */
export interface ReportOptions {
  /** ANSI colours, for terminals. */
  readonly color?: boolean;
  /** Columns of the terminal. */
  readonly width?: number;
  /** Show threats of low severity one by one too. */
  readonly all?: boolean;
  /** Add the STRIDE matrix. */
  readonly matrix?: boolean;
}

export type Reporter = (model: ThreatModel, options: ReportOptions) => string;

/** Reporters by format, each loaded when it is asked for. */
const reporters = {
  table: async () => (await import('./table/index.js')).table,
  json: async () => (await import('./json.js')).json,
  sarif: async () => (await import('./sarif/index.js')).sarif,
} satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof reporters;
export const formats = Object.keys(reporters) as readonly Format[];
export const isFormat = (name: string): name is Format => Object.hasOwn(reporters, name);

/** Writes a model in a format. Pure: the same model gives the same bytes. */
export async function render(model: ThreatModel, format: Format, options: ReportOptions = {}): Promise<string> {
  const report = await reporters[format]();
  return report(model, options);
}
