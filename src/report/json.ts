import type { ThreatModel } from '../model/threat-model.js';

/**
 * The threat model itself, as schemas/threat-model.schema.json describes it. One line for each item of each list: half the
 * size of indented JSON, and a diff of two models shows what changed.
 */
export const json = (model: ThreatModel): string =>
  `{\n${Object.entries(model)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${Array.isArray(value) ? list(value) : JSON.stringify(value)}`)
    .join(',\n')}\n}\n`;

const list = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
