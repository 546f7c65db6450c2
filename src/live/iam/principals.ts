import type { Iam } from './client.js';
import { decodeDocument } from './documents.js';
import { type Failure, failed, found, type Outcome } from './outcome.js';
import type { DocumentRecord, PrincipalRecord } from './records.js';

/** Inline documents, attached ARNs, and what could not be listed. */
type Grants = Pick<PrincipalRecord, 'inline' | 'attached' | 'gaps'>;

/** The three calls that tell what a principal is given. */
interface GrantCalls {
  readonly names: Promise<Outcome<readonly string[]>>;
  readonly inline: (policy: string) => Promise<Outcome<{ readonly PolicyDocument?: string | undefined }>>;
  readonly attached: Promise<Outcome<readonly { readonly PolicyArn?: string | undefined }[]>>;
}

/** GetRole and the role's policies. */
export async function readRole(iam: Iam, RoleName: string): Promise<Outcome<PrincipalRecord>> {
  const { sdk } = iam;
  const got = await iam.call((c) => c.send(new sdk.GetRoleCommand({ RoleName })));
  if (!got.ok) return got;
  const role = got.value.Role;
  if (!role?.Arn) return failed('malformed', `GetRole ${RoleName} gave no role`);
  const grants = await readGrants({
    names: iam.pages(
      (c, Marker) => c.send(new sdk.ListRolePoliciesCommand({ RoleName, Marker })),
      (page) => page.PolicyNames,
    ),
    inline: (PolicyName) => iam.call((c) => c.send(new sdk.GetRolePolicyCommand({ RoleName, PolicyName }))),
    attached: iam.pages(
      (c, Marker) => c.send(new sdk.ListAttachedRolePoliciesCommand({ RoleName, Marker })),
      (page) => page.AttachedPolicies,
    ),
  });
  return found({
    kind: 'role',
    arn: role.Arn,
    name: role.RoleName ?? RoleName,
    path: role.Path ?? '/',
    trust: decodeDocument('trust policy', role.AssumeRolePolicyDocument),
    groups: [],
    ...boundaryOf(role.PermissionsBoundary?.PermissionsBoundaryArn),
    ...grants,
  });
}

/** GetUser, the user's policies and the names of its groups. */
export async function readUser(iam: Iam, UserName: string): Promise<Outcome<PrincipalRecord>> {
  const { sdk } = iam;
  const got = await iam.call((c) => c.send(new sdk.GetUserCommand({ UserName })));
  if (!got.ok) return got;
  const user = got.value.User;
  if (!user?.Arn) return failed('malformed', `GetUser ${UserName} gave no user`);
  const grants = await readGrants({
    names: iam.pages(
      (c, Marker) => c.send(new sdk.ListUserPoliciesCommand({ UserName, Marker })),
      (page) => page.PolicyNames,
    ),
    inline: (PolicyName) => iam.call((c) => c.send(new sdk.GetUserPolicyCommand({ UserName, PolicyName }))),
    attached: iam.pages(
      (c, Marker) => c.send(new sdk.ListAttachedUserPoliciesCommand({ UserName, Marker })),
      (page) => page.AttachedPolicies,
    ),
  });
  const groups = await iam.pages(
    (c, Marker) => c.send(new sdk.ListGroupsForUserCommand({ UserName, Marker })),
    (page) => page.Groups,
  );
  return found({
    kind: 'user',
    arn: user.Arn,
    name: user.UserName ?? UserName,
    path: user.Path ?? '/',
    ...boundaryOf(user.PermissionsBoundary?.PermissionsBoundaryArn),
    ...grants,
    groups: groups.ok ? groups.value.flatMap(({ GroupName }) => GroupName ?? []).sort() : [],
    gaps: [...grants.gaps, ...(groups.ok ? [] : [groups])],
  });
}

/** GetGroup and the group's policies. Its members are not asked for. */
export async function readGroup(iam: Iam, GroupName: string): Promise<Outcome<PrincipalRecord>> {
  const { sdk } = iam;
  const got = await iam.call((c) => c.send(new sdk.GetGroupCommand({ GroupName, MaxItems: 1 })));
  if (!got.ok) return got;
  const group = got.value.Group;
  if (!group?.Arn) return failed('malformed', `GetGroup ${GroupName} gave no group`);
  const grants = await readGrants({
    names: iam.pages(
      (c, Marker) => c.send(new sdk.ListGroupPoliciesCommand({ GroupName, Marker })),
      (page) => page.PolicyNames,
    ),
    inline: (PolicyName) => iam.call((c) => c.send(new sdk.GetGroupPolicyCommand({ GroupName, PolicyName }))),
    attached: iam.pages(
      (c, Marker) => c.send(new sdk.ListAttachedGroupPoliciesCommand({ GroupName, Marker })),
      (page) => page.AttachedPolicies,
    ),
  });
  return found({
    kind: 'group',
    arn: group.Arn,
    name: group.GroupName ?? GroupName,
    path: group.Path ?? '/',
    groups: [],
    ...grants,
  });
}

const boundaryOf = (arn: string | undefined): { readonly boundary?: string } =>
  arn === undefined ? {} : { boundary: arn };

/** Lists and reads; each list that fails is a gap, each document that fails stands as unreadable. */
async function readGrants(calls: GrantCalls): Promise<Grants> {
  const [names, attached] = await Promise.all([calls.names, calls.attached]);
  const gaps: Failure[] = [names, attached].flatMap((outcome) => (outcome.ok ? [] : [outcome]));
  const inline = await Promise.all(
    (names.ok ? [...names.value].sort() : []).map(async (name): Promise<DocumentRecord> => {
      const got = await calls.inline(name);
      return got.ok ? decodeDocument(name, got.value.PolicyDocument) : { name, failure: got };
    }),
  );
  const arns = attached.ok ? attached.value.flatMap(({ PolicyArn }) => PolicyArn ?? []).sort() : [];
  return { inline, attached: arns, gaps };
}
