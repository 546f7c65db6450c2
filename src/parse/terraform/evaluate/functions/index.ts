import type { Location } from '../../../../model/location.js';
import type { Value } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import { type FunctionResult, failed, invoke } from './call.js';
import { collectionFunctions } from './collection.js';
import { conversionFunctions } from './conversion.js';
import { dateFunctions } from './date.js';
import { encodingFunctions } from './encoding.js';
import { filesystemFunctions } from './filesystem.js';
import type { BuiltinFunction, FunctionContext } from './function.js';
import { hashFunctions } from './hash.js';
import { listFunctions } from './list.js';
import { networkFunctions } from './network.js';
import { numericFunctions } from './numeric.js';
import { setFunctions } from './sets.js';
import { stringFunctions } from './string.js';
import { suggestion } from './suggestion.js';

export type { FunctionResult } from './call.js';
export type { FunctionContext } from './function.js';

const BUILTINS: ReadonlyMap<string, BuiltinFunction> = new Map(
  [
    numericFunctions,
    stringFunctions,
    collectionFunctions,
    listFunctions,
    setFunctions,
    encodingFunctions,
    filesystemFunctions,
    dateFunctions,
    hashFunctions,
    networkFunctions,
    conversionFunctions,
  ]
    .flat()
    .map((definition) => [definition.name, definition] as const),
);

/** `try` and `can` look at expressions, not values: the evaluator's. */
const SPECIAL = ['can', 'try'];

/** Every function name of Terraform 1.11, sorted. */
export const functionNames: readonly string[] = [...BUILTINS.keys(), ...SPECIAL].sort();

const CORE = 'core::';
const coreName = (name: string): string => (name.startsWith(CORE) ? name.slice(CORE.length) : name);

/**
 * Calls a built-in function of Terraform 1.11 with evaluated arguments (a trailing `...` already expanded). Errors are
 * returned in Terraform's own words; `provider::` functions are unknown.
 */
export function callFunction(
  name: string,
  args: readonly Value[],
  context: FunctionContext,
  at?: Location,
): FunctionResult {
  if (name.startsWith('provider::')) return { value: unknownValue('unsupported', `${name}(...)`, at) };
  const definition = BUILTINS.get(coreName(name));
  if (definition) return invoke(definition, args, context, at);
  const close = suggestion(name, functionNames);
  const hint = close === undefined ? '' : ` Did you mean "${close}"?`;
  return failed(name, { message: `There is no function named "${name}".${hint}` }, at);
}
