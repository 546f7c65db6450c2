import { type Location, mergeLocations } from '../../../model/location.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { Grant } from './grants.js';
import { grants, isUnnamed, type Rule } from './rules.js';

/** A right that somebody has, where (undefined: in every namespace), and because of which rules. */
export interface Power {
  readonly namespace: string | undefined;
  /** Objects by name; empty: all. */
  readonly names: readonly string[];
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  /** A wildcard in resources or verbs gave it. */
  readonly wildcard: boolean;
}

/** Every power to do one of the verbs on a resource. */
export function powers(
  all: readonly Grant[],
  verbs: readonly string[],
  group: string,
  resource: string,
): readonly Power[] {
  return all.flatMap((grant) =>
    grant.rules.flatMap((rule): Power[] => {
      const verb = verbs.find(
        (one) => grants(rule, one, group, resource) && (isUnnamed(rule) || canBeNamed(one, resource)),
      );
      if (verb === undefined) return [];
      return [
        {
          namespace: grant.namespace,
          names: rule.names,
          because: mergeLocations([rule.at], grant.because),
          unknowns: rule.unknowns,
          wildcard: rule.resources.includes('*') || rule.verbs.includes('*'),
        },
      ];
    }),
  );
}

/**
 * Creating a top-level object and deleting a collection name no object, so a rule with names never admits them; listing and
 * watching are admitted when they ask for that one name (API reference, RBAC, "Referring to resources").
 */
const canBeNamed = (verb: string, resource: string): boolean =>
  verb !== 'deletecollection' && (verb !== 'create' || resource.includes('/'));

export const isEverything = (rule: Rule): boolean =>
  rule.groups.includes('*') && rule.resources.includes('*') && rule.verbs.includes('*') && rule.names.length === 0;

/** Rights to everything, cluster-wide. */
export const clusterAdminPowers = (all: readonly Grant[]): readonly Power[] =>
  adminPowers(all.filter(({ namespace }) => namespace === undefined));

/** Rights to everything in some namespace, or in all. */
export const adminPowers = (all: readonly Grant[]): readonly Power[] =>
  all.flatMap((grant) =>
    grant.rules.filter(isEverything).map((rule) => ({
      namespace: grant.namespace,
      names: [],
      because: mergeLocations(grant.because, [rule.at]),
      unknowns: rule.unknowns,
      wildcard: true,
    })),
  );

/** Reasons why the rights of somebody may be more than is shown. */
export const openGrants = (all: readonly Grant[]): readonly Reason[] =>
  mergeReasons(...all.flatMap(({ rules }) => rules.map(({ unknowns }) => unknowns)));
