/**
 * Makes schemas/provider-attributes.br: every Terraform attribute and CloudFormation property of the types that the
 * catalog covers, from the npm packages `@cdktf/provider-aws` (MPL-2.0) and `@aws-cdk/aws-service-spec` (Apache-2.0). They are
 * too large to be dependencies. Run:
 *   npm install --prefix /tmp/specs --ignore-scripts --legacy-peer-deps @cdktf/provider-aws @aws-cdk/aws-service-spec
 *   npx tsx scripts/generate-provider-schema.ts /tmp/specs
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { kinds } from '../src/catalog/aws/index.js';
import type { Tree } from '../test/house/provider-attributes.js';

/** Deeper members are not listed; nothing in the catalog goes there. */
const maxDepth = 7;

const typesOf = (dialect: 'terraform' | 'cloudformation'): readonly string[] =>
  [...new Set(kinds.flatMap((kind) => [kind.dialects[dialect] ?? []].flat() as string[]))].sort();

// ---- Terraform: the generated classes write each block with a function `<name>ToTerraform(struct)`.

const toTerraform = /^function (\w+ToTerraform)\(struct\) \{([\s\S]*?)^\}/gm;
const returned = /return \{\n([\s\S]*?)\n {4}\};/;
const member = /^\s+(\w+): (.*),$/gm;

function terraformTree(folder: string): Tree {
  const text = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
    .replaceAll(/^exports\.\w+ToTerraform = .*$/gm, '');
  const functions = new Map([...text.matchAll(toTerraform)].map(([, name = '', body = '']) => [name, body]));
  const tree = (body: string, depth: number): Tree =>
    Object.fromEntries(
      [...(returned.exec(body)?.[1] ?? '').concat('\n').matchAll(member)].map(([, key = '', expression = '']) => {
        const called = [...expression.matchAll(/\b(\w+ToTerraform)\b/g)].map(([, name = '']) => functions.get(name));
        const inner = called.find((one) => one !== undefined);
        return [key, inner === undefined || depth === 0 ? 1 : tree(inner, depth - 1)];
      }),
    );
  const own = /synthesizeAttributes\(\) \{([\s\S]*?)^ {4}\}/m.exec(text)?.[1] ?? '';
  const written = tree(own.replaceAll(/^ {4}/gm, ''), maxDepth);
  const main = /^class \w+ extends cdktf\.Terraform(?:Resource|DataSource) \{[\s\S]*?^\}/m.exec(text)?.[0] ?? '';
  const computed = [...main.matchAll(/^ {8}return this\.get\w+Attribute\('(\w+)'\);$/gm)].map(([, name = '']) => [
    name,
    1,
  ]);
  return sorted({ ...Object.fromEntries(computed), ...written });
}

/** `aws_lambda_function` -> its folder. */
function terraformFolders(packageFolder: string): ReadonlyMap<string, string> {
  const lib = join(packageFolder, 'lib');
  const found = new Map<string, string>();
  for (const name of readdirSync(lib)) {
    const file = join(lib, name, 'index.js');
    const type = /\.tfResourceType = "(\w+)"/.exec(readIfThere(file))?.[1];
    // A data source has the same type as a resource; the resource says more.
    if (type !== undefined && (!found.has(type) || !name.startsWith('data-'))) found.set(type, join(lib, name));
  }
  return found;
}

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

// ---- CloudFormation: a database of types that refer to each other.

interface PropertyType {
  readonly type: string;
  readonly element?: PropertyType;
  readonly reference?: { readonly $ref: string };
  readonly types?: readonly PropertyType[];
}
interface Members {
  readonly properties: Readonly<Record<string, { readonly type: PropertyType }>>;
}
interface Database {
  lookup(entity: 'resource', index: 'cloudFormationType', how: 'equals', value: string): Iterable<Members>;
  get(entity: 'typeDefinition', id: string): Members;
}

function cloudFormationTree(database: Database, members: Members, seen: readonly string[]): Tree {
  return sorted(
    Object.fromEntries(
      Object.entries(members.properties).map(([name, { type }]) => [name, memberTree(database, type, seen)]),
    ),
  );
}

/** 1 for a plain value, `*` for one of any shape. */
function memberTree(database: Database, type: PropertyType, seen: readonly string[]): Tree[string] {
  if (type.type === 'json') return '*';
  if (type.type === 'array' || type.type === 'map') return type.element ? memberTree(database, type.element, seen) : 1;
  if (type.type === 'union') {
    const all = (type.types ?? []).map((one) => memberTree(database, one, seen));
    if (all.includes('*')) return '*';
    const trees = all.filter((one) => typeof one === 'object');
    return trees.length === 0 ? 1 : Object.assign({}, ...trees);
  }
  const id = type.reference?.$ref;
  if (type.type !== 'ref' || id === undefined) return 1;
  if (seen.includes(id) || seen.length >= maxDepth) return '*';
  return cloudFormationTree(database, database.get('typeDefinition', id), [...seen, id]);
}

const sorted = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));

function run(folder: string): void {
  const modules = join(folder, 'node_modules');
  const versionOf = (name: string): string =>
    (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string }).version;
  const folders = terraformFolders(join(modules, '@cdktf/provider-aws'));
  const load = createRequire(join(folder, 'index.js'))('@aws-cdk/aws-service-spec') as {
    loadAwsServiceSpecSync(): Database;
  };
  const database = load.loadAwsServiceSpecSync();
  const terraform = typesOf('terraform').flatMap((type) => {
    const found = folders.get(type);
    return found === undefined ? [] : [[type, terraformTree(found)] as const];
  });
  const cloudformation = typesOf('cloudformation').flatMap((type) => {
    const [found] = database.lookup('resource', 'cloudFormationType', 'equals', type);
    return found ? [[type, cloudFormationTree(database, found, [])] as const] : [];
  });
  const list = (entries: readonly (readonly [string, Tree])[]): string =>
    `{\n${entries.map(([type, tree]) => `${JSON.stringify(type)}:${JSON.stringify(tree)}`).join(',\n')}\n}`;
  const source = ['@cdktf/provider-aws', '@aws-cdk/aws-service-spec'].map((name) => `${name} ${versionOf(name)}`);
  const text = `{"source":${JSON.stringify(source)},\n"terraform":${list(terraform)},\n"cloudformation":${list(cloudformation)}}\n`;
  const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(new URL('../schemas/provider-attributes.br', import.meta.url), packed);
  process.stderr.write(`wrote ${terraform.length} Terraform and ${cloudformation.length} CloudFormation types\n`);
}

const [, , folder] = process.argv;
if (folder === undefined)
  throw new Error('usage: npx tsx scripts/generate-provider-schema.ts <folder with node_modules>');
run(folder);
