import { type Fact, known } from '../../../model/fact.js';
import type { ObjectStoreAccess } from '../../../model/identity.js';
import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import { boolValue } from '../../../model/values.js';
import type { AttributePath, Satellites } from '../../kind.js';
import { optional } from '../../common/documents.js';
import { allFacts, lastOf, whenItExists } from '../../common/facts.js';
import { mapFact, type Reader } from '../../reader.js';
import type { BucketReader } from './attributes.js';
import { bucketAcl, bucketWebsite, ownershipControls, publicAccessBlock } from './satellites.js';

const flags = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'] as const;
type FlagReader = Reader<Readonly<Record<(typeof flags)[number], AttributePath>>>;

/** Public access block, ACL, ownership and website of a bucket, from wherever they are written (spec/B5, D3). */
export function objectStoreAccess(r: BucketReader, satellites: Satellites): ObjectStoreAccess {
  const block = blockOf(r, satellites);
  const controls = lastOf(satellites.of(ownershipControls));
  const acl = aclOf(r, satellites);
  const site = lastOf(satellites.of(bucketWebsite))?.location ?? (r.value('website') ? r.at('website') : undefined);
  return {
    ...(block && { publicAccessBlock: { ...flagValues(block.reader), at: block.at } }),
    ...(acl && { acl }),
    ...optional('ownership', controls?.value('ownership') ?? r.value('ownership')),
    ...(site && { website: site }),
  };
}

interface Block {
  readonly reader: FlagReader;
  readonly at: Location;
}

/** Where the public access block is declared: a satellite (Terraform), or the bucket itself (CloudFormation). */
function blockOf(r: BucketReader, satellites: Satellites): Block | undefined {
  const satellite = lastOf(satellites.of(publicAccessBlock));
  if (satellite) return { reader: satellite, at: satellite.location };
  return r.value('publicAccessBlock') ? { reader: r, at: r.at('publicAccessBlock') } : undefined;
}

/** An omitted flag inside a declared block is off. When the block may not exist, S3's default for new buckets (on) may hold. */
function flagValues(reader: FlagReader): Partial<Record<(typeof flags)[number], Value>> {
  const { exists } = reader.declaration;
  const values: Partial<Record<(typeof flags)[number], Value>> = {};
  for (const flag of flags) {
    const value = reader.flag(flag);
    if (exists.truth !== 'unknown') Object.assign(values, optional(flag, value));
    else if (value?.kind === 'bool' && value.value) values[flag] = value;
    else {
      const arms = [value ?? boolValue(false, reader.location), boolValue(true)];
      values[flag] = { kind: 'choice', arms, reasons: exists.unknowns, at: value?.at ?? reader.location };
    }
  }
  return values;
}

/**
 * `storage.publicAccessBlocked` and `storage.publicAccessBlockOff`. Without a declared block all four flags are on for
 * buckets made since April 2023; that a bucket is not older is an assumption.
 */
export function publicAccessFacts(r: BucketReader, satellites: Satellites): Readonly<Record<string, Fact | undefined>> {
  const byDefault = known(true, [r.location], { assumed: true });
  const block = blockOf(r, satellites);
  if (!block) {
    return r.managed
      ? { 'storage.publicAccessBlocked': byDefault, 'storage.publicAccessBlockOff': not(byDefault) }
      : {};
  }
  const written = allFacts(...flags.map((flag) => flagFact(block, flag)));
  const blocked = whenItExists(block.reader, written, byDefault);
  return { 'storage.publicAccessBlocked': blocked, 'storage.publicAccessBlockOff': not(blocked) };
}

/** The place is the flag's, or the block's when the flag is left out. */
function flagFact(block: Block, flag: (typeof flags)[number]): Fact {
  const fact = block.reader.fact(flag, false);
  return block.reader.value(flag) === undefined ? { ...fact, because: [block.at] } : fact;
}

const not = (fact: Fact): Fact => mapFact(fact, (value) => value !== true);

/** Canned ACL or grants; CloudFormation spells canned ACLs in CamelCase (`PublicRead`). */
function aclOf(r: BucketReader, satellites: Satellites): ObjectStoreAccess['acl'] {
  const satellite = lastOf(satellites.of(bucketAcl));
  const canned = satellite ? satellite.value('canned') : r.value('acl');
  const grants = satellite
    ? satellite.each('grants').map((g) => {
        return grantOf(g.value('uri') ?? g.value('email') ?? g.value('grantee'), g.value('permission'), g.location);
      })
    : r
        .each('grants')
        .flatMap((g) => g.list('permissions').map((p) => grantOf(g.value('uri') ?? g.value('type'), p, g.location)));
  const stated = grants.flatMap((grant) => grant ?? []);
  if (!canned && stated.length === 0) return undefined;
  const at = canned?.at ?? satellite?.location ?? r.at('grants');
  return { ...(canned && { canned: kebab(canned) }), grants: stated, at };
}

function grantOf(
  grantee: Value | undefined,
  permission: Value | undefined,
  at: Location,
): { readonly grantee: Value; readonly permission: Value; readonly at: Location } | undefined {
  return grantee && permission ? { grantee, permission, at: permission.at ?? at } : undefined;
}

/** `PublicReadWrite` -> `public-read-write`. */
function kebab(acl: Value): Value {
  if (acl.kind === 'string') return { ...acl, value: acl.value.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase() };
  return acl.kind === 'choice' ? { ...acl, arms: acl.arms.map(kebab) } : acl;
}
