import type { Resource } from '../../../model/resource.js';
import type { Target } from '../decision/decide.js';
import type { Principal } from '../decision/principal.js';
import { privilegeOf } from '../privilege/level.js';
import { type Actor, either, type Feasibility, impossible, perhaps, together } from './engine.js';

/** One way found: the technique, what it needs, and whom the principal becomes: a principal's id, or `admin`. */
export interface Found {
  readonly id: string;
  readonly text: string;
  readonly to: string;
  readonly how: Feasibility;
}

export const admin = 'admin';
const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** The permissions boundary's ARN, when the principal has one. */
const boundaryOf = (principal: Principal): string | undefined =>
  principal.boundary && (principal.boundary.layer.documents[0]?.arn ?? 'arn:aws:iam::aws:policy/unknown-boundary');

/** Would more policies make it an administrator? Not when a boundary caps it. */
function uncapped(actor: Actor, principal: Principal): boolean {
  const { boundary } = principal;
  if (!boundary) return true;
  if (boundary.open.length > 0) return false;
  const { boundary: _none, ...free } = { ...principal, identity: boundary.layer };
  return privilegeOf(actor.model, free).administrator.truth === 'yes';
}

/** Policies that the principal gives to an identity: to itself, or to one that it can become. */
function moreFor(actor: Actor, who: Principal, target: Target): readonly (readonly [string, string, Feasibility])[] {
  const role = who.kind === 'role';
  const what = role ? 'Role' : 'User';
  const boundary = boundaryOf(who);
  const attach = actor.on(`iam:Attach${what}Policy`, target, actor.change(boundary, administratorAccess));
  const put = actor.on(`iam:Put${what}Policy`, target, actor.change(boundary));
  const versions = (who.identity?.documents ?? []).flatMap((document) => {
    if (document.arn === undefined || /^arn:aws[\w-]*:iam::aws:/.test(document.arn)) return [];
    return [actor.on('iam:CreatePolicyVersion', { arn: document.arn })];
  });
  return [
    ['attach', `attaches AdministratorAccess (iam:Attach${what}Policy)`, attach],
    ['put', `puts an inline policy (iam:Put${what}Policy)`, put],
    ['version', 'rewrites an attached policy (iam:CreatePolicyVersion)', either(impossible, ...versions)],
  ];
}

const selfIds: Readonly<Record<string, string>> = {
  'role attach': 'iam-009',
  'role put': 'iam-005',
  'role version': 'iam-001',
  'user attach': 'iam-008',
  'user put': 'iam-007',
  'user version': 'iam-001',
};

/** Techniques on the principal itself (spec/D7, "Self-policy"). */
export function onItself(actor: Actor, groups: readonly Resource[]): readonly Found[] {
  const { principal, model } = actor;
  if (!principal.node) return [];
  const target: Target = { arn: principal.arn };
  const found: Found[] = [];
  if (uncapped(actor, principal)) {
    for (const [what, text, how] of moreFor(actor, principal, target)) {
      found.push({ id: selfIds[`${principal.kind} ${what}`] as string, text: `${text} to itself`, to: admin, how });
    }
    found.push(...onGroups(actor, groups), ...olderVersion(actor));
  } else if (principal.boundary) {
    const what = principal.kind === 'role' ? 'Role' : 'User';
    const remove = either(
      actor.on(`iam:Delete${what}PermissionsBoundary`, target),
      actor.on(`iam:Put${what}PermissionsBoundary`, target, actor.change(administratorAccess)),
    );
    const { boundary: _boundary, ...free } = principal;
    const then = remove.truth === 'no' ? 'no' : privilegeOf(model, free).administrator.truth;
    if (then !== 'no')
      found.push({ id: 'x-boundary', text: 'removes its own permissions boundary', to: admin, how: remove });
  }
  return found;
}

/** An attached customer policy may have had more to say in an older version (R2). */
function olderVersion(actor: Actor): readonly Found[] {
  return (actor.principal.identity?.documents ?? []).flatMap(({ arn }): Found[] => {
    if (arn === undefined || /^arn:aws[\w-]*:iam::aws:/.test(arn)) return [];
    const how = perhaps(
      actor.on('iam:SetDefaultPolicyVersion', { arn }),
      'whether an older version of the policy allows more',
    );
    return [
      {
        id: 'x-iam-default-version',
        text: 'goes back to an older version of its policy (iam:SetDefaultPolicyVersion)',
        to: admin,
        how,
      },
    ];
  });
}

/** Groups count for users: those it is in, and those it may join. */
function onGroups(actor: Actor, groups: readonly Resource[]): readonly Found[] {
  const { principal, model } = actor;
  if (principal.kind !== 'user') return [];
  const mine = new Set(
    (principal.node?.identity?.groups ?? []).flatMap(({ group }) =>
      model.graph.resolve(group, ['aws.iam.group'], principal.node as Resource).targets.map(({ id }) => id),
    ),
  );
  return groups.flatMap((group): Found[] => {
    const target: Target = { arn: model.names.arnOf(group) };
    const join = mine.has(group.id) ? undefined : actor.on('iam:AddUserToGroup', target);
    if (join?.truth === 'no') return [];
    const also = join ? [join] : [];
    const put = together(actor.on('iam:PutGroupPolicy', target), ...also);
    const attach = together(
      actor.on('iam:AttachGroupPolicy', target, actor.change(undefined, administratorAccess)),
      ...also,
    );
    const found: Found[] = [
      { id: 'iam-011', text: 'puts an inline policy on its group (iam:PutGroupPolicy)', to: admin, how: put },
      {
        id: 'iam-010',
        text: 'attaches AdministratorAccess to its group (iam:AttachGroupPolicy)',
        to: admin,
        how: attach,
      },
    ];
    const member = model.reader.principal(group);
    const strong = join && privilegeOf(model, member).administrator.truth;
    if (join && strong && strong !== 'no')
      found.push({ id: 'iam-013', text: "joins an administrators' group (iam:AddUserToGroup)", to: admin, how: join });
    return found;
  });
}

/** Techniques on another declared identity (spec/D7, "Credential mint" and "Trust rewrite"). `assumes`: may it become the role already? */
export function onAnother(actor: Actor, other: Principal, assumes: Feasibility): readonly Found[] {
  return other.kind === 'user' ? onUser(actor, other) : onRole(actor, other, assumes);
}

function onUser(actor: Actor, user: Principal): readonly Found[] {
  const target: Target = { arn: user.arn };
  const key = actor.on('iam:CreateAccessKey', target);
  const found: Found[] = [
    { id: 'iam-002', text: 'creates an access key for the user (iam:CreateAccessKey)', to: user.id, how: key },
    {
      id: 'iam-004',
      text: 'creates a password for the user (iam:CreateLoginProfile)',
      to: user.id,
      how: actor.on('iam:CreateLoginProfile', target),
    },
    {
      id: 'iam-006',
      text: 'changes the password of the user (iam:UpdateLoginProfile)',
      to: user.id,
      how: perhaps(
        actor.on('iam:UpdateLoginProfile', target),
        user.node?.identity?.credentials?.some(({ kind }) => kind === 'login-profile')
          ? undefined
          : 'whether the user has a password',
      ),
    },
  ];
  if (key.truth !== 'no' && uncapped(actor, user)) {
    const ids: Readonly<Record<string, string>> = { attach: 'iam-015', put: 'iam-018', version: 'x-iam-version-key' };
    for (const [what, text, how] of moreFor(actor, user, target)) {
      found.push({
        id: ids[what] as string,
        text: `${text} to a user and takes an access key of it`,
        to: admin,
        how: together(how, key),
      });
    }
  }
  return found;
}

function onRole(actor: Actor, role: Principal, assumes: Feasibility): readonly Found[] {
  const target = role.node ? actor.model.targets.of(role.node) : { arn: role.arn };
  const rewrite = actor.on('iam:UpdateAssumeRolePolicy', { arn: role.arn });
  const found: Found[] = [
    { id: 'iam-012', text: 'lets itself assume the role (iam:UpdateAssumeRolePolicy)', to: role.id, how: rewrite },
  ];
  if ((assumes.truth === 'no' && rewrite.truth === 'no') || !uncapped(actor, role)) return found;
  const byAssume: Readonly<Record<string, string>> = { attach: 'iam-014', put: 'iam-017', version: 'iam-016' };
  const byRewrite: Readonly<Record<string, string>> = { attach: 'iam-019', put: 'iam-021', version: 'iam-020' };
  for (const [what, text, how] of moreFor(actor, role, { arn: target.arn })) {
    found.push({
      id: byAssume[what] as string,
      text: `${text} to a role that it can assume`,
      to: admin,
      how: together(how, assumes),
    });
    found.push({
      id: byRewrite[what] as string,
      text: `${text} to a role and lets itself assume it`,
      to: admin,
      how: together(how, rewrite),
    });
  }
  return found;
}

/** A new role with more than the principal has, which trusts it (spec/D7, last of "Trust rewrite"). */
export function onNewRole(actor: Actor): readonly Found[] {
  const free = actor.change(undefined);
  const make = actor.anew('iam:CreateRole', free);
  if (make.truth === 'no') return [];
  const more = either(
    actor.anew('iam:AttachRolePolicy', actor.change(undefined, administratorAccess)),
    actor.anew('iam:PutRolePolicy', free),
  );
  return [
    {
      id: 'x-iam-new-role',
      text: 'creates an administrator role that trusts it',
      to: admin,
      how: together(make, more),
    },
  ];
}

/** Grants over every identity of the account, of which the scan sees only some. */
export function onTheRest(actor: Actor): readonly Found[] {
  const ways: readonly (readonly [string, string, string])[] = [
    ['iam-002', 'iam:CreateAccessKey', 'creates an access key for any user'],
    ['iam-004', 'iam:CreateLoginProfile', 'creates a password for any user'],
    ['iam-006', 'iam:UpdateLoginProfile', 'changes the password of any user'],
    ['iam-012', 'iam:UpdateAssumeRolePolicy', 'lets itself assume any role'],
    ['x-sso', 'sso:CreateAccountAssignment', 'assigns itself a permission set of IAM Identity Center'],
    [
      'x-sso-policy',
      'sso:PutInlinePolicyToPermissionSet',
      'puts a policy into a permission set of IAM Identity Center',
    ],
  ];
  return ways.map(([id, action, text]) => ({
    id,
    text,
    to: admin,
    how: perhaps(
      actor.on(action, { arn: '*' }),
      'whether the account has a more privileged identity outside this code',
    ),
  }));
}
