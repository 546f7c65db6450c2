import type { Value } from '../../../../model/value.js';
import { withMarks } from '../marks.js';
import type { ModuleInstance } from '../module-instance.js';
import { referenceTo } from '../origin.js';
import type { ResourceNode } from '../resource.js';
import type { ResourceInstance } from '../resource-instance.js';

/**
 * Look-ups of what the scan itself declares: `data "aws_ssm_parameter" "vpc" { name = "/shop/vpc" }` is the parameter
 * that this stack, or another one, declares under that name, and its value is what was put there.
 */

/** The argument that names the thing: of the data source, and of the resource where that is called otherwise. */
const NAMED_BY: Readonly<Record<string, readonly [string, string?]>> = {
  aws_cloudwatch_log_group: ['name'],
  aws_db_instance: ['db_instance_identifier', 'identifier'],
  aws_dynamodb_table: ['name'],
  aws_ecr_repository: ['name'],
  aws_ecs_cluster: ['cluster_name', 'name'],
  aws_eks_cluster: ['name'],
  aws_iam_instance_profile: ['name'],
  aws_iam_policy: ['name'],
  aws_iam_role: ['name'],
  aws_kms_alias: ['name'],
  aws_lambda_function: ['function_name'],
  aws_lb: ['name'],
  aws_rds_cluster: ['cluster_identifier'],
  aws_route53_zone: ['name'],
  aws_s3_bucket: ['bucket'],
  aws_secretsmanager_secret: ['name'],
  aws_security_group: ['name'],
  aws_sns_topic: ['name'],
  aws_sqs_queue: ['name'],
  aws_ssm_parameter: ['name'],
};
/** Types that are found by their `Name` tag. */
const TAGGED = new Set(['aws_vpc', 'aws_subnet', 'aws_security_group', 'aws_instance', 'aws_internet_gateway']);

/** The attribute of the one declared resource that the data source finds; undefined when there is none, or several. */
export function declaredAttribute(instance: ResourceInstance, name: string): Value | undefined {
  if (instance.written(name) !== undefined) return undefined;
  const found = declaredResource(instance);
  if (!found) return undefined;
  if (found.node.type === 'aws_ssm_parameter' && name === 'value') return parameterValue(found);
  return found.attribute(name) ?? referenceTo(found.reference(name));
}

/** What was put into the parameter. Only a secure one is a secret. */
function parameterValue(parameter: ResourceInstance): Value | undefined {
  const value = parameter.attribute('insecure_value') ?? parameter.attribute('value');
  if (!value) return undefined;
  const type = parameter.written('type');
  const plain = type?.kind === 'string' && type.value !== 'SecureString';
  const { at: _, ...placeless } = value;
  return withMarks(placeless as Value, plain ? {} : { sensitive: true });
}

const found = new WeakMap<ResourceInstance, ResourceInstance | null>();

function declaredResource(instance: ResourceInstance): ResourceInstance | undefined {
  const known = found.get(instance);
  if (known !== undefined) return known ?? undefined;
  // Whoever asks again while the names are being collected is told nothing.
  found.set(instance, null);
  const { type } = instance.node;
  const by = Object.hasOwn(NAMED_BY, type) ? NAMED_BY[type] : undefined;
  const name = by && text(instance.written(by[0]));
  const tag = name === undefined && TAGGED.has(type) ? soughtTag(instance) : undefined;
  const only =
    name !== undefined
      ? unique(instance, named(instance, by?.[1] ?? by?.[0] ?? '').get(name))
      : tag !== undefined
        ? unique(instance, named(instance, 'tags').get(tag))
        : undefined;
  found.set(instance, only ?? null);
  return only;
}

const text = (value: Value | undefined): string | undefined =>
  value?.kind === 'string' && value.value !== '' ? value.value : undefined;

const nameTag = (tags: Value | undefined): Value | undefined =>
  tags?.kind === 'map' ? tags.entries.get('Name') : undefined;

/** `tags = { Name = "main" }` or `filter { name = "tag:Name" values = ["main"] }`, when nothing else narrows it down. */
function soughtTag(instance: ResourceInstance): string | undefined {
  const tags = instance.written('tags');
  const filters = instance.written('filter');
  if (tags && !filters) return tags.kind === 'map' && tags.entries.size === 1 ? text(nameTag(tags)) : undefined;
  const [only] = filters?.kind === 'list' && filters.items.length === 1 && !tags ? filters.items : [];
  if (only?.kind !== 'map' || text(only.entries.get('name')) !== 'tag:Name') return undefined;
  const values = only.entries.get('values');
  return values?.kind === 'list' && values.items.length === 1 ? text(values.items[0]) : undefined;
}

/** Not what is being evaluated at this moment: that would be a cycle of our making. */
function quiet(instance: ResourceInstance, name: string): Value | undefined {
  const { evaluating } = instance.node.module.run;
  return evaluating.includes(`${instance.address}.${name}`) ? undefined : instance.written(name);
}

/** The one of the own stack, else the only one anywhere. */
function unique(instance: ResourceInstance, all: readonly ResourceInstance[] = []): ResourceInstance | undefined {
  const { run } = instance.node.module;
  const own = all.filter((one) => one.node.module.run === run);
  const chosen = own.length > 0 ? own : all;
  return chosen.length === 1 && chosen[0]?.exists.truth === 'yes' ? chosen[0] : undefined;
}

type Names = ReadonlyMap<string, readonly ResourceInstance[]>;

const names = new WeakMap<Roots, Map<string, Names>>();

/** The declared resources of the data source's type, by a naming argument (by the `Name` tag, for `tags`). */
function named(instance: ResourceInstance, argument: string): Names {
  const roots = rootsOf(instance);
  const { type } = instance.node;
  const known = names.get(roots) ?? new Map<string, Names>();
  names.set(roots, known);
  const key = `${type}.${argument}`;
  const made = known.get(key);
  if (made) return made;
  const gathered = new Map<string, ResourceInstance[]>();
  known.set(key, gathered);
  for (const one of (nodesByType(roots).get(type) ?? []).flatMap((node) => node.all())) {
    const value = quiet(one, argument);
    const name = text(argument === 'tags' ? nameTag(value) : value);
    if (name === undefined) continue;
    const same = gathered.get(name);
    if (same) same.push(one);
    else gathered.set(name, [one]);
  }
  return gathered;
}

type Roots = readonly ModuleInstance[];

const alone = new WeakMap<ModuleInstance, Roots>();

/** All roots of the scan, or the own one. */
function rootsOf(instance: ResourceInstance): Roots {
  const roots = instance.node.module.run.roots();
  if (roots.length > 0) return roots;
  let root = instance.node.module;
  while (root.caller) root = root.caller.call.parent;
  const known = alone.get(root) ?? [root];
  alone.set(root, known);
  return known;
}

const nodes = new WeakMap<Roots, Map<string, ResourceNode[]>>();

/** The managed resources of every module instance, by type; gathered once. */
function nodesByType(roots: Roots): ReadonlyMap<string, readonly ResourceNode[]> {
  const known = nodes.get(roots);
  if (known) return known;
  const gathered = new Map<string, ResourceNode[]>();
  nodes.set(roots, gathered);
  const visit = (module: ModuleInstance): void => {
    for (const key of module.source.managed.keys()) {
      const type = key.slice(0, key.indexOf('.'));
      const node = Object.hasOwn(NAMED_BY, type) || TAGGED.has(type) ? module.resource(key) : undefined;
      if (!node) continue;
      const same = gathered.get(type);
      if (same) same.push(node);
      else gathered.set(type, [node]);
    }
    for (const name of module.source.calls.keys()) for (const called of module.call(name)?.all() ?? []) visit(called);
  };
  roots.forEach(visit);
  return gathered;
}
