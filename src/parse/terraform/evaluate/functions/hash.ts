import { createHash } from 'node:crypto';
import { stringValue, unknownValue } from '../../../../model/values.js';
import { number, string, stringArg } from './arguments.js';
import { readModuleFile } from './files.js';
import { type BuiltinFunction, fail, type FunctionContext, type Outcome } from './function.js';

/** Digests and identifiers. Source: terraform lang/funcs/crypto.go. */

type Algorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';
type Digits = 'hex' | 'base64';

const digest = (algorithm: Algorithm, data: string | Uint8Array, digits: Digits): string =>
  createHash(algorithm).update(data).digest(digits);

const ofText = (name: string, algorithm: Algorithm, digits: Digits): BuiltinFunction => ({
  name,
  params: [string('str')],
  returns: 'string',
  call: (args) => stringValue(digest(algorithm, Buffer.from(stringArg(args, 0), 'utf8'), digits)),
});

const ofFile = (name: string, algorithm: Algorithm, digits: Digits): BuiltinFunction => ({
  name,
  params: [string('path')],
  returns: 'string',
  call: (args, context: FunctionContext): Outcome => {
    const path = stringArg(args, 0);
    const file = readModuleFile(path, context);
    if (file.kind === 'file') return stringValue(digest(algorithm, file.bytes, digits));
    if (file.kind === 'unknown') return file;
    return file.missingFile === undefined
      ? fail(file.message.slice('failed to read file: '.length))
      : { ...fail(`open ${path}: no such file or directory`), missingFile: path };
  },
});

const NAMESPACES: Readonly<Record<string, string>> = {
  dns: '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  url: '6ba7b811-9dad-11d1-80b4-00c04fd430c8',
  oid: '6ba7b812-9dad-11d1-80b4-00c04fd430c8',
  x500: '6ba7b814-9dad-11d1-80b4-00c04fd430c8',
};

/** RFC 4122 version 5. */
function uuidv5(namespace: string, name: string): Outcome {
  const text = NAMESPACES[namespace] ?? namespace;
  const problem = uuidProblem(text);
  if (problem) return fail(`uuidv5() doesn't support namespace ${namespace} (${problem})`);
  const bytes = createHash('sha1')
    .update(Buffer.from(text.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return stringValue(
    [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-'),
  );
}

function uuidProblem(text: string): string | undefined {
  if (text.length !== 36) return `invalid UUID length: ${text.length}`;
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? undefined : 'invalid UUID format';
}

/** Different at every apply. */
const random = (
  name: string,
  params: BuiltinFunction['params'],
  variadic?: BuiltinFunction['variadic'],
): BuiltinFunction => ({
  name,
  params,
  ...(variadic && { variadic }),
  returns: 'string',
  call: () => ({ ...unknownValue('computed', `${name}()`), type: 'string' }),
});

export const hashFunctions: readonly BuiltinFunction[] = [
  ofText('md5', 'md5', 'hex'),
  ofText('sha1', 'sha1', 'hex'),
  ofText('sha256', 'sha256', 'hex'),
  ofText('sha512', 'sha512', 'hex'),
  ofText('base64sha256', 'sha256', 'base64'),
  ofText('base64sha512', 'sha512', 'base64'),
  ofFile('filemd5', 'md5', 'hex'),
  ofFile('filesha1', 'sha1', 'hex'),
  ofFile('filesha256', 'sha256', 'hex'),
  ofFile('filesha512', 'sha512', 'hex'),
  ofFile('filebase64sha256', 'sha256', 'base64'),
  ofFile('filebase64sha512', 'sha512', 'base64'),
  random('bcrypt', [string('str')], { ...number('cost') }),
  random('uuid', []),
  {
    name: 'rsadecrypt',
    params: [string('ciphertext'), string('privatekey')],
    returns: 'string',
    call: (args) => {
      const text = stringArg(args, 0);
      if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
        return fail(`failed to decode input ${JSON.stringify(text)}: cipher text must be base64-encoded`, 0);
      return { ...unknownValue('unsupported', 'rsadecrypt(...)'), type: 'string', sensitive: true };
    },
  },
  {
    name: 'uuidv5',
    params: [string('namespace'), string('name')],
    returns: 'string',
    call: (args) => uuidv5(stringArg(args, 0), stringArg(args, 1)),
  },
];
