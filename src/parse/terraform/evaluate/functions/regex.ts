import type { Value } from '../../../../model/value.js';
import { listValue, mapValue, stringValue, unknownValue } from '../../../../model/values.js';
import { STRING, type TypedNull } from '../types/type.js';
import { string, stringArg } from './arguments.js';
import { type BuiltinFunction, fail, isFailure, type Failure, type Outcome } from './function.js';
import type { Match } from './pike.js';
import { type CompiledPattern, compilePattern, MAX_INPUT } from './re2.js';

const NULL_STRING: TypedNull = { kind: 'null', nullOf: STRING };
const capture = (text: string | undefined): Value => (text === undefined ? NULL_STRING : stringValue(text));

/** What one match gives: the whole match, a tuple of groups, or an object of named groups. */
function shape(match: Match, { groups }: CompiledPattern): Value {
  if (groups.length === 0) return capture(match.groups[0]);
  if (groups[0] === undefined) return listValue(groups.map((_, i) => capture(match.groups[i + 1])));
  return mapValue(new Map(groups.map((name, i) => [name ?? '', capture(match.groups[i + 1])] as const)));
}

function prepare(args: readonly Value[]): CompiledPattern | Failure | 'unsupported' {
  const compiled = compilePattern(stringArg(args, 0));
  if ('error' in compiled)
    return fail(`invalid regexp pattern: ${compiled.error.replace(/`([^`]*)`$/, '$1').replace(': ', ' in ')}`, 0);
  const named = compiled.groups.filter((name) => name !== undefined).length;
  if (named > 0 && named < compiled.groups.length)
    return fail('invalid regexp pattern: cannot mix both named and unnamed capture groups', 0);
  return compiled.tooLarge || stringArg(args, 1).length > MAX_INPUT ? 'unsupported' : compiled;
}

function regex(args: readonly Value[]): Outcome {
  const compiled = prepare(args);
  if (compiled === 'unsupported') return unknownValue('unsupported', 'regex(...)');
  if (isFailureOf(compiled)) return compiled;
  const match = compiled.find(stringArg(args, 1), 0);
  return match ? shape(match, compiled) : fail('pattern did not match any part of the given string');
}

function regexall(args: readonly Value[]): Outcome {
  const compiled = prepare(args);
  if (compiled === 'unsupported') return unknownValue('unsupported', 'regexall(...)');
  if (isFailureOf(compiled)) return compiled;
  return listValue(
    allMatches(compiled, stringArg(args, 1)).map((match) => shape(match, compiled)),
    undefined,
    'list',
  );
}

const isFailureOf = (compiled: CompiledPattern | Failure): compiled is Failure =>
  'kind' in compiled && isFailure(compiled);

/** Go's rule: an empty match right after a match does not count. */
function allMatches(compiled: CompiledPattern, text: string): Match[] {
  const found: Match[] = [];
  let end = -1;
  for (let at = 0; at <= text.length; ) {
    const match = compiled.find(text, at);
    if (!match) break;
    const length = match.groups[0]?.length ?? 0;
    if (length > 0 || match.index !== end) found.push(match);
    end = match.index + length;
    at = length > 0 ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}

/** `replace` with a `/pattern/`: Go's ReplaceAllString with its `$1` and `${name}` templates. */
export function replaceByPattern(text: string, pattern: string, replacement: string): Outcome {
  const compiled = compilePattern(pattern);
  if ('error' in compiled) return fail(`error parsing regexp: ${compiled.error}`);
  if (compiled.tooLarge || text.length > MAX_INPUT) return unknownValue('unsupported', 'replace(...)');
  let out = '';
  let end = 0;
  for (const match of allMatches(compiled, text)) {
    out += text.slice(end, match.index) + expand(replacement, match, compiled.groups);
    end = match.index + (match.groups[0]?.length ?? 0);
  }
  return stringValue(out + text.slice(end));
}

/** Go's Regexp.Expand: `$name` takes the longest run of letters, digits and underscores; unknown names are empty. */
function expand(replacement: string, match: Match, groups: CompiledPattern['groups']): string {
  return replacement.replace(/\$(?:(\$)|(\w+)|\{(\w+)\})/g, (whole, dollar: string, bare: string, braced: string) => {
    if (dollar) return '$';
    const name = bare ?? braced ?? whole;
    if (/^\d+$/.test(name)) return match.groups[Number(name)] ?? '';
    const index = groups.indexOf(name);
    return index < 0 ? '' : (match.groups[index + 1] ?? '');
  });
}

export const regexFunctions: readonly BuiltinFunction[] = [
  { name: 'regex', params: [string('pattern'), string('string')], call: regex },
  { name: 'regexall', params: [string('pattern'), string('string')], returns: 'list', call: regexall },
];
