import type { Declaration } from '../../../src/model/declaration.js';
import type { Diagnostic } from '../../../src/model/diagnostic.js';
import { formatLocation } from '../../../src/model/location.js';
import type { Value } from '../../../src/model/value.js';
import { formatReference } from '../../../src/model/values.js';
import type { ReadOptions } from '../../../src/parse/index.js';
import { readCloudFormation } from '../../../src/parse/cloudformation/index.js';
import { memoryTree } from '../../../src/source/memory-tree.js';

export interface Reading {
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads files by name; a single text is `orders.yaml`. */
export const read = (files: string | Readonly<Record<string, string>>, options: ReadOptions = {}): Promise<Reading> =>
  readCloudFormation(memoryTree(typeof files === 'string' ? { 'orders.yaml': files } : files), options);

/** A value as short plain data: `-> Queue.Arn`, `text <Queue>` (refers to it), `?variable parameter Name`, `a | b`. */
export function show(value: Value | undefined): unknown {
  switch (value?.kind) {
    case undefined:
      return undefined;
    case 'null':
      return null;
    case 'bool':
    case 'number':
      return value.value;
    case 'string':
      return value.value + refs(value);
    case 'reference':
      return `-> ${formatReference(value.to)}`;
    case 'unknown':
      return `?${value.reasons.map((reason) => `${reason.code} ${reason.subject}`).join(', ')}${refs(value)}`;
    case 'template':
      return value.parts.map((part) => (typeof part === 'string' ? part : `{${show(part)}}`)).join('') + refs(value);
    case 'list':
      return value.items.map(show);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, show(item)]));
    case 'choice':
      return { either: value.arms.map(show), because: value.reasons.map((reason) => reason.subject) };
  }
}

const refs = (value: Value): string => (value.refs ? ` <${value.refs.map(formatReference).join(', ')}>` : '');

/** The bodies by address, as `show` prints them. */
export const bodies = (reading: Reading): Record<string, unknown> =>
  Object.fromEntries(reading.declarations.map((one) => [one.address, show(one.body)]));

/** `orders.yaml:4:3 cfn-no-type`, one per diagnostic. */
export const complaints = (reading: Reading): string[] =>
  reading.diagnostics.map((one) => `${one.location ? formatLocation(one.location) : ''} ${one.code}`);
