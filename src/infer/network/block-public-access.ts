import { no, type Tri, unknown, yes } from '../../model/tri.js';
import type { Resource } from '../../model/resource.js';
import type { Value } from '../../model/value.js';
import { type Inventory, type Networked, sameVpc } from './inventory.js';
import { readScalars } from './scalars.js';
import type { Subnet } from './subnet.js';

export type Direction = 'inbound' | 'outbound';

/**
 * Does VPC Block Public Access let packets of an internet gateway pass (spec/C5)? The setting holds for an account and
 * Region: here, for its own stack. Not declared means off.
 */
export function publicAccessAllowed(inventory: Inventory, subnet: Subnet, direction: Direction): Tri {
  const facets = inventory.all('block-public-access').filter(({ resource }) => resource.scope === subnet.scope);
  const option = facets.find(({ facet }) => facet.exclusionFor === undefined);
  if (!option) return yes();
  const blocked = modeIs(option, direction === 'inbound' ? blocksInbound : blocksOutbound);
  if (blocked.truth === 'no') return yes();
  const exclusions = facets.filter(({ facet }) => facet.exclusionFor !== undefined);
  let answer: Tri = blocked.truth === 'yes' ? no(blocked.because) : blocked;
  for (const exclusion of exclusions) {
    const holds = excludes(inventory, exclusion, subnet);
    const opens = modeIs(exclusion, direction === 'inbound' ? opensInbound : opensOutbound);
    if (holds.truth === 'yes' && opens.truth === 'yes') return yes([...blocked.because, ...opens.because]);
    if (holds.truth !== 'no' && opens.truth !== 'no') {
      answer = unknown([...holds.unknowns, ...opens.unknowns], answer.because);
    }
  }
  return answer;
}

const blocksInbound = ['block-bidirectional', 'block-ingress'];
const blocksOutbound = ['block-bidirectional'];
const opensInbound = ['allow-bidirectional'];
const opensOutbound = ['allow-bidirectional', 'allow-egress'];

function modeIs({ resource, facet }: Networked<'block-public-access'>, modes: readonly string[]): Tri {
  const { values, complete, reasons } = readScalars(facet.mode);
  const at = [facet.mode.at ?? resource.location];
  const truths = new Set(values.map((mode) => mode !== null && modes.includes(mode)));
  if (!complete || truths.size !== 1) return unknown(reasons, at);
  return truths.has(true) ? yes(at) : no(at);
}

function excludes(inventory: Inventory, { resource, facet }: Networked<'block-public-access'>, subnet: Subnet): Tri {
  const { vpc, subnet: named } = facet.exclusionFor ?? {};
  if (named) return namesSubnet(inventory, named, resource, subnet);
  if (!vpc) return no();
  const key = inventory.vpcNamed(vpc, resource);
  const same = sameVpc(key, subnet.vpc);
  return same === 'yes' ? yes([resource.location]) : same === 'no' ? no() : unknown(key.reasons);
}

function namesSubnet(inventory: Inventory, value: Value, from: Resource, subnet: Subnet): Tri {
  const { named, open } = inventory.named([value], from);
  const match = named.find(({ id }) => id === subnet.id);
  if (match) return match.doubts.length === 0 ? yes([from.location]) : unknown(match.doubts);
  return open.length > 0 ? unknown(open) : no();
}
