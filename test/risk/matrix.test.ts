import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/graph/index.js';
import type { MatrixCell, ThreatModel } from '../../src/model/threat-model.js';
import { strideCategories } from '../../src/model/threat.js';
import { matrix } from '../../src/risk/index.js';
import { scanSystem, scanText } from '../systems/scan-system.js';

const name = ({ subject, to }: MatrixCell): string => (to === undefined ? subject : `${subject} -> ${to}`);

const cellOf = (model: ThreatModel, subject: string, category: string): MatrixCell | undefined =>
  model.matrix.find((cell) => name(cell) === subject && cell.category === category);

describe.each(['orders', 'orders-hardened', 'shop', 'site'])('the matrix of %s', async (system) => {
  const { model, graph } = await scanSystem(system);

  it('has each cell once, in the order of the categories', () => {
    const keys = model.matrix.map((cell) => `${name(cell)} ${cell.category}`);
    expect(new Set(keys).size).toBe(keys.length);
    const subjects = [...new Set(model.matrix.map(name))];
    for (const subject of subjects) {
      const columns = model.matrix.filter((c) => name(c) === subject).map((c) => strideCategories.indexOf(c.category));
      expect(columns, subject).toEqual([...columns].sort((a, b) => a - b));
    }
  });

  it('answers or asks: a threat has an id, a control has evidence, a question has neither', () => {
    const ids = new Set(model.threats.map((threat) => threat.id));
    for (const cell of model.matrix) {
      const label = `${name(cell)} ${cell.category}`;
      if (cell.state === 'threat')
        expect(cell.threats.every((id) => ids.has(id)) && cell.threats.length > 0, label).toBe(true);
      else expect(cell.threats, label).toEqual([]);
      expect(cell.because.length > 0, label).toBe(cell.state !== 'ask');
      expect(cell.control !== undefined, label).toBe(cell.state === 'mitigated');
    }
  });

  it('covers every interaction and every threat of an element', () => {
    const ends = new Set(model.flows.map((flow) => `${flow.from} -> ${flow.to}`));
    expect([...ends].filter((pair) => !model.matrix.some((cell) => name(cell) === pair))).toEqual([]);
    const told = new Set(model.matrix.flatMap((cell) => cell.threats));
    const elements = new Set(
      graph.resources.filter((r) => ['process', 'data-store'].includes(r.element)).map((r) => r.address),
    );
    const keys = new Set(graph.byKind('data-store/key').map((r) => r.address));
    const missing = model.threats.filter((t) => elements.has(t.address) && !keys.has(t.address) && !told.has(t.id));
    expect(missing.map((t) => `${t.policy} ${t.address}`)).toEqual([]);
  });
});

describe('cells of the orders service', async () => {
  const { model } = await scanSystem('orders');
  const state = (subject: string, category: string): string | undefined => {
    const cell = cellOf(model, subject, category);
    return cell?.control ?? cell?.state;
  };

  it.each([
    ['internet -> aws_api_gateway_method.create_order', 'spoofing', 'threat'],
    [
      'internet -> aws_api_gateway_method.list_orders',
      'spoofing',
      'decided by authorizer aws_api_gateway_authorizer.staff',
    ],
    ['internet -> aws_api_gateway_method.list_orders', 'tampering', 'the connection is encrypted'],
    ['aws_api_gateway_method.create_order', 'spoofing', 'threat'],
    ['aws_api_gateway_method.list_orders', 'spoofing', 'callers are authenticated'],
    ['aws_s3_bucket.invoices', 'information-disclosure', 'public access is blocked'],
    [
      'aws_sqs_queue.fulfilment -> module.function["fulfil"].aws_lambda_function.this',
      'elevation-of-privilege',
      'decided by IAM',
    ],
    [
      'module.function["api"].aws_lambda_function.this -> aws_secretsmanager_secret.database',
      'repudiation',
      'its use is recorded by aws_cloudtrail.main',
    ],
    ['aws_kms_key.orders', 'tampering', undefined],
  ])('%s, %s: %s', (subject, category, expected) => {
    expect(state(subject, category)).toBe(expected);
  });
});

describe('the size of the matrix', () => {
  it('grows with the number of elements and flows, not with their product', async () => {
    const cells = async (count: number): Promise<number> => {
      const code = `
resource "aws_sqs_queue" "orders" {
  count = ${count}
  name  = "orders-\${count.index}"
}`;
      return (await scanText({ 'main.tf': code })).matrix.length;
    };
    const [ten, hundred] = [await cells(10), await cells(100)];
    expect(hundred).toBe(ten * 10);
  });

  it('is empty for an empty graph', () => expect(matrix(buildGraph([]), [])).toEqual([]));
});
