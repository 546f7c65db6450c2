import type { Resource } from '../../../model/resource.js';
import { andTruth, notTruth, orTruth, type Tri, type Truth } from '../../../model/tri.js';
import { mergeReasons, type Reason } from '../../../model/unknown.js';
import type { ContextValue } from '../condition/context.js';
import type { ConditionText, Statement } from '../document/types.js';
import { arnAccount } from '../pattern/arn.js';
import { compareText } from '../pattern/compare.js';
import { ask, type LayerAnswer, type Verdict } from './ask.js';
import type { Layer } from './layer.js';
import type { Principal } from './principal.js';
import type { Value } from '../../../model/value.js';
import { rcpServices } from '../data/actions.js';

/** What is acted on. */
export interface Target {
  /** Canonical ARN; a glob stands for "some thing under it" (the objects of a bucket). `*` for actions without a resource. */
  readonly arn: string;
  /** Owner's account as canonical text; taken from the ARN, else our own, when absent. */
  readonly account?: string;
  readonly node?: Resource;
  /** Resource-based policy; for a role its trust policy. */
  readonly policy?: Layer;
  /** A KMS key whose key policy is not written has the default one, which delegates to the account. */
  readonly defaultDelegation?: boolean;
  /** S3 Block Public Access restricts a public policy to the owner's account and AWS services. */
  readonly restricted?: Tri;
}

/** One question: may this principal do this? */
export interface Request {
  readonly principal: Principal;
  /** `s3:GetObject`, in any case. */
  readonly action: string;
  readonly target: Target;
  readonly given?: ReadonlyMap<string, ContextValue>;
}

/** What holds for the whole scan. */
export interface Authority {
  /** Account of the scanned code: a number, or the symbol for "ours, not written". */
  readonly account: string;
  readonly textOf: (value: Value) => string;
  /** Organization policies, outermost level first; every level must allow. Empty: full access is assumed. */
  readonly serviceControl: readonly Layer[];
  readonly resourceControl: readonly Layer[];
}

export interface LayerExplanation {
  readonly layer:
    | 'identity'
    | 'resource'
    | 'boundary'
    | 'service-control'
    | 'resource-control'
    | 'public-access-block'
    | 'exception';
  readonly truth: Truth;
  /** Statements that allow (for yes) or deny (for no). */
  readonly statements: readonly Statement[];
}

export interface Decision {
  readonly truth: Truth;
  /** Statements that allow it; for a denial, the explicit Deny statements. */
  readonly because: readonly Statement[];
  /** Conditions that code cannot decide and that still stand in the way. */
  readonly conditions: readonly ConditionText[];
  readonly unknowns: readonly Reason[];
  readonly layers: readonly LayerExplanation[];
}

/** May the principal do it? The order of evaluation is AWS' (spec/D4; IAM User Guide, "Policy evaluation logic"). */
export function decide(request: Request, authority: Authority): Decision {
  const action = request.action.toLowerCase();
  if (action === 'sts:getcalleridentity') return always;
  const asked = new Asked(request, action, authority);
  const allowed = isAssume(action)
    ? trusted(asked)
    : asked.service === 'kms' && asked.hasPolicy
      ? byKeyPolicy(asked)
      : asked.general();
  return asked.conclude(allowed);
}

const always: Decision = {
  truth: 'yes',
  because: [],
  conditions: [],
  unknowns: [],
  layers: [{ layer: 'exception', truth: 'yes', statements: [] }],
};

const isAssume = (action: string): boolean => action.startsWith('sts:assumerole');

/** Services, federated users and anonymous callers have no policies of their own. */
const withoutPolicies = ({ kind }: Principal): boolean =>
  kind === 'anonymous' || kind === 'service' || kind === 'federated';

/** A role trusts explicitly; naming the account (or the principal of another one) also needs the caller's own policies. */
function trusted(asked: Asked): Truth {
  const { resource, identity } = asked;
  if (withoutPolicies(asked.request.principal)) return resource.direct;
  if (asked.sameAccount === 'no') return andTruth(asked.named, identity);
  const direct = orTruth(resource.direct, resource.role);
  const within = orTruth(direct, andTruth(resource.account, identity));
  return asked.sameAccount === 'yes' ? within : andTruth(orTruth(within, asked.named), orTruth(direct, identity));
}

/** Nothing reaches a key but through its key policy: directly, or by its delegation to the account. */
function byKeyPolicy(asked: Asked): Truth {
  const { resource, identity } = asked;
  if (withoutPolicies(asked.request.principal)) return resource.direct;
  if (asked.sameAccount === 'no') return andTruth(asked.named, identity);
  const delegated = andTruth(asked.request.target.defaultDelegation ? 'yes' : resource.account, identity);
  return orTruth(orTruth(resource.direct, andTruth(resource.role, asked.boundary)), delegated);
}

const isOpen = (verdict: Verdict): boolean => verdict.truth === 'unknown';

/** The answers of all layers to one request, found on first use. */
class Asked {
  readonly service: string;
  readonly sameAccount: Truth;
  readonly hasPolicy: boolean;
  private readonly explanations: LayerExplanation[] = [];
  private readonly answers: LayerAnswer[] = [];
  private readonly extraUnknowns: Reason[] = [];
  /** What the resource policy grants, by how it names the caller; its explicit deny is kept apart. */
  readonly resource: { readonly direct: Truth; readonly role: Truth; readonly account: Truth };
  readonly boundary: Truth;
  /** Identity policies within the boundary. */
  readonly identity: Truth;
  private denied: Truth = 'no';

  constructor(
    readonly request: Request,
    readonly action: string,
    private readonly authority: Authority,
  ) {
    const { principal, target } = request;
    this.service = action.slice(0, action.indexOf(':'));
    const owner = target.account ?? (arnAccount(target.arn) || authority.account);
    this.sameAccount =
      principal.account === '' ? 'no' : principal.account === owner ? 'yes' : compareText(owner, principal.account);
    this.hasPolicy = target.policy !== undefined || target.defaultDelegation === true;
    this.boundary = this.limit(principal);
    this.identity = andTruth(this.own(principal), this.boundary);
    this.resource = this.attached(target);
  }

  /** The caller is named in any way. */
  get named(): Truth {
    return orTruth(this.resource.direct, orTruth(this.resource.role, this.resource.account));
  }

  /** Services and anonymous callers have no policies of their own; another account's caller needs both sides. */
  general(): Truth {
    if (withoutPolicies(this.request.principal)) return this.resource.direct;
    const within = orTruth(orTruth(this.resource.direct, andTruth(this.resource.role, this.boundary)), this.identity);
    const across = andTruth(this.named, this.identity);
    if (this.sameAccount === 'yes') return within;
    if (this.sameAccount === 'no') return across;
    return within === across ? within : 'unknown';
  }

  conclude(allowed: Truth): Decision {
    const { principal, target } = this.request;
    const controls = this.controls(principal);
    const truth = andTruth(
      andTruth(notTruth(this.denied), allowed),
      andTruth(controls, this.publicBlock(principal, target)),
    );
    const unknown = truth === 'unknown';
    const open = unknown ? this.answers.flatMap(({ allows, denies }) => [...allows, ...denies]).filter(isOpen) : [];
    return {
      truth,
      because: this.deciding(truth),
      conditions: unknown ? [...new Set(open.flatMap((v) => v.conditions))] : [],
      unknowns: unknown ? mergeReasons(...open.map((v) => v.unknowns), this.extraUnknowns) : [],
      layers: this.explanations,
    };
  }

  /** Allow statements for yes and unknown, Deny statements for no. */
  private deciding(truth: Truth): Statement[] {
    const statements: Statement[] = [];
    for (const { allows, denies } of this.answers) {
      for (const verdict of truth === 'no' ? denies : allows) {
        if (truth !== 'no' || verdict.truth === 'yes') statements.push(verdict.statement);
      }
    }
    return statements;
  }

  private own(principal: Principal): Truth {
    if (!principal.identity) return principal.kind === 'anonymous' || principal.kind === 'service' ? 'no' : 'yes';
    const answer = this.put('identity', ask(principal.identity, this.request, this.action, this.authority, false));
    if (answer.allow !== 'yes' && principal.identity.open.length > 0) {
      this.extraUnknowns.push(...principal.identity.open);
      return 'unknown';
    }
    return answer.allow;
  }

  private limit(principal: Principal): Truth {
    if (!principal.boundary) return 'yes';
    const answer = this.put(
      'boundary',
      ask(principal.boundary.layer, this.request, this.action, this.authority, false),
    );
    if (principal.boundary.open.length === 0) return answer.allow;
    this.extraUnknowns.push(...principal.boundary.open);
    return answer.allow === 'yes' ? 'yes' : 'unknown';
  }

  private attached(target: Target): Asked['resource'] {
    if (!target.policy) return { direct: 'no', role: 'no', account: 'no' };
    const answer = this.put('resource', ask(target.policy, this.request, this.action, this.authority, true));
    const open: Truth = target.policy.open.length > 0 ? 'unknown' : 'no';
    if (open === 'unknown') this.extraUnknowns.push(...target.policy.open);
    return {
      direct: orTruth(answer.byNaming.direct, open),
      role: answer.byNaming.role,
      account: answer.byNaming.account,
    };
  }

  /** Organization policies: the caller's account obeys service control, the resource's account resource control. */
  private controls(principal: Principal): Truth {
    let truth: Truth = 'yes';
    if (principal.account === this.authority.account) {
      for (const level of this.authority.serviceControl)
        truth = andTruth(truth, this.control('service-control', level));
    }
    if (this.authority.resourceControl.length > 0 && rcpServices().includes(this.service)) {
      for (const level of this.authority.resourceControl)
        truth = andTruth(truth, this.control('resource-control', level));
    }
    return andTruth(truth, notTruth(this.denied));
  }

  private control(layer: 'service-control' | 'resource-control', level: Layer): Truth {
    const answer = this.put(layer, ask(level, this.request, this.action, this.authority, false));
    return layer === 'resource-control' ? notTruth(answer.deny) : answer.allow;
  }

  private publicBlock(principal: Principal, target: Target): Truth {
    const { restricted } = target;
    if (restricted === undefined || principal.kind === 'service' || this.sameAccount === 'yes') return 'yes';
    const truth = notTruth(restricted.truth);
    this.extraUnknowns.push(...restricted.unknowns);
    this.explanations.push({ layer: 'public-access-block', truth, statements: [] });
    return truth;
  }

  private put(layer: LayerExplanation['layer'], answer: LayerAnswer): LayerAnswer {
    this.answers.push(answer);
    this.denied = orTruth(this.denied, answer.deny);
    const truth = answer.deny === 'yes' ? 'no' : andTruth(answer.allow, notTruth(answer.deny));
    const deciding: readonly Verdict[] = answer.deny === 'yes' ? answer.denies : answer.allows;
    this.explanations.push({ layer, truth, statements: deciding.map((v) => v.statement) });
    return answer;
  }
}
