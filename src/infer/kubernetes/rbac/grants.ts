import { fieldAt, listItems, scalarText } from '../../../model/cluster.js';
import { type Location, mergeLocations } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import type { Cluster, ClusterObject } from '../cluster.js';
import { builtInRoles, type Rule, rulesOf } from './rules.js';

/** What a binding gives: rules in one namespace, or (undefined) in all. */
export interface Grant {
  readonly rules: readonly Rule[];
  readonly role: string;
  readonly namespace: string | undefined;
  readonly binding: ClusterObject;
  /** `ServiceAccount/shop/api` */
  readonly subject: string;
  readonly because: readonly Location[];
}

/** Permissions by subject: `User/x`, `Group/x`, `ServiceAccount/ns/x` (RBAC only allows; spec/E3). */
export class Grants {
  private readonly bySubject = new Map<string, Grant[]>();
  private readonly byBinding = new Map<string, Grant[]>();

  constructor(private readonly cluster: Cluster) {
    for (const binding of cluster.of('binding')) this.read(binding);
  }

  /** Everything bound to a service account: directly, or through the groups that it is in. */
  ofServiceAccount(namespace: string, name: string): readonly Grant[] {
    return [
      ...this.of(`ServiceAccount/${namespace}/${name}`),
      ...this.of(`User/system:serviceaccount:${namespace}:${name}`),
      ...this.of('Group/system:serviceaccounts'),
      ...this.of(`Group/system:serviceaccounts:${namespace}`),
      ...this.of('Group/system:authenticated'),
    ];
  }

  of(subject: string): readonly Grant[] {
    return this.bySubject.get(subject) ?? [];
  }

  ofBinding(binding: ClusterObject): readonly Grant[] {
    return this.byBinding.get(binding.id) ?? [];
  }

  get subjects(): Iterable<readonly [string, readonly Grant[]]> {
    return this.bySubject;
  }

  private read(binding: ClusterObject): void {
    const { object, namespace } = binding.cluster;
    const reference = fieldAt(object, 'roleRef');
    const kind = scalarText(fieldAt(reference, 'kind')) ?? 'ClusterRole';
    const name = scalarText(fieldAt(reference, 'name'));
    if (name === undefined) return;
    const role = this.cluster.find(kind, kind === 'Role' ? namespace : undefined, name, binding);
    const place = reference?.at ?? binding.location;
    const rules = role ? rulesOf(role, this.cluster) : builtIn(kind, name, place);
    for (const subject of listItems(fieldAt(object, 'subjects'))) {
      const key = subjectKey(subject, namespace);
      if (key === undefined) continue;
      const grant = {
        rules,
        role: `${kind}/${name}`,
        namespace,
        binding,
        subject: key,
        because: mergeLocations([subject.at ?? binding.location, place]),
      };
      append(this.bySubject, key, grant);
      append(this.byBinding, binding.id, grant);
    }
  }
}

function append(index: Map<string, Grant[]>, key: string, grant: Grant): void {
  const present = index.get(key);
  if (present) present.push(grant);
  else index.set(key, [grant]);
}

function builtIn(kind: string, name: string, at: Location): readonly Rule[] {
  const known = kind === 'ClusterRole' && Object.hasOwn(builtInRoles, name) ? builtInRoles[name] : undefined;
  return (known ?? []).map((rule) => ({ ...rule, at, unknowns: [] }));
}

function subjectKey(subject: Value, home: string | undefined): string | undefined {
  const kind = scalarText(fieldAt(subject, 'kind'));
  const name = scalarText(fieldAt(subject, 'name'));
  if (kind === undefined || name === undefined) return undefined;
  if (kind !== 'ServiceAccount') return `${kind}/${name}`;
  return `ServiceAccount/${scalarText(fieldAt(subject, 'namespace')) ?? home ?? 'default'}/${name}`;
}
