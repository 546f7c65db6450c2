/**
 * Ways to get more than one was given (spec/D7). Ids are those of pathfinding.cloud where it has one; `x-` are additions.
 * Each technique is a record; the engine (engine.ts) evaluates its actions on concrete targets.
 */
interface TechniqueBase {
  readonly id: string;
  /** What the principal does, completing "The principal ...". */
  readonly text: string;
  /** All of these, each by any one of the alternatives. */
  readonly needs: readonly (readonly string[])[];
  /** What else must be so and code does not say; makes the edge conditional. */
  readonly unless?: string;
}

/** Hands a role to new compute of a service, and runs code there. */
export interface PassRoleTechnique extends TechniqueBase {
  readonly kind: 'pass-role';
  /** Services that the role must trust and be passed to. */
  readonly services: readonly string[];
}

/** Changes or enters compute that already runs as a role. */
export interface ComputeTechnique extends TechniqueBase {
  readonly kind: 'compute';
  /** Types of the compute. */
  readonly types: RegExp;
  /** The compute's own role must be able to do this (SSM agents must reach Systems Manager). */
  readonly roleNeeds?: readonly string[];
  /** Actions that are checked on something else than the compute: action -> ARN glob. */
  readonly also?: Readonly<Record<string, string>>;
}

export type Technique = PassRoleTechnique | ComputeTechnique;

/** `a + b|c`: a, and b or c. */
const parse = (needs: string): readonly (readonly string[])[] => needs.split(' + ').map((part) => part.split('|'));

export const passRole = (id: string, services: string, needs: string, text: string): PassRoleTechnique => ({
  kind: 'pass-role',
  id,
  services: services.split(' '),
  needs: parse(needs),
  text,
});

export const compute = (
  id: string,
  types: RegExp,
  needs: string,
  text: string,
  extra: Partial<Pick<ComputeTechnique, 'roleNeeds' | 'unless' | 'also'>> = {},
): ComputeTechnique => ({ kind: 'compute', id, types, needs: parse(needs), text, ...extra });
