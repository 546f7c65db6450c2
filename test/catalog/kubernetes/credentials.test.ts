import { describe, expect, it } from 'vitest';
import { isCredential } from '../../../src/catalog/kubernetes/object/literal-credentials.js';
import { isMutable, parseImage, storeProduct } from '../../../src/catalog/kubernetes/object/image.js';

describe('credentials in settings', () => {
  it.each([
    ['DB_PASSWORD', 'summer-2024', true],
    ['API_KEY', 'd41d8cd98f00b204', true],
    ['DATABASE_URL', 'postgres://app:summer@db:5432/orders', true],
    ['ANY', 'AKIAIOSFODNN7EXAMPLE', true],
    ['DB_PASSWORD', '$(DB_PASSWORD)', false],
    ['DB_PASSWORD', '', false],
    ['DB_PASSWORD_FILE', '/run/secrets/db', false],
    ['TOKEN_URL', 'https://login.example.com/token', false],
    ['SECRET_NAME', 'orders-db', false],
    ['DATABASE_URL', 'postgres://app@db:5432/orders', false],
    ['DATABASE_URL', 'postgres://app:$(PASSWORD)@db:5432/orders', false],
    ['AUTH_ENABLED', 'true', false],
    ['MODE', 'password', false],
  ])('%s=%s: %s', (name, value, expected) => {
    expect(isCredential(name, value)).toBe(expected);
  });
});

describe('image references', () => {
  it.each([
    ['postgres', 'postgres', undefined, true],
    ['postgres:16.4', 'postgres', '16.4', false],
    ['localhost:5000/shop/api', 'api', undefined, true],
    ['localhost:5000/shop/api:latest', 'api', 'latest', true],
    [`ghcr.io/shop/api@sha256:${'a'.repeat(64)}`, 'api', undefined, false],
    [`ghcr.io/shop/api:latest@sha256:${'a'.repeat(64)}`, 'api', 'latest', false],
  ])('%s', (reference, name, tag, mutable) => {
    const image = parseImage(reference);
    expect([image.name, image.tag, isMutable(image)]).toEqual([name, tag, mutable]);
  });

  it.each([
    ['bitnami/postgresql:16', 'relational'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'relational'],
    ['docker.elastic.co/elasticsearch/elasticsearch:8.15.0', 'search'],
    ['ghcr.io/shop/server:1', undefined],
    ['oliver006/redis_exporter:v1', undefined],
    ['ghcr.io/shop/redis-client:1', undefined],
  ])('%s runs a %s store', (reference, store) => {
    expect(storeProduct(parseImage(reference))?.store).toBe(store);
  });
});
