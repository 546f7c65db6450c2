import { z } from 'zod';
import type { RelationKind } from '../../model/relation.js';

/** One word or a list of them. */
export const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

/** All relation kinds; the compiler holds this list complete. */
const relationKindSet: Readonly<Record<RelationKind, true>> = {
  contains: true,
  'runs-in': true,
  'protected-by': true,
  'routes-via': true,
  'attached-to': true,
  instantiates: true,
  uses: true,
  'runs-as': true,
  trusts: true,
  'can-assume': true,
  can: true,
  'escalates-to': true,
  fronts: true,
  invokes: true,
  triggers: true,
  'authenticates-with': true,
  'resolves-to': true,
  reads: true,
  writes: true,
  publishes: true,
  'copies-to': true,
  'logs-to': true,
  'encrypts-with': true,
  'deploys-from': true,
  mounts: true,
  reaches: true,
  'attack-step': true,
};

export const relationKinds = Object.keys(relationKindSet) as RelationKind[];
