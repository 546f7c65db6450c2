import { describe, expect, it } from 'vitest';
import { buildGraph, findResources, type ResourceGraph } from '../../src/graph/index.js';
import { toResources } from '../../src/catalog/index.js';
import { known } from '../../src/model/fact.js';
import type { Relation } from '../../src/model/relation.js';
import { yes } from '../../src/model/tri.js';
import { stringValue, unknownValue } from '../../src/model/values.js';
import { syntheticResource } from '../../src/model/synthetic.js';
import { readDeclarations } from '../../src/parse/index.js';
import { memoryTree } from '../../src/source/index.js';

async function graphOf(code: string): Promise<ResourceGraph> {
  const read = await readDeclarations(memoryTree({ 'main.tf': code }), {});
  return buildGraph(toResources(read.declarations).resources);
}

const shop = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "inner" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_instance" "web" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.inner[1].id
  tags          = { Name = "web", Team = "orders" }
}
resource "aws_instance" "strange" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  subnet_id     = var.subnet
}
variable "subnet" {
  type = string
}
resource "aws_sqs_queue" "orders" {
  name = "shop-orders"
}
`;

describe('a graph of declared resources', async () => {
  const graph = await graphOf(shop);
  const links = (id: string): readonly string[] => graph.outgoing(id).map((r) => `${r.kind} ${r.to} ${r.certainty}`);

  it('has the internet and every resource, by id', () => {
    expect(graph.resources.map((r) => r.id)).toEqual([
      'ext|internet',
      '|aws_instance.strange',
      '|aws_instance.web',
      '|aws_sqs_queue.orders',
      '|aws_subnet.inner[0]',
      '|aws_subnet.inner[1]',
      '|aws_vpc.main',
    ]);
  });

  it('turns links into relations to the exact instance', () => {
    expect(links('|aws_instance.web')).toContain('runs-in |aws_subnet.inner[1] certain');
    expect(links('|aws_instance.web')).not.toContain('runs-in |aws_subnet.inner[0] certain');
  });

  it('keeps what names something unknown: it is in some subnet', () => {
    expect(graph.unresolved('|aws_instance.strange', 'runs-in')).toMatchObject([{ reasons: [{ code: 'variable' }] }]);
    expect(graph.unresolved('|aws_instance.web', 'runs-in')).toEqual([]);
  });

  it('finds by type, by prefix of a type, by kind', () => {
    expect(graph.byType('aws.ec2.subnet')).toHaveLength(2);
    expect(graph.byType('aws.ec2.').length).toBeGreaterThan(3);
    expect(graph.byType('aws.ec2')).toEqual([]);
    expect(graph.byKind('data-store/').map((r) => r.address)).toEqual(['aws_sqs_queue.orders']);
  });

  it.each([
    ['internet', ['internet']],
    ['aws_instance.web', ['aws_instance.web']],
    ['aws_subnet.inner', ['aws_subnet.inner[0]', 'aws_subnet.inner[1]']],
    ['aws_subnet.inner[1]', ['aws_subnet.inner[1]']],
    ['tag:Team=orders', ['aws_instance.web']],
    ['tag:Team=clinic', []],
    ['shop-orders', ['aws_sqs_queue.orders']],
    ['constructor', []],
  ])('finds what a person means by %s', (text, addresses) => {
    expect(findResources(graph, text).map((r) => r.address)).toEqual(addresses);
  });
});

describe('what passes add', () => {
  const clinic = {
    ...syntheticResource('|clinic', 'data-store/object', 'clinic'),
    facts: new Map([['asset.sensitivity', known(2)]]),
  };
  const graph = buildGraph([clinic, syntheticResource('|scans', 'data-store/object', 'scans')]);
  const copy: Relation = { kind: 'copies-to', from: '|clinic', to: '|scans', certainty: 'certain', because: [] };

  it('a fact of a pass overrides what the catalog said', () => {
    expect(graph.fact('|clinic', 'asset.sensitivity')).toMatchObject({ value: 2 });
    graph.extend({ facts: [{ resource: '|clinic', name: 'asset.sensitivity', fact: known(3) }] });
    expect(graph.fact('|clinic', 'asset.sensitivity')).toMatchObject({ value: 3 });
    expect(graph.fact('|nothing', 'asset.sensitivity')).toBeUndefined();
  });

  it('the same relation counts once, another attribute makes another', () => {
    graph.extend({ relations: [copy, copy, { ...copy, attrs: { use: 'backup' } }] });
    expect(graph.outgoing('|clinic', 'copies-to')).toHaveLength(2);
    expect(graph.incoming('|scans', 'copies-to')).toHaveLength(2);
    expect(graph.outgoing('|clinic', 'reads')).toEqual([]);
  });

  it('a relation to what is not there is no relation', () => {
    graph.extend({ relations: [{ ...copy, to: '|nowhere' }] });
    expect(graph.outgoing('|clinic')).toHaveLength(2);
  });

  it('a node that is there stays as it was', () => {
    graph.extend({ resources: [syntheticResource('|clinic', 'external/saas', 'another')] });
    expect(graph.resource('|clinic')?.name).toBe('clinic');
  });
});

describe('what a link may mean', () => {
  const target = syntheticResource('|queue', 'data-store/queue', 'orders');
  const link = (kind: 'triggers' | 'publishes', name: string) => {
    const from = {
      ...syntheticResource('|rule', 'process/workflow', 'rule'),
      links: [{ kind, target: stringValue(name), because: [] }],
    };
    const queue = {
      ...target,
      element: 'data-store' as const,
      handles: [{ kind: 'name', value: stringValue('orders') }],
    };
    const api = {
      ...syntheticResource('|api', 'process/function', 'api'),
      element: 'process' as const,
      handles: [{ kind: 'name', value: stringValue('api') }],
    };
    return buildGraph([from, queue, api]).outgoing('|rule')[0]?.kind;
  };

  it('a store is written to, a process is started, whatever the catalog could not know', () => {
    expect(link('triggers', 'orders')).toBe('publishes');
    expect(link('triggers', 'api')).toBe('triggers');
    expect(link('publishes', 'api')).toBe('invokes');
    expect(link('publishes', 'orders')).toBe('publishes');
  });

  it('a thing that only may exist gives a conditional relation', () => {
    const doubt = {
      truth: 'unknown' as const,
      because: [],
      unknowns: [{ code: 'dynamic' as const, subject: 'count' }],
    };
    const queue = { ...target, exists: doubt, handles: [{ kind: 'name', value: stringValue('orders') }] };
    const from = {
      ...syntheticResource('|api', 'process/function', 'api'),
      exists: yes(),
      links: [
        { kind: 'writes' as const, target: stringValue('orders'), because: [] },
        { kind: 'reads' as const, target: unknownValue('variable', 'var.other'), because: [] },
      ],
    };
    const graph = buildGraph([from, queue]);
    expect(graph.outgoing('|api').map((r) => [r.kind, r.certainty])).toEqual([['writes', 'conditional']]);
    expect(graph.unresolved('|api').map((u) => u.link.kind)).toEqual(['reads']);
  });
});
