import type { ObjectStoreAccess } from '../../../model/identity.js';
import type { Location } from '../../../model/location.js';
import type { Resource } from '../../../model/resource.js';
import { all, any, no, not, type Tri, unknown, yes } from '../../../model/tri.js';
import type { Value } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import type { Layer } from '../decision/layer.js';
import { isPublicPolicy } from './aws-public.js';

/** A bucket's settings with the block of its account, which adds to its own (S3 user guide, "Blocking public access"). */
export interface BlockedStore extends ObjectStoreAccess {
  readonly accountBlock?: NonNullable<ObjectStoreAccess['publicAccessBlock']>;
}

export const blockFlags = [
  'blockPublicAcls',
  'ignorePublicAcls',
  'blockPublicPolicy',
  'restrictPublicBuckets',
] as const;
type Flag = (typeof blockFlags)[number];

/**
 * One public access block flag as it takes effect. No block in code means S3's default for buckets made since April 2023:
 * on. A declared block turns off the flags that it leaves out (spec/B5).
 */
export function blockFlag(store: BlockedStore | undefined, flag: Flag): Tri {
  const wide = accountFlag(store, flag);
  return wide.truth === 'yes' ? wide : any(wide, ownFlag(store, flag));
}

function accountFlag(store: BlockedStore | undefined, flag: Flag): Tri {
  const block = store?.accountBlock;
  const value = block?.[flag];
  return block && value ? truthOfValue(value, block.at) : no();
}

function ownFlag(store: BlockedStore | undefined, flag: Flag): Tri {
  const block = store?.publicAccessBlock;
  if (!block) return yes();
  const value = block[flag];
  return value === undefined ? no([block.at]) : truthOfValue(value, block.at);
}

/**
 * Does S3 keep strangers out because the policy is public? Either flag does: one refuses the policy at apply time, the other
 * at each request. Without a declared block the default for new buckets would, but an older bucket may be open: unknown.
 */
export function restrictsPublicPolicy(node: Resource, policy: Layer, store: BlockedStore | undefined): Tri {
  if (node.type !== 'aws.s3.bucket') return no();
  if (policy.open.length === 0 && isPublicPolicy(policy.statements).truth === 'no') return no();
  const own = store?.publicAccessBlock
    ? any(ownFlag(store, 'restrictPublicBuckets'), ownFlag(store, 'blockPublicPolicy'))
    : unknown([{ code: 'account', subject: 'S3 Block Public Access of a bucket without a block in code' }]);
  return any(accountFlag(store, 'restrictPublicBuckets'), accountFlag(store, 'blockPublicPolicy'), own);
}

export interface AclAccess {
  readonly anonymousRead: Tri;
  readonly anonymousWrite: Tri;
  /** Any authenticated AWS user. */
  readonly anyAwsRead: Tri;
  readonly anyAwsWrite: Tri;
}

const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers';
const authenticated = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** What the bucket's ACL gives to strangers. Object ownership "enforced" (the default) and two block flags make ACLs inert. */
export function aclAccess(store: BlockedStore | undefined): AclAccess {
  const acl = store?.acl;
  if (!acl) return { anonymousRead: no(), anonymousWrite: no(), anyAwsRead: no(), anyAwsWrite: no() };
  const active = all(
    aclsEnabled(store),
    not(blockFlag(store, 'ignorePublicAcls')),
    not(blockFlag(store, 'blockPublicAcls')),
  );
  const given = (canned: readonly string[], groups: readonly string[], permissions: readonly string[]): Tri =>
    all(
      any(
        oneOf(acl.canned, canned, acl.at),
        ...acl.grants.map((grant) =>
          all(oneOf(grant.grantee, groups, grant.at), oneOf(grant.permission, permissions, grant.at)),
        ),
      ),
      active,
    );
  const read = ['READ', 'FULL_CONTROL'];
  const write = ['WRITE', 'WRITE_ACP', 'FULL_CONTROL'];
  return {
    anonymousRead: given(['public-read', 'public-read-write'], [everyone], read),
    anonymousWrite: given(['public-read-write'], [everyone], write),
    anyAwsRead: given(['public-read', 'public-read-write', 'authenticated-read'], [everyone, authenticated], read),
    anyAwsWrite: given(['public-read-write'], [everyone, authenticated], write),
  };
}

/** Ownership "bucket owner enforced" is the default, and turns ACLs off. */
function aclsEnabled(store: ObjectStoreAccess): Tri {
  const { ownership } = store;
  if (!ownership) return no();
  return oneOf(ownership, ['ObjectWriter', 'BucketOwnerPreferred'], ownership.at ?? store.acl?.at);
}

function oneOf(value: Value | undefined, wanted: readonly string[], at: Location | undefined): Tri {
  if (!value || value.kind === 'null') return no();
  const because = value.at ? [value.at] : at ? [at] : [];
  if (value.kind === 'string') return wanted.includes(value.value) ? yes(because) : no(because);
  if (value.kind === 'choice') {
    const arms = value.arms.map((arm) => oneOf(arm, wanted, at));
    if (arms.every((arm) => arm.truth === 'yes')) return yes(because);
    return arms.every((arm) => arm.truth === 'no') ? no(because) : unknown(value.reasons, because);
  }
  const reasons = reasonsOf(value);
  return reasons.length > 0 ? unknown(reasons, because) : no(because);
}

function truthOfValue(value: Value, at: Location): Tri {
  const because = [value.at ?? at];
  if (value.kind === 'bool') return value.value ? yes(because) : no(because);
  if (value.kind === 'string') return value.value.toLowerCase() === 'true' ? yes(because) : no(because);
  if (value.kind === 'null') return no(because);
  if (value.kind === 'choice') {
    const arms = value.arms.map((arm) => truthOfValue(arm, at));
    if (arms.every((arm) => arm.truth === 'yes')) return yes(because);
    return arms.every((arm) => arm.truth === 'no') ? no(because) : unknown(value.reasons, because);
  }
  return unknown(reasonsOf(value), because);
}
