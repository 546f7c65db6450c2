import type { ResourceGraph } from '../../../graph/types.js';
import type { ObjectStoreAccess } from '../../../model/identity.js';
import type { Resource } from '../../../model/resource.js';
import type { Value } from '../../../model/value.js';
import type { BlockedStore } from './object-store.js';

type AccountBlock = NonNullable<ObjectStoreAccess['publicAccessBlock']>;

/** Finds the account's own public access block for each bucket: the one of the same stack and, where it is told, account. */
export class AccountBlocks {
  private readonly byScope = new Map<string, { readonly block: AccountBlock; readonly node: Resource }[]>();

  constructor(graph: ResourceGraph) {
    for (const node of graph.byType('aws.s3.account-public-access-block')) {
      const block = node.identity?.objectStore?.publicAccessBlock;
      if (!block || node.exists.truth !== 'yes') continue;
      const known = this.byScope.get(node.scope);
      if (known) known.push({ block, node });
      else this.byScope.set(node.scope, [{ block, node }]);
    }
  }

  /** The bucket's settings with its account's. A block of another provider may be for another account: it does not count. */
  storeOf(bucket: Resource): BlockedStore | undefined {
    const store = bucket.identity?.objectStore;
    const found = this.byScope.get(bucket.scope)?.find(({ node }) => sameAccount(node, bucket));
    return store && found ? { ...store, accountBlock: found.block } : store;
  }
}

function sameAccount(block: Resource, bucket: Resource): boolean {
  const alias = (node: Resource): string => node.declarations[0]?.provider?.alias ?? '';
  const [a, b] = [textOf(block.account), textOf(bucket.account)];
  return a !== undefined && b !== undefined ? a === b : alias(block) === alias(bucket);
}

const textOf = (value: Value | undefined): string | undefined => (value?.kind === 'string' ? value.value : undefined);
