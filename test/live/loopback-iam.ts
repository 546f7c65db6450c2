import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one request asks: `Action` and the other fields of the form. */
export type Query = Readonly<Record<string, string>>;
/** The inside of `<XResult>`, or an error. */
export type Answer = string | { readonly error: string; readonly status?: number; readonly message?: string };

export interface Loopback {
  readonly url: string;
  readonly queries: readonly Query[];
  /** Most requests that were open at once. */
  readonly peak: () => number;
  close(): Promise<void>;
}

/** A server on this machine that speaks IAM's Query protocol (API reference, version 2010-05-08). */
export async function loopbackIam(answer: (query: Query, nth: number) => Answer): Promise<Loopback> {
  const queries: Query[] = [];
  const counts = new Map<string, number>();
  let open = 0;
  let peak = 0;
  const server: Server = createServer((request, response) => {
    open += 1;
    peak = Math.max(peak, open);
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    request.on('end', () => {
      const query = Object.fromEntries(new URLSearchParams(text));
      queries.push(query);
      const key = text;
      const nth = (counts.get(key) ?? 0) + 1;
      counts.set(key, nth);
      const said = answer(query, nth);
      const action = query['Action'] ?? '';
      setTimeout(() => {
        open -= 1;
        response.writeHead(typeof said === 'string' ? 200 : (said.status ?? 400), { 'content-type': 'text/xml' });
        response.end(typeof said === 'string' ? success(action, said) : failure(said.error, said.message ?? 'no'));
      }, 2);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    queries,
    peak: () => peak,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const xmlns = 'xmlns="https://iam.amazonaws.com/doc/2010-05-08/"';
const success = (action: string, inside: string): string =>
  `<${action}Response ${xmlns}><${action}Result>${inside}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;
const failure = (code: string, message: string): string =>
  `<ErrorResponse ${xmlns}><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

export const account = '111122223333';
const tag = (name: string, value: string): string => `<${name}>${value}</${name}>`;
/** Documents travel URL-encoded. */
export const encoded = (document: unknown): string => encodeURIComponent(JSON.stringify(document));
export const statements = (...list: readonly unknown[]): unknown => ({ Version: '2012-10-17', Statement: list });
export const allow = (action: unknown, resource: unknown): unknown => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});

const trust = statements({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });

/** A whole small account: who has what. */
export interface Account {
  readonly roles?: Readonly<Record<string, Holder>>;
  readonly users?: Readonly<Record<string, Holder>>;
  readonly groups?: Readonly<Record<string, Holder>>;
  /** By ARN: version and document. */
  readonly policies?: Readonly<Record<string, { readonly version: string; readonly document: unknown }>>;
}
export interface Holder {
  readonly inline?: Readonly<Record<string, unknown>>;
  readonly attached?: readonly string[];
  readonly boundary?: string;
  readonly groups?: readonly string[];
  /** Already encoded; the default trusts Lambda. */
  readonly trust?: string;
  readonly account?: string;
}

const pageSize = 2;
const missing = { error: 'NoSuchEntity', status: 404, message: 'there is none' } as const;

/** Answers as IAM would for that account, two items a page. */
export const iamOf =
  (of: Account) =>
  (query: Query): Answer => {
    const { Action = '' } = query;
    if (Action === 'ListPolicies') return policyList(of, query);
    if (Action.includes('PolicyVersion') || Action === 'GetPolicy') return policyAnswer(of, query);
    const kind = query['RoleName'] !== undefined ? 'Role' : query['UserName'] !== undefined ? 'User' : 'Group';
    const name = query[`${kind}Name`] ?? '';
    const holders = kind === 'Role' ? of.roles : kind === 'User' ? of.users : of.groups;
    const holder = holders?.[name];
    if (!holder) return missing;
    if (Action === `Get${kind}Policy`) {
      const document = holder.inline?.[query['PolicyName'] ?? ''];
      return document === undefined
        ? missing
        : tag('PolicyName', query['PolicyName'] ?? '') + tag('PolicyDocument', raw(document));
    }
    if (Action === `List${kind}Policies`)
      return page(
        'PolicyNames',
        Object.keys(holder.inline ?? {}).map((policy) => tag('member', policy)),
        query,
      );
    if (Action === `ListAttached${kind}Policies`)
      return page(
        'AttachedPolicies',
        (holder.attached ?? []).map((arn) => tag('member', tag('PolicyArn', arn))),
        query,
      );
    if (Action === 'ListGroupsForUser')
      return page(
        'Groups',
        (holder.groups ?? []).map((group) => tag('member', tag('GroupName', group))),
        query,
      );
    return Action === `Get${kind}` ? entity(kind, name, holder) : { error: 'InvalidAction' };
  };

const raw = (document: unknown): string => (typeof document === 'string' ? document : encoded(document));

function entity(kind: string, name: string, holder: Holder): string {
  const inside =
    tag('Arn', `arn:aws:iam::${holder.account ?? account}:${kind.toLowerCase()}/${name}`) +
    tag(`${kind}Name`, name) +
    tag('Path', '/') +
    (kind === 'Role' ? tag('AssumeRolePolicyDocument', holder.trust ?? encoded(trust)) : '') +
    (holder.boundary ? tag('PermissionsBoundary', tag('PermissionsBoundaryArn', holder.boundary)) : '');
  return tag(kind, inside) + (kind === 'Group' ? '<Users/>' : '');
}

function policyAnswer(of: Account, query: Query): Answer {
  const arn = query['PolicyArn'] ?? '';
  const policy = of.policies?.[arn];
  if (!policy) return missing;
  const name = tag('PolicyName', arn.slice(arn.lastIndexOf('/') + 1));
  return query['Action'] === 'GetPolicy'
    ? tag('Policy', tag('Arn', arn) + name + tag('Path', '/') + tag('DefaultVersionId', policy.version))
    : tag('PolicyVersion', tag('VersionId', policy.version) + tag('Document', raw(policy.document)));
}

/** The account's own, as `Scope=Local` asks. */
function policyList(of: Account, query: Query): Answer {
  const arns = Object.keys(of.policies ?? {}).filter((arn) => arn.includes(`:${account}:`));
  return page(
    'Policies',
    arns.map((arn) => tag('member', tag('Arn', arn) + tag('PolicyName', arn.slice(arn.lastIndexOf('/') + 1)))),
    query,
  );
}

function page(list: string, members: readonly string[], query: Query): string {
  const start = Number(query['Marker'] ?? 0);
  const end = start + pageSize;
  const more = end < members.length;
  return (
    tag(list, members.slice(start, end).join('')) +
    tag('IsTruncated', String(more)) +
    (more ? tag('Marker', String(end)) : '')
  );
}
