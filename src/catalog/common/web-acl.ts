import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import type { Attributes } from '../kind.js';
import type { Reader } from '../reader.js';

/** `surface.waf` of something that web ACL associations name. */
export function webAclFact<A extends Attributes>(
  r: Reader<A>,
  associations: readonly Reader[] | readonly unknown[],
): Fact {
  const all = associations as readonly Reader[];
  const certain = all.find((s) => s.doubts.length === 0);
  if (certain) return known(true, [certain.location]);
  const [doubtful] = all;
  return doubtful ? unknownFact(doubtful.doubts, [doubtful.location]) : known(false, [r.location]);
}

/** `protected-by` links to the web ACLs that associations name. */
export function webAclLinks(associations: readonly unknown[]): Link[] {
  return (associations as readonly Reader<{ acl: object; classicAcl: object }>[]).flatMap((s) => [
    ...s.link('protected-by', 'acl'),
    ...s.link('protected-by', 'classicAcl'),
  ]);
}
