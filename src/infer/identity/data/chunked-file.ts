import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** What a snapshot says of itself. */
export interface SnapshotAbout {
  /** Day of the data, `2026-09-26`. */
  readonly date: string;
  readonly source: string;
}

interface Header extends SnapshotAbout {
  /** First name in each chunk, and its compressed length in bytes. */
  readonly chunks: readonly (readonly [string, number])[];
}

/**
 * A snapshot made by scripts/snapshot-iam.ts: a header line and brotli chunks sorted by name. One entry costs one chunk
 * (about a millisecond); nothing is read before it is asked for. A missing file means a broken installation: it throws.
 */
export class ChunkedFile<Entry, About extends object = object> {
  private opened: { readonly header: Header & About; readonly starts: readonly number[] } | undefined;
  private readonly chunks = new Map<number, Readonly<Record<string, Entry>>>();

  constructor(private readonly file: string) {}

  get about(): SnapshotAbout & About {
    return this.open().header;
  }

  get(name: string): Entry | undefined {
    const { header } = this.open();
    const index = lastAtMost(header.chunks, name);
    if (index < 0) return undefined;
    const chunk = this.chunk(index);
    return Object.hasOwn(chunk, name) ? chunk[name] : undefined;
  }

  private chunk(index: number): Readonly<Record<string, Entry>> {
    const known = this.chunks.get(index);
    if (known) return known;
    const { header, starts } = this.open();
    const bytes = readBytes(
      dataPath(this.file),
      starts[index] as number,
      (header.chunks[index] as [string, number])[1],
    );
    const chunk = JSON.parse(brotliDecompressSync(bytes).toString('utf8')) as Readonly<Record<string, Entry>>;
    this.chunks.set(index, chunk);
    return chunk;
  }

  private open(): { readonly header: Header & About; readonly starts: readonly number[] } {
    if (this.opened) return this.opened;
    const head = readBytes(dataPath(this.file), 0, maxHeader);
    const end = head.indexOf(0x0a);
    const header = JSON.parse(head.subarray(0, end).toString('utf8')) as Header & About;
    let start = end + 1;
    const starts = header.chunks.map(([, length]) => {
      const at = start;
      start += length;
      return at;
    });
    this.opened = { header, starts };
    return this.opened;
  }
}

const maxHeader = 64 * 1024;

function readBytes(path: string, start: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  const handle = openSync(path, 'r');
  try {
    return buffer.subarray(0, readSync(handle, buffer, 0, length, start));
  } finally {
    closeSync(handle);
  }
}

/** Index of the last chunk whose first name is not after `name`; -1 when all are. */
function lastAtMost(chunks: Header['chunks'], name: string): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((chunks[middle] as readonly [string, number])[0] <= name) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The package's `data/` folder, found upwards from this module: the same from source and from the bundle in dist/. */
function dataPath(file: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (let up = 0; up < 8; up += 1) {
    const path = join(folder, 'data', file);
    if (existsSync(path)) return path;
    folder = dirname(folder);
  }
  throw new Error(`data/${file} is missing from the installation of threatplan`);
}
