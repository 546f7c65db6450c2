import type { Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';
import { concatenate } from './combine.js';

/** The pieces of a partly known text between delimiters, which are looked for in its literal parts only. */
export function splitTemplate(parts: readonly (string | Value)[], delimiter: string): Value[] {
  const groups: Value[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') groups.at(-1)?.push(part);
    else {
      const [first = '', ...rest] = part.split(delimiter);
      groups.at(-1)?.push(stringValue(first));
      for (const text of rest) groups.push([stringValue(text)]);
    }
  }
  return groups.map(concatenate);
}
