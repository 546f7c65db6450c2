/** Character encodings of `textencodebase64`, by IANA name. */

type Encode = (text: string) => Uint8Array | undefined;

interface Encoding {
  /** The name that Terraform's messages use. */
  readonly name: string;
  readonly encode: Encode;
  readonly decode: (bytes: Uint8Array) => string | undefined;
}

const utf16 = (text: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

const decoder =
  (label: string) =>
  (bytes: Uint8Array): string | undefined => {
    try {
      return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  };

/** A one-byte encoding whose characters are code points below `limit`. */
const direct =
  (limit: number): Encode =>
  (text) =>
    [...text].every((char) => (char.codePointAt(0) ?? 0) < limit) ? Buffer.from(text, 'latin1') : undefined;
const latin1Text =
  (limit: number) =>
  (bytes: Uint8Array): string | undefined =>
    bytes.every((byte) => byte < limit) ? Buffer.from(bytes).toString('latin1') : undefined;

/** A one-byte encoding by its decoder's table. */
const byTable = (label: string): Encode => {
  let table: Map<string, number> | undefined;
  return (text) => {
    table ??= new Map(
      Array.from({ length: 256 }, (_, i) => [new TextDecoder(label).decode(Uint8Array.of(i)), i] as const),
    );
    const bytes = [...text].map((char) => table?.get(char));
    return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : undefined;
  };
};

const UTF8: Encoding = { name: 'UTF-8', encode: (text) => Buffer.from(text, 'utf8'), decode: decoder('utf-8') };
const LATIN1: Encoding = { name: 'ISO_8859-1:1987', encode: direct(256), decode: latin1Text(256) };
const ASCII: Encoding = { name: 'US-ASCII', encode: direct(128), decode: latin1Text(128) };
const UTF16LE: Encoding = { name: 'UTF-16LE', encode: (text) => utf16(text, false), decode: decoder('utf-16le') };
const UTF16BE: Encoding = { name: 'UTF-16BE', encode: (text) => utf16(text, true), decode: decoder('utf-16be') };
const UTF16: Encoding = {
  name: 'UTF-16',
  encode: (text) => Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(text, true)]),
  decode: (bytes) =>
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? UTF16LE.decode(bytes.subarray(2))
      : UTF16BE.decode(bytes[0] === 0xfe ? bytes.subarray(2) : bytes),
};
const windows = (page: number): Encoding => ({
  name: `windows-${page}`,
  encode: byTable(`windows-${page}`),
  decode: decoder(`windows-${page}`),
});

const ENCODINGS: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ['utf-8', UTF8],
  ['utf8', UTF8],
  ['iso-8859-1', LATIN1],
  ['iso_8859-1', LATIN1],
  ['latin1', LATIN1],
  ['l1', LATIN1],
  ['us-ascii', ASCII],
  ['ascii', ASCII],
  ['utf-16le', UTF16LE],
  ['utf-16be', UTF16BE],
  ['utf-16', UTF16],
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => [`windows-${page}`, windows(page)] as const),
]);

/** Real encodings that Terraform knows and we do not write out. */
const OTHERS =
  /^(?:shift_jis|euc-jp|euc-kr|gbk|gb18030|gb2312|big5|iso-2022-jp|koi8-[ru]|iso-8859-\d+|ibm\d+|hz-gb-2312|macintosh)$/;

export function findEncoding(name: string): Encoding | 'not-evaluated' | undefined {
  const key = name.toLowerCase();
  return ENCODINGS.get(key) ?? (OTHERS.test(key) ? 'not-evaluated' : undefined);
}
