import type { Location } from '../../../model/location.js';
import {
  child,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from '../../yaml/node.js';

/** Makers of template syntax: what the SAM transform writes for the user, placed where the user wrote the reason. */

export const scalar = (text: string, at: Location): YamlScalar => ({
  kind: 'scalar',
  text,
  plain: false,
  at,
  weight: 1,
});

/** A number, a boolean or null. */
export const literal = (value: number | boolean, at: Location): YamlScalar => ({
  ...scalar(String(value), at),
  plain: true,
});

export const sequence = (items: readonly YamlNode[], at: Location): YamlSequence => ({
  kind: 'sequence',
  items,
  at,
  weight: 1,
});

/** Members that are undefined are left out. */
export function mapping(members: Readonly<Record<string, YamlNode | undefined>>, at: Location): YamlMapping {
  const entries = new Map<string, YamlEntry>();
  for (const [key, value] of Object.entries(members)) {
    if (value) entries.set(key, { key, keyAt: value.at, value });
  }
  return { kind: 'mapping', entries, at, weight: 1 };
}

export const call = (name: string, argument: YamlNode, at: Location): YamlMapping => mapping({ [name]: argument }, at);
export const ref = (name: string, at: Location): YamlMapping => call('Ref', scalar(name, at), at);
export const getAtt = (name: string, attribute: string, at: Location): YamlMapping =>
  call('Fn::GetAtt', sequence([scalar(name, at), scalar(attribute, at)], at), at);

/** `Fn::Sub`, with names of its own when given. */
export const sub = (text: string, at: Location, names?: Readonly<Record<string, YamlNode>>): YamlMapping =>
  call('Fn::Sub', names ? sequence([scalar(text, at), mapping(names, at)], at) : scalar(text, at), at);

export const textOf = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && (node.tag === undefined || node.tag.startsWith('!!')) ? node.text : undefined;

export const itemsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'sequence' && !isCall(node) ? node.items : node ? [node] : [];

/** The entries of a mapping that is not a call of an intrinsic function. */
export const entriesOf = (node: YamlNode | undefined): readonly YamlEntry[] =>
  node?.kind === 'mapping' && !isCall(node) ? [...node.entries.values()] : [];

/** Carries a short tag or is a map of one intrinsic function. */
export function isCall(node: YamlNode): boolean {
  if (node.tag !== undefined && !node.tag.startsWith('!!')) return true;
  if (node.kind !== 'mapping' || node.entries.size !== 1) return false;
  const [key = ''] = node.entries.keys();
  return key === 'Ref' || (key.startsWith('Fn::') && key !== 'Fn::Transform');
}

/** The logical id that a `Ref` names. */
export function refName(node: YamlNode | undefined): string | undefined {
  if (!node) return undefined;
  if (node.tag === '!Ref' && node.kind === 'scalar') return node.text;
  return textOf(child(node, 'Ref'));
}

/** The logical id that a `Ref` or a `GetAtt` of any attribute names. */
export function targetName(node: YamlNode | undefined): string | undefined {
  const named = refName(node);
  if (named !== undefined || !node) return named;
  const argument = node.tag === '!GetAtt' ? node : child(node, 'Fn::GetAtt');
  if (argument?.kind === 'scalar') return argument.text.split('.')[0];
  return argument?.kind === 'sequence' ? textOf(argument.items[0]) : undefined;
}

/** The mapping with members put over its own; undefined ones are taken out. */
export function withMembers(node: YamlMapping, members: Readonly<Record<string, YamlNode | undefined>>): YamlMapping {
  const entries = new Map(node.entries);
  for (const [key, value] of Object.entries(members)) {
    if (value) entries.set(key, { key, keyAt: entries.get(key)?.keyAt ?? value.at, value });
    else entries.delete(key);
  }
  return { ...node, entries };
}

/** A map of tags as CloudFormation's list. */
export function tagList(node: YamlNode | undefined): YamlNode | undefined {
  if (node?.kind !== 'mapping' || isCall(node)) return node;
  const tags = [...node.entries.values()].map(({ key, keyAt, value }) =>
    mapping({ Key: scalar(key, keyAt), Value: value }, keyAt),
  );
  return sequence(tags, node.at);
}
