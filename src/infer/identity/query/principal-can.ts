import type { Fact } from '../../../model/fact.js';
import type { Relation } from '../../../model/relation.js';
import { anonymous, anyAws } from '../callers.js';
import type { Principal } from '../decision/principal.js';
import type { IdentityModel } from '../model.js';
import { quote, type QuotedStatement } from './answer.js';
import { findResource } from './find.js';
import { permissionSummary, type ServicePermissions } from './summary.js';

export interface PrincipalCan {
  readonly principal: string;
  readonly name: string;
  /** Facts of the `identity.` group. */
  readonly facts: Readonly<Record<string, Fact>>;
  /** What its own policies allow and deny, statement by statement. */
  readonly statements: readonly QuotedStatement[];
  /** The same in short: access levels by service. */
  readonly permissions: readonly ServicePermissions[];
  /** Why there may be more. */
  readonly open: readonly string[];
  /** What it can do to resources of the scan, whom it can become, and how it can get more. */
  readonly can: readonly Relation[];
  readonly assumes: readonly Relation[];
  readonly escalates: readonly Relation[];
}

const factNames = [
  'identity.privilege',
  'identity.administrator',
  'identity.wildcardData',
  'identity.notActionAllow',
  'identity.longLivedKey',
  'identity.canBlindLogging',
  'identity.blastRadius',
  'identity.unusedDataGrants',
];

/**
 * `threatplan can <principal>`: undefined when nothing of that name is a principal. `anonymous` and `any-aws` may be asked
 * as well. The graph must have been through identityPass.
 */
export function principalCan(model: IdentityModel, name: string): PrincipalCan | undefined {
  const principal = findPrincipal(model, name);
  if (!principal) return undefined;
  const { graph } = model;
  return {
    principal: principal.id,
    name: principal.name,
    facts: Object.fromEntries(
      factNames.flatMap((fact) => {
        const value = graph.fact(principal.id, fact);
        return value ? [[fact, value] as const] : [];
      }),
    ),
    statements: (principal.identity?.statements ?? []).map(quote),
    permissions: permissionSummary(principal.identity?.statements ?? []),
    open: (principal.identity?.open ?? []).map(({ subject }) => subject),
    can: graph.outgoing(principal.id, 'can'),
    assumes: graph.outgoing(principal.id, 'can-assume'),
    escalates: graph.outgoing(principal.id, 'escalates-to'),
  };
}

function findPrincipal(model: IdentityModel, name: string): Principal | undefined {
  if (name === 'anonymous' || name === 'internet') return anonymous;
  if (name === 'any-aws') return anyAws;
  const node = findResource(model, name);
  if (!node) return undefined;
  const direct = model.principals.get(node.id);
  if (direct) return direct;
  if (node.identity?.part === 'permission-set') return model.reader.principal(node);
  const [role] = model.graph.outgoing(node.id, 'runs-as');
  return role ? model.principals.get(role.to) : undefined;
}
