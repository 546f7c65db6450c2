import { describe, expect, it } from 'vitest';
import { type Digest, digest } from './compare-models.js';
import { lines, scanSystem } from './scan-system.js';

/** What Terraform writes as look-ups, or as resources of other providers. */
const onlyTerraform = [/^aws_iam_policy_document$/, /^aws_caller_identity$/, /^random\./];
const terraform = digest((await scanSystem('orders')).model, { leaveOut: onlyTerraform });

/** Facts of the resources that both have by name. */
const shared = (one: Digest, other: Digest): Record<string, unknown> =>
  Object.fromEntries(Object.entries(one.facts).filter(([name]) => name in other.facts));

describe('orders in CloudFormation is orders in Terraform', async () => {
  const { model } = await scanSystem('orders-cfn');
  const cloudformation = digest(model);

  it('is read without a complaint', () => expect(model.diagnostics).toEqual([]));
  it('has the same elements', () => expect(cloudformation.elements).toEqual(terraform.elements));
  it('has the same flows', () => expect(cloudformation.flows).toEqual(terraform.flows));
  it('has the same threats', () => expect(cloudformation.threats).toEqual(terraform.threats));

  it('knows the same facts', () => {
    const [ours, theirs] = [shared(cloudformation, terraform), shared(terraform, cloudformation)];
    expect(Object.keys(ours).length).toBeGreaterThan(18);
    expect(ours).toEqual(theirs);
  });

  it('tells where', () => {
    const open = model.threats.find((threat) => threat.policy === 'unauthenticated-operation');
    expect(open?.location).toMatchObject({ file: 'orders.yaml', start: { line: 436, column: 7 } });
  });
});

describe('orders in SAM is orders in Terraform', async () => {
  const { model } = await scanSystem('orders-sam');
  // The methods stand in the API's document, where they are operations of one element.
  const document = { 'aws.apigateway.method': 'aws.apigateway.rest-api' };
  const inDocument = [/^aws\.apigateway\./, /^aws\.iam\.policy$/];
  const sam = digest(model, { leaveOut: inDocument });
  const same = digest((await scanSystem('orders')).model, {
    leaveOut: [...onlyTerraform, ...inDocument],
    rename: document,
  });

  it('is read without a complaint', () => expect(model.diagnostics).toEqual([]));
  it('has the same elements', () => expect(sam.elements).toEqual(same.elements));
  it('has the same flows', () => expect(new Set(sam.flows)).toEqual(new Set(same.flows)));

  it('has the same threats; the way around the sign-in is told of the document, not of the function', () => {
    const around = /\S+-sibling aws\.lambda\.function|\S+-beside-closed aws\.apigateway\.rest-api/;
    const alike = (threats: readonly string[]) => threats.map((threat) => threat.replace(around, 'around')).sort();
    expect(alike(sam.threats)).toEqual(alike(same.threats));
  });

  it('knows the same facts', () => expect(shared(sam, same)).toEqual(shared(same, sam)));

  it('points at the event that is open', () => {
    expect(lines(model)).toContainEqual(
      expect.stringMatching(/^critical unauthenticated-operation Api template\.yaml:348$/),
    );
  });
});

describe('network-nested: stacks inside a stack, and a database beside them', async () => {
  const { model } = await scanSystem('network-nested');

  it('is read without a complaint', () => expect(model.diagnostics).toEqual([]));

  it('names nested resources by their stack', () => {
    const addresses = model.resources.map((resource) => resource.address);
    expect(addresses).toEqual(expect.arrayContaining(['Database', 'Network', 'Network/Vpc', 'Web/WebServer']));
    expect(addresses.filter((address) => address === 'Vpc')).toEqual([]);
  });

  it('gives parameters in and outputs out', () => {
    const server = model.resources.find((resource) => resource.address === 'Web/WebServer');
    expect(server?.boundary).toBe('tb:network:cloud/vpc/Network/Vpc/public');
  });

  it('follows exports into another stack: the database is reached through the web server', () => {
    const path = model.paths.find((one) => one.id === model.summary.worstPath);
    expect(path?.hops.map((hop) => `${hop.to} ${hop.because[0]?.file}`)).toEqual([
      'Web/WebServer templates/web.yaml',
      'Web/WebServer templates/web.yaml',
      'Database database.json',
    ]);
  });

  it('a parameter that is not echoed is no password in the code', () => {
    expect(lines(model).filter((line) => line.includes('database-password-in-code'))).toEqual([]);
  });
});

describe('pipeline: a topic that anybody may write to', async () => {
  const { model } = await scanSystem('pipeline');

  it('is read without a complaint', () => expect(model.diagnostics).toEqual([]));

  it('knows every flow', () => {
    const flows = model.flows.map((flow) => `${flow.from} ${flow.kind} ${flow.to} ${flow.certainty}`);
    expect(flows.sort()).toEqual([
      'Bus triggers Priced certain',
      'Claims publishes Inbox certain',
      'Inbox copies-to Rejected certain',
      'Inbox triggers Pricer certain',
      'Priced publishes Archive certain',
      'Pricer reads Inbox certain',
      'Pricer reads Patients certain',
      'Pricer writes Bus certain',
      'Pricer writes Patients certain',
      'aws-account/210987654321 writes Bus certain',
      'internet writes Claims certain',
    ]);
  });

  it('accuses the topic, at its policy, and not the queues whose policies have a condition', () => {
    const severe = lines(model).filter((line) => /^(critical|high)/.test(line));
    expect(severe).toContainEqual(expect.stringMatching(/^high data-store-world-writable Claims pipeline\.yaml:2\d$/));
    expect(severe.filter((line) => !line.includes(' Claims '))).toEqual([]);
  });
});
