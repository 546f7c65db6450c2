import type { Value } from '../../../../model/value.js';
import { formatValue } from '../types/index.js';

/** The console's text of a value with every line break and the indentation after it replaced by one space. */
export const oneLine = (value: Value): string => formatValue(value).replace(/\n\s*/g, ' ');
