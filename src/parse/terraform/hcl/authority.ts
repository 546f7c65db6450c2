import type { Diagnostic } from '../../../model/diagnostic.js';
import type { ParsedHcl } from './parse-hcl.js';
import { parseHclJson } from './parse-json.js';

/** A larger file is not given to the authority: it reads about 1 MB/s and blocks meanwhile. */
const SIZE_LIMIT = 4_000_000;
const NAME = 'threatplan-input.tf';

interface Hcl2Json {
  parse(filename: string, contents: string): Promise<Record<string, unknown>>;
}

type Verdict =
  | { readonly kind: 'accepted'; readonly json: Record<string, unknown> }
  | { readonly kind: 'rejected'; readonly diagnostics: Diagnostic[] }
  | { readonly kind: 'silent' };

/**
 * What HashiCorp's own parser (`@cdktf/hcl2json`) says about a file that ours rejects: its diagnostics, or that it
 * accepts the file. An empty list means that it could not be asked. The package is loaded on first use only: it
 * starts in 136 ms, blocks while it parses and sets globals.
 */
export async function checkWithAuthority(path: string, text: string): Promise<Diagnostic[] | 'accepted'> {
  const verdict = await ask(path, text);
  if (verdict.kind === 'accepted') return 'accepted';
  return verdict.kind === 'rejected' ? verdict.diagnostics : [];
}

/**
 * The final result for a file that our parser rejects. When the authority rejects it too, its messages replace ours
 * and our partial tree stays. When it accepts, its JSON becomes the tree, so that nothing is lost; positions are then
 * the file's first line, and a note says so.
 */
export async function readWithAuthority(path: string, text: string, ours: ParsedHcl): Promise<ParsedHcl> {
  const verdict = await ask(path, text);
  if (verdict.kind === 'silent') return ours;
  if (verdict.kind === 'rejected') return { file: ours.file, diagnostics: verdict.diagnostics };
  const { file, diagnostics } = parseHclJson(path, JSON.stringify(verdict.json));
  const lines = { position: () => ({ line: 1, column: 1 }) };
  const start = { line: 1, column: 1 };
  const note: Diagnostic = {
    severity: 'note',
    code: 'hcl-read-by-authority',
    summary: 'File read without positions',
    detail: `HashiCorp's parser accepts this file and ours does not (${ours.diagnostics[0]?.summary ?? 'no reason'}). Facts from it point at its first line. Please report the file.`,
    location: { file: path, start, end: start },
  };
  const problems = diagnostics.map((problem) => ({ ...problem, location: { file: path, start, end: start } }));
  return { file: { ...file, comments: ours.file.comments, lines }, diagnostics: [note, ...problems] };
}

/** Its WebAssembly overflows its stack at about 1200 nested brackets or blocks. */
const DEPTH_LIMIT = 500;
/** How long one file may take. */
const PATIENCE_MS = 5000;
/** After a crash the WebAssembly never answers again in this process. */
let dead = false;

async function ask(path: string, text: string): Promise<Verdict> {
  if (dead || text.length > SIZE_LIMIT || isDeeperThan(text, DEPTH_LIMIT)) return { kind: 'silent' };
  const authority = await load();
  if (authority === undefined) return { kind: 'silent' };
  try {
    const json = await withinPatience(authority.parse(NAME, text));
    return json ? { kind: 'accepted', json } : { kind: 'silent' };
  } catch (caught) {
    if (caught instanceof RangeError) dead = true;
    const diagnostics = readMessage(path, caught instanceof Error ? caught.message : String(caught));
    return diagnostics.length === 0 ? { kind: 'silent' } : { kind: 'rejected', diagnostics };
  }
}

/** Counts every bracket, those in texts too: a file that comes near the limit is not worth the risk. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 123 || code === 91 || code === 40) {
      if (++depth > limit) return true;
    } else if ((code === 125 || code === 93 || code === 41) && depth > 0) depth--;
  }
  return false;
}

async function withinPatience<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      dead = true;
      resolve(undefined);
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

let loading: Promise<Hcl2Json | undefined> | undefined;

/** Undefined when the package cannot be loaded: our own verdict then stands. */
function load(): Promise<Hcl2Json | undefined> {
  loading ??= import('@cdktf/hcl2json').then(
    (loaded) => loaded as unknown as Hcl2Json,
    () => undefined,
  );
  return loading;
}

/** Takes `parse config: [f.tf:3,3-4: Summary; Detail f.tf:...]` apart. Columns count characters, from 1. */
export function readMessage(path: string, message: string): Diagnostic[] {
  const escaped = NAME.replaceAll('.', '\\.');
  const heads = [...message.matchAll(new RegExp(`${escaped}:(\\d+),(\\d+)-(?:(\\d+),)?(\\d+): `, 'g'))];
  return heads.map((head, index) => {
    const until = heads[index + 1]?.index ?? message.lastIndexOf(']');
    const said = message.slice(head.index + head[0].length, until === -1 ? undefined : until).trim();
    const split = said.indexOf('; ');
    const line = Number(head[1]);
    return {
      severity: 'error',
      code: 'hcl-syntax',
      summary: split === -1 ? said : said.slice(0, split),
      detail: (split === -1 ? said : said.slice(split + 2)).replaceAll(NAME, path),
      location: {
        file: path,
        start: { line, column: Number(head[2]) },
        end: { line: Number(head[3] ?? line), column: Number(head[4]) },
      },
    };
  });
}
