import type { StoreFacet } from '../../../model/workload.js';

/** Name and tag of an image reference: `ghcr.io/shop/api:1.2@sha256:...`. */
export interface Image {
  readonly repository: string;
  /** Last part of the repository: `postgres`. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function parseImage(reference: string): Image {
  const [path = '', digest] = reference.split('@');
  const colon = path.lastIndexOf(':');
  const hasTag = colon > path.lastIndexOf('/');
  const repository = hasTag ? path.slice(0, colon) : path;
  const tag = hasTag ? path.slice(colon + 1) : undefined;
  return {
    repository,
    name: repository.slice(repository.lastIndexOf('/') + 1).toLowerCase(),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** `latest`, or nothing that says which one: the same manifest may run other code tomorrow. */
export const isMutable = (image: Image): boolean =>
  image.digest === undefined && (image.tag === undefined || image.tag === 'latest');

interface Product {
  readonly names: RegExp;
  readonly store: StoreFacet['store'];
  readonly port: number;
  readonly engine: string;
}

/** Images of data stores by the names that their makers publish them under (Docker Hub, Bitnami, Elastic, ...). */
const products: readonly Product[] = [
  {
    names: /^(postgres|postgresql|postgresql-repmgr|postgis|timescaledb|spilo-\d+|pgvector)$/,
    store: 'relational',
    port: 5432,
    engine: 'postgres',
  },
  {
    names: /^(mysql|mysql-server|mariadb|mariadb-galera|percona|percona-server)$/,
    store: 'relational',
    port: 3306,
    engine: 'mysql',
  },
  { names: /^(mssql-server|server)$/, store: 'relational', port: 1433, engine: 'mssql' },
  { names: /^(cockroach|cockroachdb)$/, store: 'relational', port: 26257, engine: 'cockroach' },
  {
    names: /^(mongo|mongodb|mongodb-sharded|percona-server-mongodb|mongodb-community-server)$/,
    store: 'nosql',
    port: 27017,
    engine: 'mongodb',
  },
  {
    names: /^(cassandra|scylla|couchdb|couchbase|dynamodb-local|neo4j|influxdb|etcd|arangodb)$/,
    store: 'nosql',
    port: 0,
    engine: '',
  },
  {
    names: /^(redis|redis-cluster|redis-stack|redis-stack-server|valkey|keydb|dragonfly)$/,
    store: 'cache',
    port: 6379,
    engine: 'redis',
  },
  { names: /^memcached$/, store: 'cache', port: 11211, engine: 'memcached' },
  {
    names: /^(elasticsearch|elasticsearch-oss|opensearch|solr|meilisearch)$/,
    store: 'search',
    port: 9200,
    engine: 'elasticsearch',
  },
  { names: /^(rabbitmq|activemq|activemq-artemis|nats)$/, store: 'queue', port: 5672, engine: 'rabbitmq' },
  { names: /^(kafka|cp-kafka|redpanda|pulsar)$/, store: 'stream', port: 9092, engine: 'kafka' },
  { names: /^minio$/, store: 'file', port: 9000, engine: 'minio' },
];

/** The data store that an image runs, if it is one. */
export function storeProduct(image: Image): Product | undefined {
  if (image.name === 'server' && !image.repository.includes('mssql')) return undefined;
  return products.find(({ names }) => names.test(image.name));
}

/** Images of administration interfaces: who gets to them runs the cluster or the data behind them. */
const adminImages =
  /^(dashboard|kubernetes-dashboard|kubernetes-dashboard-amd64|kubernetes-dashboard-web|argocd|argo-cd|argocli|kibana|grafana-agent|phpmyadmin|adminer|pgadmin4|mongo-express|redis-commander|redisinsight|portainer|portainer-ce|jenkins|traefik-dashboard|weave-scope|rancher|octant|k8s-dashboard|kubeapps|cerebro|kafka-ui|kafdrop|akhq|vault|consul|prometheus|alertmanager|jupyter|base-notebook|airflow|flower|headlamp)$/;
export const isAdminImage = (image: Image): boolean => adminImages.test(image.name);
