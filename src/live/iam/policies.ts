import type { Iam } from './client.js';
import { decodeDocument } from './documents.js';
import { failed, found, type Outcome } from './outcome.js';
import type { PolicyRecord } from './records.js';

/** GetPolicy and its default version; the document is left out when it is the version that we already have. */
export async function readPolicy(iam: Iam, arn: string, present: string | undefined): Promise<Outcome<PolicyRecord>> {
  const { sdk } = iam;
  const got = await iam.call((c) => c.send(new sdk.GetPolicyCommand({ PolicyArn: arn })));
  if (!got.ok) return got;
  const policy = got.value.Policy;
  const version = policy?.DefaultVersionId;
  if (!policy || version === undefined) return failed('malformed', `GetPolicy ${arn} gave no default version`);
  const name = policy.PolicyName ?? arn.slice(arn.lastIndexOf('/') + 1);
  const record = { arn, name, path: policy.Path ?? '/', version };
  if (version === present) return found(record);
  const document = await iam.call((c) =>
    c.send(new sdk.GetPolicyVersionCommand({ PolicyArn: arn, VersionId: version })),
  );
  return found({
    ...record,
    document: document.ok ? decodeDocument(name, document.value.PolicyVersion?.Document) : { name, failure: document },
  });
}

/** ARNs of the account's own policies by name. */
export async function policyArns(iam: Iam): Promise<Outcome<ReadonlyMap<string, string>>> {
  const { sdk } = iam;
  const listed = await iam.pages(
    (c, Marker) => c.send(new sdk.ListPoliciesCommand({ Scope: 'Local', Marker })),
    (page) => page.Policies,
  );
  if (!listed.ok) return listed;
  return found(
    new Map(listed.value.flatMap(({ PolicyName, Arn }) => (PolicyName && Arn ? [[PolicyName, Arn] as const] : []))),
  );
}
