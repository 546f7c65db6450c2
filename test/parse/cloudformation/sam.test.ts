import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApiOperations } from '../../../src/catalog/common/open-api.js';
import type { Declaration } from '../../../src/model/declaration.js';
import { read, show } from './support.js';

const folder = 'fixtures/parse/cloudformation/sam';
const load = async (name: string) => read({ [name]: readFileSync(`${folder}/${name}`, 'utf8') });

/** The transform puts a hash of uploaded code behind these logical ids. */
const hashed = new Set(['AWS::ApiGateway::Deployment', 'AWS::Lambda::Version', 'AWS::Lambda::LayerVersion']);
const idOf = (one: Declaration): string =>
  hashed.has(one.type) ? one.address.replace(/[0-9a-f]{10}$/, '') : one.address;

/** Details that say nothing about security, or that need the upload. */
const unread: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Deployment': ['Description', 'StageName'],
  'AWS::ApiGateway::Stage': [],
  'AWS::Lambda::LayerVersion': ['LayerName'],
  'AWS::StepFunctions::StateMachine': ['DefinitionString', 'Definition', 'DefinitionSubstitutions'],
  'AWS::AppSync::Resolver': ['CodeS3Location', 'Runtime'],
  'AWS::AppSync::FunctionConfiguration': ['CodeS3Location', 'Runtime'],
  'AWS::ApiGatewayV2::Api': ['Body', 'Name'],
  'AWS::ApiGateway::RestApi': ['Body', 'Parameters', 'Name'],
};

/** Body as plain data, the order of statements' members and of single and many aside, without SAM's own tags. */
function plain(one: Declaration, ids: ReadonlyMap<string, string>): unknown {
  const body = show(one.body) as Record<string, unknown>;
  const document = body['Body'] as Record<string, unknown> | undefined;
  // The transform writes a policy and CORS into the document; ours are properties of the API, which mean the same.
  if (document?.['x-amazon-apigateway-policy']) body['Policy'] = document['x-amazon-apigateway-policy'];
  delete body['CorsConfiguration'];
  for (const name of [...(unread[one.type] ?? []), 'Tags']) delete body[name];
  const managed = body['ManagedPolicyArns'];
  if (Array.isArray(managed)) body['ManagedPolicyArns'] = managed.toSorted();
  let text = JSON.stringify(body, (_, value: unknown) => {
    if (Array.isArray(value) && value.length === 1) return value[0];
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    const written = Object.entries(value).filter(([, one]) => !isEmpty(one));
    return Object.fromEntries(written.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  for (const [long, short] of ids) text = text.replaceAll(long, short);
  return JSON.parse(text);
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

describe.each(['shop', 'clinic'])('the SAM transform, compared with what AWS makes of %s', async (name) => {
  const ours = await load(`${name}.yaml`);
  const theirs = await load(`${name}.transformed.json`);
  const ids = new Map(
    theirs.declarations.filter((one) => idOf(one) !== one.address).map((one) => [one.address, idOf(one)]),
  );
  const byId = new Map(ours.declarations.map((one) => [one.address, one]));

  it('reads both without a complaint', () => expect([ours.diagnostics, theirs.diagnostics]).toEqual([[], []]));

  it('makes the same resources under the same logical ids', () => {
    const list = (all: readonly Declaration[]) =>
      all.map((one) => `${idOf(one)} ${one.type} ${one.exists.truth}`).sort();
    expect(list(ours.declarations)).toEqual(list(theirs.declarations));
    expect(ours.declarations.length).toBeGreaterThan(40);
  });

  for (const one of theirs.declarations) {
    it(`${idOf(one)} has the same properties`, () => {
      const mine = byId.get(idOf(one));
      expect(mine && plain(mine, new Map())).toEqual(plain(one, ids));
    });
  }

  const apis = theirs.declarations.filter((one) => /^AWS::ApiGateway(::RestApi|V2::Api)$/.test(one.type));
  it.each(apis.map((one) => one.address))('%s has the same operations', (id) => {
    const operations = (one: Declaration | undefined) =>
      one &&
      openApiOperations(one.body.entries.get('Body'), one.location)
        .operations.map(({ name, authentication, targets }) => [
          name,
          authentication,
          ...targets.map((t) => show(t.target)),
        ])
        .sort();
    const theirOperations = operations(theirs.declarations.find((one) => one.address === id));
    expect(theirOperations?.length).toBeGreaterThan(0);
    expect(operations(byId.get(id))).toEqual(theirOperations);
  });
});

it('what the SAM transform makes is placed where the reason for it stands', async () => {
  const { declarations } = await load('shop.yaml');
  const lines = readFileSync(`${folder}/shop.yaml`, 'utf8').split('\n');
  const line = (id: string) =>
    lines[(declarations.find((one) => one.address === id)?.location.start.line ?? 0) - 1]?.trim();
  expect(line('BackNightlyPermission')).toMatch(/^Nightly:/);
  expect(line('FrontRole')).toMatch(/^Front:/);
  expect(line('ServerlessRestApi')).toMatch(/^List:/);
});
