import { posix } from 'node:path';
import type { SourceTree } from '../../../model/source.js';
import type { Value } from '../../../model/value.js';
import { stringValue } from '../../../model/values.js';

interface Artifact {
  readonly type?: unknown;
  readonly environment?: unknown;
  readonly properties?: { readonly templateFile?: unknown; readonly stackName?: unknown };
}

/**
 * What the CDK's `manifest.json` files say of the stacks next to them, by template: Region and account of
 * `aws://123456789012/eu-west-1`, and the stack's name, as pseudo parameters.
 */
export function cdkEnvironments(tree: SourceTree): ReadonlyMap<string, ReadonlyMap<string, Value>> {
  const found = new Map<string, ReadonlyMap<string, Value>>();
  for (const file of tree.files) {
    if (!/(^|\/)manifest\.json$/.test(file.path) || !file.text().includes('aws:cloudformation:stack')) continue;
    for (const [id, artifact] of Object.entries(artifactsOf(file.text()))) {
      const template = artifact.properties?.templateFile;
      if (artifact.type !== 'aws:cloudformation:stack' || typeof template !== 'string') continue;
      found.set(posix.join(posix.dirname(file.path), template), pseudoParameters(id, artifact));
    }
  }
  return found;
}

function artifactsOf(text: string): Readonly<Record<string, Artifact>> {
  try {
    const manifest = JSON.parse(text) as { readonly artifacts?: Readonly<Record<string, Artifact>> } | null;
    return typeof manifest?.artifacts === 'object' && manifest.artifacts !== null ? manifest.artifacts : {};
  } catch {
    return {};
  }
}

function pseudoParameters(id: string, artifact: Artifact): ReadonlyMap<string, Value> {
  const name = artifact.properties?.stackName;
  const known = new Map<string, Value>([['AWS::StackName', stringValue(typeof name === 'string' ? name : id)]]);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(artifact.environment)) ?? [];
  if (account !== undefined && /^\d{12}$/.test(account)) known.set('AWS::AccountId', stringValue(account));
  if (region !== undefined && region !== 'unknown-region') known.set('AWS::Region', stringValue(region));
  return known;
}
