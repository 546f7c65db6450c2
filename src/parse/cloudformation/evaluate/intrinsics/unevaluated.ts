import type { Value } from '../../../../model/value.js';
import { unknownValue } from '../../../../model/values.js';
import type { Intrinsic } from '../intrinsic.js';

/** Functions that exist but only in rules, or that a tool adds: not evaluated, and no mistake. */
const elsewhere = new Set([
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::RefAll',
  'Fn::ValueOf',
  'Fn::ValueOfAll',
  'Fn::Rain::Embed',
  'Fn::GetStackOutput',
]);

/** An unknown value for a function that is known but not evaluated; undefined for one that nobody knows. */
export const unevaluated = (call: Intrinsic): Value | undefined =>
  elsewhere.has(call.name) ? unknownValue('unsupported', call.name, call.at) : undefined;
