import { notTruth, orTruth, type Truth } from '../../../model/tri.js';
import type { PrincipalText, Statement, Texts } from '../document/types.js';
import { arnAccount, arnSegments, compareArn, isArn, segment } from '../pattern/arn.js';
import { compareText } from '../pattern/compare.js';
import { foreignAccount, hasHole, holeReasons } from '../pattern/symbol.js';
import type { Principal } from './principal.js';

/**
 * How a resource policy names a caller; it decides what else must agree (spec/D4):
 * `direct` a user, a session, everyone, a service: enough by itself in the same account;
 * `role` a role by ARN: its boundary still limits it; `account` the account's root: only delegates to its own policies.
 */
export type Naming = 'direct' | 'role' | 'account';

export type NamedHow = Readonly<Record<Naming, Truth>>;

const nobody: NamedHow = { direct: 'no', role: 'no', account: 'no' };
const everybody: NamedHow = { direct: 'yes', role: 'no', account: 'no' };

/** Whom does the statement name? A resource policy's statement without principal names nobody. */
export function namesPrincipal(statement: Statement, principal: Principal): NamedHow {
  const element = statement.principal;
  if (!element) return nobody;
  if (!element.negated) return listed(element, principal);
  return { ...nobody, direct: notTruth(anyhow(listed(element, principal))) };
}

export const anyhow = (how: NamedHow): Truth => orTruth(how.direct, orTruth(how.role, how.account));

function listed(element: Texts<PrincipalText>, principal: Principal): NamedHow {
  let result: NamedHow = element.open.length > 0 ? { ...nobody, direct: 'unknown' } : nobody;
  for (const entry of element.texts) {
    const how = names(entry, principal);
    result = {
      direct: orTruth(result.direct, perhaps(how.direct, entry)),
      role: orTruth(result.role, perhaps(how.role, entry)),
      account: orTruth(result.account, perhaps(how.account, entry)),
    };
  }
  return result;
}

const perhaps = (truth: Truth, entry: PrincipalText): Truth =>
  truth === 'yes' && entry.maybe.length > 0 ? 'unknown' : truth;

function names(entry: PrincipalText, principal: Principal): NamedHow {
  switch (entry.type) {
    case 'AWS':
      return namesAws(entry.text, principal);
    case 'Service':
      return principal.kind === 'service'
        ? { ...nobody, direct: compareText(entry.text, principal.provider ?? '') }
        : nobody;
    case 'Federated':
      return principal.kind === 'federated'
        ? { ...nobody, direct: compareText(entry.text, principal.provider ?? '') }
        : nobody;
    case 'CanonicalUser':
      return nobody;
  }
}

function namesAws(text: string, principal: Principal): NamedHow {
  if (text === '*') return everybody;
  if (!isArn(text)) return hasHole(text) ? { ...nobody, direct: unknownName(text, principal) } : nobody;
  if (principal.kind === 'anonymous' || principal.kind === 'service' || principal.kind === 'federated') return nobody;
  if (arnSegments(text)[segment.resource] === 'root')
    return { ...nobody, account: compareText(arnAccount(text), principal.account) };
  if (principal.kind === 'account') return { ...nobody, direct: compareText(arnAccount(text), principal.account) };
  if (principal.kind === 'any-aws' || principal.kind === 'own-account') return nobody;
  const session = sessionOwner(text);
  if (session !== undefined)
    return principal.kind === 'role' ? { ...nobody, direct: compareArn(session, principal.arn) } : nobody;
  const truth = compareArn(text, principal.arn);
  return principal.kind === 'role' ? { ...nobody, role: truth } : { ...nobody, direct: truth };
}

/** Only an input of the code may turn out to be `*`; what is computed or looked up is somebody in particular. */
function unknownName(text: string, principal: Principal): Truth {
  const open = holeReasons(text).some(({ code }) => code === 'variable' || code === 'dynamic' || code === 'module');
  const outsider =
    principal.kind === 'anonymous' || principal.kind === 'any-aws' || principal.account === foreignAccount;
  return outsider && !open ? 'no' : principal.kind === 'service' || principal.kind === 'federated' ? 'no' : 'unknown';
}

/** The role behind `arn:aws:sts::123456789012:assumed-role/orders/session`; its path is not in the session's ARN. */
function sessionOwner(text: string): string | undefined {
  const found = /^(arn:[^:]*):sts::([^:]*):assumed-role\/([^/]+)\/.+$/.exec(text);
  return found ? `${found[1]}:iam::${found[2]}:role/*${found[3]}` : undefined;
}
