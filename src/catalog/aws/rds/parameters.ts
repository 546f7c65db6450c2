import { type Fact, known } from '../../../model/fact.js';
import type { Value } from '../../../model/value.js';
import { type AttributePath, defineKind } from '../../kind.js';
import { factOf, mapFact, type Reader } from '../../reader.js';

const groupAttributes = {
  family: { terraform: 'family', cloudformation: 'Family' },
  parameters: {
    terraform: 'parameter',
    each: { name: { terraform: 'name' }, value: { terraform: 'value' } },
  },
  parameterMap: { cloudformation: 'Parameters' },
} as const;

/** Parameters that make a server refuse unencrypted connections (RDS User Guide, "Using SSL/TLS"). */
const forcesTls = ['rds.force_ssl', 'require_secure_transport', 'tls', 'neptune_enforce_ssl'];

/** Families whose servers refuse unencrypted connections unless told otherwise. */
const tlsByDefault = [/^postgres(1[5-9]|[2-9]\d)$/, /^aurora-postgresql(1[7-9]|[2-9]\d)$/, /^docdb/, /^neptune/];
const on = new Set(['1', 'on', 'enabled', 'true', 'fips-140-3', 'tls1.2+', 'tls1.3+']);

/** A parameter group of RDS or of one of the services made from it. */
export const parameterGroupKind = (
  type: string,
  terraform: readonly string[],
  cloudformation: readonly string[],
  name: string,
) =>
  defineKind({
    type,
    element: 'supporting',
    kind: 'other',
    dialects: { terraform, cloudformation },
    attributes: {
      name: { terraform: 'name', cloudformation: name },
      ...groupAttributes,
    },
    names: ['name'],
    build: (r) => ({ facts: { 'encryption.inTransit': enforcesTls(r) } }),
  });

export const parameterGroup = parameterGroupKind(
  'aws.rds.parameter-group',
  ['aws_db_parameter_group'],
  ['AWS::RDS::DBParameterGroup'],
  'DBParameterGroupName',
);
export const clusterParameterGroup = parameterGroupKind(
  'aws.rds.cluster-parameter-group',
  ['aws_rds_cluster_parameter_group'],
  ['AWS::RDS::DBClusterParameterGroup'],
  'DBClusterParameterGroupName',
);

/** Whether the group makes the server refuse unencrypted connections: by a parameter, else by its family's default. */
export function enforcesTls(r: Reader<typeof groupAttributes>): Fact {
  const setting = written(r).find(({ name }) => forcesTls.includes(name));
  if (setting) {
    const fact = factOf(setting.value, setting.value.at ?? r.location);
    return mapFact(fact, (value) => on.has(String(value).toLowerCase()));
  }
  const undecided = r.undecided('parameters');
  if (undecided.length > 0) return { state: 'unknown', reasons: undecided, because: [r.at('parameters')] };
  return mapFact(r.fact('family'), (family) => tlsByDefault.some((pattern) => pattern.test(String(family))));
}

function written(r: Reader<typeof groupAttributes>): readonly { readonly name: string; readonly value: Value }[] {
  const blocks = r.each('parameters').flatMap((block) => {
    const name = block.text('name');
    const value = block.value('value');
    return name !== undefined && value ? [{ name, value }] : [];
  });
  const map = r.value('parameterMap');
  const entries = map?.kind === 'map' ? [...map.entries].map(([name, value]) => ({ name, value })) : [];
  return [...blocks, ...entries];
}

/**
 * Whether a database refuses unencrypted connections, by its parameter group. AWS's default group for an engine version
 * changes no default. Undefined when the group is not in the scan or the version is not known.
 */
export function refusesCleartext(
  r: Reader<Readonly<Record<'engine' | 'engineVersion' | 'parameterGroup', AttributePath>>>,
  groups: readonly Reader<typeof groupAttributes>[],
): Fact | undefined {
  const [group] = groups;
  if (group) return enforcesTls(group);
  const named = r.text('parameterGroup');
  if (named === undefined && r.value('parameterGroup')) return undefined;
  const engine = r.text('engine');
  const version = /^\d+/.exec(r.text('engineVersion') ?? '')?.[0] ?? '';
  const family = named?.startsWith('default.') ? named.slice('default.'.length) : `${engine}${version}`;
  if (named !== undefined && !named.startsWith('default.')) return undefined;
  if (engine === undefined || (/postgres/.test(family) && !/\d/.test(family))) return undefined;
  return known(
    tlsByDefault.some((pattern) => pattern.test(family)),
    [r.at('engine')],
  );
}
