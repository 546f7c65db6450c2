import type { ResourceGraph } from '../../graph/types.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { PolicySource } from '../../model/identity.js';
import type { Location } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import { fromJson, possibilities, reasonsOf } from '../../model/values.js';
import { awsManagedPolicy } from './data/managed-policies.js';
import { Layer } from './decision/layer.js';
import type { Principal } from './decision/principal.js';
import { parseDocument } from './document/parse.js';
import { noNames } from './document/texts.js';
import type { PolicyDocument } from './document/types.js';
import type { Names } from './naming.js';

/** Reads the documents of declared principals: inline, attached, of groups, and boundaries. Each document once. */
export class PrincipalReader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly managed = new Map<string, readonly PolicyDocument[]>();
  private readonly aws = new Map<string, PolicyDocument | undefined>();
  private readonly layers = new Map<string, Layer>();
  private readonly sources = new Map<PolicySource, PolicyDocument>();

  constructor(
    private readonly graph: ResourceGraph,
    private readonly names: Names,
  ) {}

  /** A declared role or user with all that its policies say. */
  principal(node: Resource): Principal {
    const { documents, open } = this.permissions(node, true);
    const boundary = node.identity?.boundary;
    return {
      kind: node.identity?.part === 'user' ? 'user' : 'role',
      id: node.id,
      name: node.name,
      arn: this.names.arnOf(node),
      account: this.names.account,
      identity: this.layer(documents, open),
      ...(boundary && { boundary: this.boundary(boundary.policy, boundary.at, node) }),
      node,
    };
  }

  /** Layers that say the same are one object, and remember each other's answers. */
  layer(documents: readonly PolicyDocument[], open: readonly Reason[] = []): Layer {
    const made = new Layer(documents, open);
    const key = `${made.key}\n${JSON.stringify(made.open)}\n${documents.map((d) => `${d.at.file}:${d.at.start.line}`).join(' ')}`;
    const known = this.layers.get(key);
    if (known) return known;
    this.layers.set(key, made);
    return made;
  }

  parse(source: PolicySource): PolicyDocument {
    const known = this.sources.get(source);
    if (known) return known;
    const document = parseDocument(source, this.names);
    this.sources.set(source, document);
    this.diagnostics.push(...document.diagnostics);
    return document;
  }

  private permissions(
    node: Resource,
    withGroups: boolean,
  ): { readonly documents: PolicyDocument[]; readonly open: Reason[] } {
    const facet = node.identity;
    const documents = (facet?.permissions ?? []).map((source) => this.parse(source));
    const open: Reason[] = [];
    const add = (found: { readonly documents: readonly PolicyDocument[]; readonly open: readonly Reason[] }): void => {
      for (const document of found.documents) if (!documents.includes(document)) documents.push(document);
      open.push(...found.open);
    };
    for (const { policy, at } of facet?.attachments ?? []) add(this.attached(policy, at, node));
    for (const relation of this.graph.outgoing(node.id, 'uses')) {
      if (relation.attrs?.['use'] !== 'attached-policy') continue;
      const policy = this.graph.resource(relation.to);
      if (policy?.identity?.part === 'managed-policy') add({ documents: this.customer(policy), open: [] });
    }
    if (withGroups) for (const group of this.groupsOf(node)) add(this.permissions(group, false));
    if (!node.managed && documents.length === 0 && facet?.closed !== true)
      open.push({ code: 'external', subject: node.address });
    return { documents, open: mergeReasons(open) };
  }

  /** Managed policies that a value names: declared here, AWS' own from the snapshot, or unknown. */
  attached(
    value: Value,
    at: Location,
    from: Resource,
  ): { readonly documents: readonly PolicyDocument[]; readonly open: readonly Reason[] } {
    const documents: PolicyDocument[] = [];
    const open: Reason[] = [];
    for (const arm of possibilities(value)) {
      const { targets } = this.graph.resolve(arm, ['aws.iam.policy'], from);
      const text = this.names.textOf(arm);
      // A newer version that IAM told of wins over the snapshot.
      const isTold = targets.some(({ id }) => this.graph.resource(id)?.identity?.permissions.length);
      const aws = isTold ? undefined : this.awsManaged(text, at);
      if (targets.length > 0 && aws === undefined) {
        for (const { id } of targets) {
          const node = this.graph.resource(id);
          if (!node) continue;
          const known = this.customer(node);
          documents.push(...known);
          if (known.length === 0)
            open.push(...(this.lookedUp(node, at, documents) ?? [{ code: 'data', subject: node.address }]));
        }
      } else if (aws) documents.push(aws);
      else if (arm.kind !== 'null') open.push(...whyUnknown(arm, text));
    }
    if (value.kind === 'choice') {
      const maybe = documents.map((document) => ({
        ...document,
        statements: document.statements.map((s) => ({ ...s, maybe: mergeReasons(s.maybe, value.reasons) })),
        key: `${document.key}?${value.reasons.map((r) => r.subject).join()}`,
      }));
      return { documents: maybe, open };
    }
    return { documents, open };
  }

  private boundary(value: Value, at: Location, node: Resource): NonNullable<Principal['boundary']> {
    const { documents, open } = this.attached(value, at, node);
    const layer = this.layer(documents);
    return { layer, open: [...open, ...layer.open] };
  }

  /** Documents of a customer managed policy; none when it is only looked up. */
  private customer(node: Resource): readonly PolicyDocument[] {
    const known = this.managed.get(node.id);
    if (known) return known;
    const arn = this.names.arnOf(node);
    const documents = (node.identity?.permissions ?? []).map((source) => ({
      ...this.parse(source),
      arn,
      name: node.name,
    }));
    this.managed.set(node.id, documents);
    return documents;
  }

  /** `data "aws_iam_policy"` by the ARN or name of an AWS-managed policy. */
  private lookedUp(node: Resource, at: Location, documents: PolicyDocument[]): readonly Reason[] | undefined {
    for (const handle of node.handles) {
      const text = this.names.textOf(handle.value);
      const document = this.awsManaged(text.startsWith('arn:') ? text : `arn:aws:iam::aws:policy/${text}`, at);
      if (document) {
        documents.push(document);
        return [];
      }
    }
    return undefined;
  }

  /** `arn:aws:iam::aws:policy/...` from the snapshot. Its statements stand where the attachment is written. */
  private awsManaged(arn: string, at: Location): PolicyDocument | undefined {
    if (!/^arn:aws[\w-]*:iam::aws:policy\//.test(arn)) return undefined;
    const key = `${arn} ${at.file}:${at.start.line}:${at.start.column}`;
    if (this.aws.has(key)) return this.aws.get(key);
    const policy = awsManagedPolicy(arn);
    const document = policy && {
      ...parseDocument({ document: fromJson(policy.document, at), at }, noNames),
      arn: policy.arn,
      name: policy.arn.slice(policy.arn.lastIndexOf('/') + 1),
    };
    this.aws.set(key, document);
    return document;
  }

  private groupsOf(node: Resource): readonly Resource[] {
    const named = (node.identity?.groups ?? []).flatMap(({ group }) =>
      this.graph.resolve(group, ['aws.iam.group'], node).targets.flatMap(({ id }) => this.graph.resource(id) ?? []),
    );
    return [...new Set(named)];
  }
}

function whyUnknown(value: Value, text: string): readonly Reason[] {
  const reasons = reasonsOf(value);
  return reasons.length > 0
    ? reasons
    : [{ code: 'external', subject: `policy ${text}`, ...(value.at && { at: value.at }) }];
}
