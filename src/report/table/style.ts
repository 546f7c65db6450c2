import pc from 'picocolors';
import type { Severity } from '../../model/threat.js';

/** Colours, or plain text. Every text from the model goes through `plain`, so that it cannot steer the terminal. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
}

export function styleFor(color: boolean): Style {
  const c = pc.createColors(color);
  return {
    bold: c.bold,
    dim: c.dim,
    severity: {
      critical: (text) => c.bold(c.red(text)),
      high: c.red,
      medium: c.yellow,
      low: c.cyan,
      info: c.dim,
    },
  };
}

/** Control characters (escape sequences among them) become visible dots. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const plain = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '·');

/** Cuts to a number of columns, with an ellipsis. */
export const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
