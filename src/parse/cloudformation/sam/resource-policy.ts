import type { Location } from '../../../model/location.js';
import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import type { ApiOperation } from './api-paths.js';
import { document } from './role.js';
import { itemsOf, mapping, scalar, sequence, sub, textOf } from './syntax.js';

/** `Auth.ResourcePolicy`: own statements, and lists of who is let in or kept out. */
export function resourcePolicy(
  node: YamlNode | undefined,
  stage: YamlNode | undefined,
  operations: readonly ApiOperation[],
): YamlNode | undefined {
  if (!node) return undefined;
  const { at } = node;
  const list = (key: string): readonly YamlNode[] => itemsOf(child(node, key));
  const resources = sequence(
    operations.map((one) => placeOf(one, stage ?? scalar('*', at))),
    at,
  );
  const allow = (principal: YamlNode): YamlMapping => invoke('Allow', principal, resources, undefined, at);
  const everyone = scalar('*', at);
  const accounts = list('AwsAccountWhitelist');
  const barred = list('AwsAccountBlacklist');
  const statements: YamlNode[] = [];
  if (accounts.length > 0) statements.push(allow(mapping({ AWS: sequence(accounts, at) }, at)));
  if (barred.length > 0) {
    statements.push(invoke('Deny', mapping({ AWS: sequence(barred, at) }, at), resources, undefined, at));
  }
  const denied = conditions.flatMap(([key, operator, name]) => {
    const values = list(key);
    if (values.length === 0) return [];
    const of = name === '' ? (textOf(values[0])?.startsWith('vpce-') ? 'aws:SourceVpce' : 'aws:SourceVpc') : name;
    const condition = mapping({ [operator]: mapping({ [of]: sequence(values, at) }, at) }, at);
    return [invoke('Deny', everyone, resources, condition, at)];
  });
  if (denied.length > 0) statements.push(allow(everyone), ...denied);
  statements.push(...list('CustomStatements'));
  return statements.length === 0 ? undefined : document(statements, at);
}

/** Lists of who is let in deny all others; lists of who is kept out deny these. */
const conditions = [
  ['IpRangeWhitelist', 'NotIpAddress', 'aws:SourceIp'],
  ['IpRangeBlacklist', 'IpAddress', 'aws:SourceIp'],
  ['SourceVpcWhitelist', 'StringNotEquals', ''],
  ['IntrinsicVpcWhitelist', 'StringNotEquals', 'aws:SourceVpc'],
  ['IntrinsicVpceWhitelist', 'StringNotEquals', 'aws:SourceVpce'],
  ['SourceVpcBlacklist', 'StringEquals', ''],
  ['IntrinsicVpcBlacklist', 'StringEquals', 'aws:SourceVpc'],
  ['IntrinsicVpceBlacklist', 'StringEquals', 'aws:SourceVpce'],
] as const;

/** One method of the API as a resource of its policy. */
function placeOf({ path, method, at }: ApiOperation, stage: YamlNode): YamlNode {
  const verb = method === 'any' || method.startsWith('x-') ? '*' : method.toUpperCase();
  const pattern = path.replaceAll(/\{[^}]*\}/g, '*');
  return sub(`execute-api:/\${Stage}/${verb}${pattern}`, at, { Stage: stage });
}

function invoke(
  effect: string,
  principal: YamlNode,
  resource: YamlNode,
  condition: YamlNode | undefined,
  at: Location,
): YamlMapping {
  return mapping(
    {
      Effect: scalar(effect, at),
      Action: scalar('execute-api:Invoke', at),
      Resource: resource,
      Principal: principal,
      Condition: condition,
    },
    at,
  );
}
