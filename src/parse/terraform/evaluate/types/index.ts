/** Terraform's type system: types, conversion, unification, equality, numbers and how values print. */
export { convert } from './convert.js';
export { equalTruth } from './equality.js';
export { formatValue } from './format-value.js';
export {
  addNumbers,
  compareNumbers,
  divideNumbers,
  formatNumber,
  moduloNumbers,
  multiplyNumbers,
  negateNumber,
  parseNumber,
  subtractNumbers,
} from './number.js';
export { parseTypeConstraint } from './parse-type.js';
export { compareText, setValue } from './set.js';
export { ANY, type TypeConstraint } from './type.js';
export { typeOf } from './type-of.js';
export { unify } from './unify.js';
