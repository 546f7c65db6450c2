import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { childrenOf, possibilities, stringValue } from '../../model/values.js';
import { defineKind } from '../kind.js';
import { at, itemsOf, textOf } from './object/values.js';

const annotation = 'eks.amazonaws.com/role-arn';
/** In a text of values: the key, and what follows it on the line. */
const inText = /eks\.amazonaws\.com\/role-arn["']?[ \t]*:[ \t]*["']?(arn:[^\s"',}]+)/g;
const openKey = /eks\.amazonaws\.com\/role-arn["']?[ \t]*:[ \t]*["']?$/;
const maxDepth = 32;

/**
 * A release of a Helm chart by Terraform. What the chart declares is not known; what is: the IAM roles that its values annotate
 * service accounts with (EKS User Guide, "IAM roles for service accounts").
 */
const release = defineKind({
  type: 'kubernetes.helm-release',
  element: 'process',
  kind: 'process/platform',
  dialects: { terraform: 'helm_release' },
  attributes: {
    name: { terraform: 'name' },
    values: { terraform: 'values' },
    set: { terraform: 'set' },
    setSensitive: { terraform: 'set_sensitive' },
    setList: { terraform: 'set_list' },
  },
  build(r) {
    const roles = [
      ...itemsOf(r.value('values')).flatMap((text) => possibilities(text).flatMap((arm) => rolesIn(arm, maxDepth))),
      ...itemsOf(r.value('set')).flatMap(roleSet),
    ];
    return { links: roles.map((role) => runsAs(role, role.at ?? r.at('values'))) };
  },
});

const runsAs = (target: Value, place: Link['because'][number]): Link => ({
  kind: 'runs-as',
  target,
  grade: 'declared',
  expects: ['aws.iam.role'],
  because: [place],
  attrs: { use: 'app' },
});

/** `set { name = "serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn" }`: dots in a key are escaped. */
function roleSet(block: Value): readonly Value[] {
  const name = textOf(at(block, 'name'))?.replaceAll('\\', '');
  const value = at(block, 'value');
  return name?.endsWith(`.${annotation}`) && value ? [value] : [];
}

/** Roles under the annotation: in the data that was encoded, or else in the text. */
function rolesIn(value: Value, depth: number): readonly Value[] {
  if (depth === 0) return [];
  if ((value.kind === 'string' || value.kind === 'template') && value.json) return rolesIn(value.json, depth - 1);
  if (value.kind === 'string')
    return [...value.value.matchAll(inText)].map(([, arn = '']) => stringValue(arn, value.at));
  if (value.kind === 'template') {
    return value.parts.flatMap((part, index): readonly Value[] => {
      if (typeof part === 'string') return [...part.matchAll(inText)].map(([, arn = '']) => stringValue(arn, value.at));
      const before = value.parts[index - 1];
      return typeof before === 'string' && openKey.test(before.slice(-200)) ? [part] : [];
    });
  }
  const own = at(value, annotation);
  return [...(own ? [own] : []), ...childrenOf(value).flatMap((child) => rolesIn(child, depth - 1))];
}

export const kinds = [release];
