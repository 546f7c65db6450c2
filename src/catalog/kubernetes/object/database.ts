import { type Fact, known } from '../../../model/fact.js';
import type { ClusterFacet, ObjectUse } from '../../../model/cluster.js';
import type { Location } from '../../../model/location.js';
import { mapValue, stringValue } from '../../../model/values.js';
import type { StoreFacet, WorkloadFacet } from '../../../model/workload.js';
import type { ResourceParts } from '../../kind.js';
import { containersOf } from './containers.js';
import { parseImage, storeProduct } from './image.js';
import { literalCredentials } from './literal-credentials.js';
import { objectHandle } from './settings.js';
import { at, textOf } from './values.js';

const passwordVariable = /PASSWORD|PASSWD|PASS$|SECRET_KEY|AUTH_TOKEN/;

/** What makes a workload a data store: its first container runs one. */
export function databaseParts(
  scope: string,
  cluster: ClusterFacet,
  workload: WorkloadFacet,
  place: Location,
): ResourceParts | undefined {
  const uses = cluster.pod?.uses ?? [];
  const main = containersOf(cluster.pod?.spec ?? mapValue(new Map())).containers.find(({ role }) => role === 'main');
  const image = at(main?.value, 'image');
  const text = textOf(image);
  const product = text === undefined ? undefined : storeProduct(parseImage(text));
  if (!product) return undefined;
  const credentials = uses
    .filter(
      (use) =>
        use.kind === 'Secret' &&
        use.how === 'environment' &&
        (use.variable === undefined || passwordVariable.test(use.variable)),
    )
    .map((use) => ({
      secret: stringValue(objectHandle(scope, 'Secret', cluster.namespace, use.name), use.at),
      at: use.at,
    }));
  const open = withoutAuthentication(product.engine, workload, uses, image?.at ?? place);
  const store: StoreFacet = {
    store: product.store,
    hints: [{ text: stringValue(cluster.name) }, ...databaseNames(workload)],
    access: open?.state === 'known' && open.value === false ? 'none' : 'credential',
    credentials,
    needsNetwork: true,
    ...(image && { engine: image }),
  };
  return {
    store,
    element: 'data-store',
    kind: `data-store/${product.store}`,
    facts: { 'storage.clientAuthentication': open, 'storage.credentialInCode': literalPassword(workload, place) },
  };
}

/** Its password, written out in its own environment. */
function literalPassword(workload: WorkloadFacet, place: Location): Fact {
  const found = literalCredentials(workload).map((finding) => finding.at);
  return known(found.length > 0, found.length > 0 ? found : [place]);
}

const databaseNames = ({ settings }: WorkloadFacet): StoreFacet['hints'] =>
  settings.flatMap(({ name, value, at: place }) =>
    /^(POSTGRES_DB|MYSQL_DATABASE|MARIADB_DATABASE|MONGO_INITDB_DATABASE)$/.test(name)
      ? [{ text: value, at: place }]
      : [],
  );

/** Whether clients need a password, by how the official images start (their documentation on Docker Hub). */
function withoutAuthentication(
  engine: string,
  { settings }: WorkloadFacet,
  uses: readonly ObjectUse[],
  place: Location,
): Fact | undefined {
  const setting = (name: RegExp) => settings.find((one) => name.test(one.name));
  const given = (name: RegExp): boolean =>
    setting(name) !== undefined || uses.some(({ variable }) => variable !== undefined && name.test(variable));
  const wholeEnvironment = uses.some((use) => use.how === 'environment' && use.variable === undefined);
  const configured = wholeEnvironment || uses.some(({ how }) => how === 'volume');
  const says = (pattern: RegExp): boolean =>
    settings.some(({ value }) => value.kind !== 'string' || pattern.test(value.value));
  switch (engine) {
    case 'postgres': {
      const trust = setting(/^POSTGRES_HOST_AUTH_METHOD$/);
      return known(textOf(trust?.value) !== 'trust', [trust?.at ?? place]);
    }
    case 'mysql': {
      const empty = setting(/^(MYSQL|MARIADB)_ALLOW_EMPTY_(ROOT_)?PASSWORD$/) ?? setting(/^ALLOW_EMPTY_PASSWORD$/);
      return known(!/^(1|yes|true)$/i.test(textOf(empty?.value) ?? ''), [empty?.at ?? place]);
    }
    case 'redis': {
      const asks = says(/requirepass|aclfile|REDIS_PASSWORD/) || given(/PASSWORD|REQUIREPASS/i);
      return asks ? known(true, [place]) : configured || says(/\.conf\b/) ? undefined : known(false, [place]);
    }
    case 'mongodb': {
      const asks =
        given(/^(MONGO_INITDB_ROOT_(USERNAME|PASSWORD)(_FILE)?|MONGODB_ROOT_PASSWORD)$/) ||
        says(/--auth|--keyFile|--config|-f\b/);
      return asks ? known(true, [place]) : configured ? undefined : known(false, [place]);
    }
    case 'memcached':
      return known(says(/^(-S|--enable-sasl|-Y)/), [place]);
    default:
      return undefined;
  }
}
