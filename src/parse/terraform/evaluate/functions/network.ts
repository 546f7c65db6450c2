import type { Value } from '../../../../model/value.js';
import { listValue, stringValue } from '../../../../model/values.js';
import { integerOf, isWhole } from '../types/number.js';
import { number, numberArg, string, stringArg } from './arguments.js';
import { type Cidr, formatAddress, formatCidr, parseCidr } from './cidr.js';
import { type BuiltinFunction, fail, type Failure, isFailure, NOT_AN_INTEGER, type Outcome } from './function.js';

/** IP network functions. Source: terraform lang/funcs/cidr.go, apparentlymart/go-cidr. */

const network = (text: string): Cidr | Failure =>
  parseCidr(text) ?? fail(`invalid CIDR expression: invalid CIDR address: ${text}`);

const whole = (args: readonly Value[], i: number): bigint | Failure => {
  const n = numberArg(args, i);
  return (isWhole(n) ? integerOf(n) : undefined) ?? fail('value must be a whole number');
};
const isProblem = (x: unknown): x is Failure =>
  typeof x === 'object' && x !== null && 'kind' in x && isFailure(x as Failure);

function cidrhost(args: readonly Value[]): Outcome {
  const cidr = network(stringArg(args, 0));
  const host = whole(args, 1);
  if (isProblem(host)) return host;
  if (isProblem(cidr)) return cidr;
  const space = 1n << BigInt(cidr.bits - cidr.prefix);
  const offset = host < 0n ? space + host : host;
  if (offset < 0n || offset >= space)
    return fail(`prefix of ${cidr.prefix} does not accommodate a host numbered ${host}`);
  return stringValue(formatAddress(cidr.address + offset, cidr.bits));
}

function cidrnetmask(args: readonly Value[]): Outcome {
  const text = stringArg(args, 0);
  const cidr = network(text);
  if (isProblem(cidr)) return cidr;
  if (cidr.bits !== 32) return fail(`IPv6 addresses cannot have a netmask: ${text}`);
  const mask = ((1n << 32n) - 1n) ^ ((1n << BigInt(32 - cidr.prefix)) - 1n);
  return stringValue(formatAddress(mask, 32));
}

function cidrsubnet(args: readonly Value[]): Outcome {
  const newbits = whole(args, 1);
  const netnum = whole(args, 2);
  if (isProblem(newbits)) return newbits;
  if (isProblem(netnum)) return netnum;
  const cidr = network(stringArg(args, 0));
  if (isProblem(cidr)) return cidr;
  const prefix = cidr.prefix + Number(newbits);
  if (prefix > cidr.bits || prefix < 0)
    return fail(`insufficient address space to extend prefix of ${cidr.prefix} by ${newbits}`);
  const count = newbits > 0n ? 1n << newbits : 1n;
  const index = netnum < 0n ? count + netnum : netnum;
  if (index < 0n || index >= count)
    return fail(`prefix extension of ${newbits} does not accommodate a subnet numbered ${netnum}`);
  const shift = BigInt(cidr.bits - prefix);
  const base = (cidr.address >> shift) << shift;
  return stringValue(formatCidr({ ...cidr, address: base | (index << shift), prefix }));
}

function cidrsubnets(args: readonly Value[]): Outcome {
  const cidr = network(stringArg(args, 0));
  if (isProblem(cidr)) return fail(cidr.message, 0);
  const family = cidr.bits === 32 ? 'IPv4' : 'IPv6';
  const found: Value[] = [];
  let next = cidr.address;
  let last = '';
  for (let i = 1; i < args.length; i++) {
    const newbits = whole(args, i);
    if (isProblem(newbits)) return fail(NOT_AN_INTEGER, i);
    const prefix = cidr.prefix + Number(newbits);
    if (newbits < 1n) return fail('must extend prefix by at least one bit', i);
    if (newbits > 32n) return fail('may not extend prefix by more than 32 bits', i);
    if (prefix > cidr.bits)
      return fail(`would extend prefix to ${prefix} bits, which is too long for an ${family} address`, i);
    const size = 1n << BigInt(cidr.bits - prefix);
    const start = ((next + size - 1n) / size) * size;
    if (start + size > cidr.address + (1n << BigInt(cidr.bits - cidr.prefix)))
      return fail(`not enough remaining address space for a subnet with a prefix of ${prefix} bits after ${last}`, i);
    last = formatCidr({ ...cidr, address: start, prefix });
    found.push(stringValue(last));
    next = start + size;
  }
  return listValue(found, undefined, 'list');
}

export const networkFunctions: readonly BuiltinFunction[] = [
  { name: 'cidrhost', params: [string('prefix'), number('hostnum')], returns: 'string', call: cidrhost },
  { name: 'cidrnetmask', params: [string('prefix')], returns: 'string', call: cidrnetmask },
  {
    name: 'cidrsubnet',
    params: [string('prefix'), number('newbits'), number('netnum')],
    returns: 'string',
    call: cidrsubnet,
  },
  { name: 'cidrsubnets', params: [string('prefix')], variadic: number('newbits'), returns: 'list', call: cidrsubnets },
];
