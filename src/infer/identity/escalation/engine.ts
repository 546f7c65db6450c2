import { andTruth, orTruth, type Truth } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import { absent, type ContextValue, knownValue } from '../condition/context.js';
import { actionFacts } from '../data/actions.js';
import type { Decision, Target } from '../decision/decide.js';
import type { Principal } from '../decision/principal.js';
import type { Statement } from '../document/types.js';
import { decideAny } from '../effective/access.js';
import type { IdentityModel } from '../model.js';
import { ownRegion } from '../pattern/symbol.js';

/** Whether a technique works, and by which statements. */
export interface Feasibility {
  readonly truth: Truth;
  readonly statements: readonly Statement[];
  readonly unknowns: readonly Reason[];
}

export const impossible: Feasibility = { truth: 'no', statements: [], unknowns: [] };

export const feasible = ({ truth, because, unknowns }: Decision): Feasibility =>
  truth === 'no' ? impossible : { truth, statements: because, unknowns };

/** All parts must work. */
export function together(...parts: readonly Feasibility[]): Feasibility {
  const truth = parts.reduce<Truth>((all, part) => andTruth(all, part.truth), 'yes');
  if (truth === 'no') return impossible;
  return {
    truth,
    statements: [...new Set(parts.flatMap((part) => part.statements))],
    unknowns: truth === 'unknown' ? mergeReasons(...parts.map((part) => part.unknowns)) : [],
  };
}

/** Any part is enough; a sure one is preferred. */
export function either(...parts: readonly Feasibility[]): Feasibility {
  const truth = parts.reduce<Truth>((some, part) => orTruth(some, part.truth), 'no');
  return parts.find((part) => part.truth === truth) ?? impossible;
}

export const perhaps = (part: Feasibility, subject: string | undefined): Feasibility =>
  part.truth === 'no' || subject === undefined
    ? part
    : { ...part, truth: 'unknown', unknowns: mergeReasons(part.unknowns, [{ code: 'runtime', subject }]) };

/** Questions about one principal. */
export class Actor {
  constructor(
    readonly model: IdentityModel,
    readonly principal: Principal,
  ) {}

  /** Is any statement about the action at all? Saves most questions. */
  mentions(action: string): boolean {
    return (this.principal.identity?.about(action.toLowerCase()).length ?? 0) > 0;
  }

  on(action: string, target: Target, given?: ReadonlyMap<string, ContextValue>): Feasibility {
    if (!this.mentions(action)) return impossible;
    return feasible(
      given
        ? this.model.decide(this.principal, action, target, given)
        : decideAny(this.model, this.principal, action, target),
    );
  }

  /** On something that the principal makes and names itself. */
  anew(action: string, given?: ReadonlyMap<string, ContextValue>): Feasibility {
    const service = action.slice(0, action.indexOf(':'));
    const facts = actionFacts(action);
    if (facts && facts.resources.length === 0) return this.on(action, { arn: '*' }, given);
    const owner = service === 'iam' ? '' : ownRegion;
    return this.on(
      action,
      { arn: `arn:aws:${arnService[service] ?? service}:${owner}:${this.model.names.account}:*` },
      given,
    );
  }

  /** May the principal hand the role to the service, and does the role trust it? */
  passes(role: Target, service: string): Feasibility {
    return this.on('iam:PassRole', role, new Map([['iam:passedtoservice', knownValue(service)]]));
  }

  /** Context of a change of an identity: which policy, and which boundary the identity has. */
  change(boundary: string | undefined, policy?: string): ReadonlyMap<string, ContextValue> {
    return new Map<string, ContextValue>([
      ['iam:permissionsboundary', boundary === undefined ? absent : knownValue(boundary)],
      ...(policy === undefined ? [] : [['iam:policyarn', knownValue(policy)] as [string, ContextValue]]),
    ]);
  }
}

const arnService: Readonly<Record<string, string>> = {
  elasticmapreduce: 'elasticmapreduce',
  'bedrock-agentcore': 'bedrock-agentcore',
};
