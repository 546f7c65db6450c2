import type { Value } from '../../../../model/value.js';
import { boolValue, stringValue, unknownValue } from '../../../../model/values.js';
import { setValue } from '../types/set.js';
import { ANY, STRING } from '../types/type.js';
import { partial, string, stringArg, unknownFrom } from './arguments.js';
import { elsewhere, readModuleFile, resolvePath } from './files.js';
import { type BuiltinFunction, fail, type FunctionContext, type Outcome } from './function.js';
import { globToRegExp } from './glob.js';
import { baseName, cleanPath, dirName } from './paths.js';
import { isStringLike } from './pieces.js';

/** Files inside the scan root. Source: terraform lang/funcs/filesystem.go. */

const isText = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

function file(args: readonly Value[], context: FunctionContext): Outcome {
  const path = stringArg(args, 0);
  const found = readModuleFile(path, context);
  if (found.kind !== 'file') return found;
  if (!isText(found.bytes))
    return fail(
      `contents of ${JSON.stringify(cleanPath(path))} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
    );
  return stringValue(found.text);
}

function filebase64(args: readonly Value[], context: FunctionContext): Outcome {
  const found = readModuleFile(stringArg(args, 0), context);
  return found.kind === 'file' ? stringValue(Buffer.from(found.bytes).toString('base64')) : found;
}

function fileexists(args: readonly Value[], context: FunctionContext): Outcome {
  const path = stringArg(args, 0);
  const found = readModuleFile(path, context);
  if (found.kind === 'file') return boolValue(true);
  if (found.kind === 'unknown') return { ...found, type: 'bool' };
  if (found.message.endsWith('is a directory'))
    return fail(`${JSON.stringify(cleanPath(path))} is a directory, not a file`);
  return boolValue(false);
}

function fileset(args: readonly Value[], context: FunctionContext): Outcome {
  const folder = stringArg(args, 0);
  if (folder.startsWith('/') || folder.startsWith('~')) return { ...elsewhere(folder), type: 'set' };
  const base = resolvePath(folder, context);
  if (base.startsWith('..')) return { ...elsewhere(folder), type: 'set' };
  const pattern = globToRegExp(cleanPath(stringArg(args, 1)));
  if (!pattern) {
    const whole = JSON.stringify(cleanPath(`${folder}/${stringArg(args, 1)}`));
    return fail(`failed to glob pattern ${whole}: syntax error in pattern`);
  }
  const prefix = base === '' ? '' : `${base}/`;
  const names = context.tree
    .list(base)
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((path) => pattern.test(path));
  return setValue(
    names.map((name) => stringValue(name)),
    STRING,
  );
}

function variablesOf(value: Value): ReadonlyMap<string, Value> | Outcome {
  if (value.kind === 'map') return value.entries;
  return isStringLike(value) || value.kind === 'choice'
    ? unknownFrom([value], 'string')
    : fail('invalid vars value: must be a map', 1);
}

const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_-]*$/u;

function render(path: string, text: string, variables: Value, context: FunctionContext): Outcome {
  const known = variablesOf(variables);
  if ('kind' in known) return known;
  const invalid = [...known.keys()].find((name) => !NAME.test(name));
  if (invalid !== undefined)
    return fail(
      `invalid template variable name ${JSON.stringify(invalid)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
      1,
    );
  return context.evaluateTemplate(path, text, known);
}

function templatefile(args: readonly Value[], context: FunctionContext): Outcome {
  const path = args[0] as Value;
  if (path.kind !== 'string') return unknownFrom([path], 'string');
  const found = readModuleFile(path.value, context);
  return found.kind === 'file' ? render(found.path, found.text, args[1] as Value, context) : found;
}

function templatestring(args: readonly Value[], context: FunctionContext): Outcome {
  const template = args[0] as Value;
  if (template.kind !== 'string') return unknownFrom([template], 'string');
  return render('<templatestring argument>', template.value, args[1] as Value, context);
}

const onPath = (name: string, change: (path: string) => string): BuiltinFunction => ({
  name,
  params: [string('path')],
  returns: 'string',
  call: (args) => stringValue(change(stringArg(args, 0))),
});

/** Absolute paths depend on the machine. */
function abspath(args: readonly Value[]): Outcome {
  const path = stringArg(args, 0);
  if (path.startsWith('/')) return stringValue(cleanPath(path));
  return { ...unknownValue('external', `abspath(${JSON.stringify(path)})`), type: 'string' };
}

function pathexpand(args: readonly Value[]): Outcome {
  const path = stringArg(args, 0);
  if (!path.startsWith('~')) return stringValue(path);
  if (path.length > 1 && path[1] !== '/') return fail('cannot expand user-specific home dir');
  return { ...unknownValue('external', 'the home directory'), type: 'string' };
}

export const filesystemFunctions: readonly BuiltinFunction[] = [
  { name: 'abspath', params: [string('path')], returns: 'string', call: abspath },
  onPath('basename', baseName),
  onPath('dirname', dirName),
  { name: 'file', params: [string('path')], returns: 'string', call: file },
  { name: 'filebase64', params: [string('path')], returns: 'string', call: filebase64 },
  { name: 'fileexists', params: [string('path')], returns: 'bool', call: fileexists },
  { name: 'fileset', params: [string('path'), string('pattern')], returns: 'set', call: fileset },
  { name: 'pathexpand', params: [string('path')], returns: 'string', call: pathexpand },
  { name: 'templatefile', params: [partial('path', STRING), partial('vars', ANY)], call: templatefile },
  {
    name: 'templatestring',
    params: [partial('template', STRING), partial('vars', ANY)],
    returns: 'string',
    call: templatestring,
  },
];
