import type { Value } from '../../../../model/value.js';
import { listValue, stringValue } from '../../../../model/values.js';
import { marksOf, textOf, unknownFrom, withMarks } from '../combine.js';
import type { Environment } from '../environment.js';
import { evaluate } from '../evaluate.js';
import type { Intrinsic } from '../intrinsic.js';
import { formatAddress, parseBlock } from '../ip-block.js';
import { argumentsOf, failed } from './text.js';

/** Availability Zones that `Fn::GetAZs` stands for; every Region has at least three. */
const zoneCount = 3;

/** `Fn::GetAZs`: one symbol for each zone, so that equal zones stay equal and different ones differ. */
export function availabilityZones(call: Intrinsic, env: Environment): Value {
  const region = textOf(evaluate(call.argument, env));
  const known = region !== undefined && region !== '' ? region : textOf(env.stack.pseudo('AWS::Region'));
  const zones = Array.from({ length: zoneCount }, (_, index): Value => {
    const letter = 'abc'[index] ?? '';
    if (known !== undefined) return { ...stringValue(`${known}${letter}`), assumed: true };
    return { kind: 'unknown', type: 'string', reasons: [{ code: 'account', subject: `Availability Zone ${index}` }] };
  });
  return listValue(zones, call.at, 'list');
}

/** `Fn::Cidr`: `count` consecutive blocks of 2^`bits` addresses (32 or 128 minus the prefix) from the start of a block. */
export function cidrBlocks(call: Intrinsic, env: Environment): Value {
  const args = argumentsOf(call, env, 2, 3);
  if (!args) return failed(call);
  const [block, count, bits] = args;
  const parsed = parseBlock(textOf(block) ?? '');
  const wanted = Number(textOf(count) ?? Number.NaN);
  if (!parsed || !Number.isInteger(wanted) || wanted < 1 || wanted > 256) {
    // Which block is not known, but there are so many of them, each within the whole.
    const symbols = Number.isInteger(wanted) && wanted > 0 && wanted <= 256 ? wanted : undefined;
    if (symbols === undefined) return unknownFrom(args, 'list');
    return listValue(
      Array.from({ length: symbols }, () => unknownFrom(args, 'string')),
      call.at,
      'list',
    );
  }
  const size = Number(textOf(bits) ?? (parsed.width === 32 ? 8 : 64));
  const prefix = parsed.width - size;
  if (!Number.isInteger(size) || prefix < parsed.prefix || prefix > parsed.width) {
    const detail = 'The blocks must fit into the given one; the value is unknown.';
    env.stack.run.problems.error(
      'cfn-arguments',
      call.at,
      `Fn::Cidr cannot cut /${prefix} blocks out of a /${parsed.prefix}`,
      detail,
    );
    return failed(call);
  }
  const marks = marksOf(args);
  const items = Array.from({ length: wanted }, (_, index) => {
    const address = parsed.address + (BigInt(index) << BigInt(size));
    return withMarks(stringValue(`${formatAddress(address, parsed.width)}/${prefix}`), marks);
  });
  return listValue(items, call.at, 'list');
}
