import type { Location } from '../../model/location.js';
import type { ListenPort } from '../../model/network.js';
import type { Value } from '../../model/value.js';
import { numberValue } from '../../model/values.js';

/** Default ports by engine name or its beginning (RDS User Guide, CreateDBInstance `Port`). */
const defaultPorts: readonly (readonly [string, number])[] = [
  ['aurora-postgresql', 5432],
  ['postgres', 5432],
  ['aurora', 3306],
  ['mysql', 3306],
  ['mariadb', 3306],
  ['oracle', 1521],
  ['custom-oracle', 1521],
  ['sqlserver', 1433],
  ['custom-sqlserver', 1433],
  ['db2', 50000],
  ['docdb', 27017],
  ['neptune', 8182],
];

/** The port a database listens on: as written, else its engine's default, else unknown (an empty list: every port counts). */
export function databasePort(port: Value | undefined, engine: Value | undefined, at: Location): readonly ListenPort[] {
  const name = engine?.kind === 'string' ? engine.value : '';
  const application = defaultPorts.find(([prefix]) => name.startsWith(prefix))?.[0];
  const label = application === undefined ? {} : { application };
  if (port) return [{ protocol: 'tcp', port: asNumber(port), at: port.at ?? at, ...label }];
  const fallback = defaultPorts.find(([prefix]) => name.startsWith(prefix))?.[1];
  return fallback === undefined ? [] : [{ protocol: 'tcp', port: numberValue(fallback), at, ...label }];
}

/** CloudFormation writes ports as text. */
function asNumber(port: Value): Value {
  return port.kind === 'string' && /^\d+$/.test(port.value) ? numberValue(Number(port.value), port.at) : port;
}

/** A listener on one fixed port. */
export const onPort = (port: number, at: Location, application?: string): ListenPort => ({
  protocol: 'tcp',
  port: numberValue(port),
  at,
  ...(application !== undefined && { application }),
});
