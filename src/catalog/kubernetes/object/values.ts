import type { MapValue, Value } from '../../../model/value.js';
import { mapValue } from '../../../model/values.js';

export {
  fieldAt as at,
  listItems as itemsOf,
  scalarText as textOf,
  textEntries as textMap,
} from '../../../model/cluster.js';

export const emptyMap = (value: Value | undefined): MapValue =>
  value?.kind === 'map' ? value : mapValue(new Map(), value?.at);
