import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/route-table.js';
import { plainly, read, ref, variable, type Written } from '../read-declarations.js';

const one = (declarations: readonly Written[], name: string) => plainly(read(kinds, declarations).get(name)?.network);

const routes: readonly [string, Written[], unknown][] = [
  [
    'inline, each kind of target',
    [
      {
        type: 'aws_route_table',
        name: 'table',
        body: {
          vpc_id: ref('aws_vpc.Orders.id'),
          route: [
            { cidr_block: '0.0.0.0/0', nat_gateway_id: ref('aws_nat_gateway.a.id'), gateway_id: '' },
            { ipv6_cidr_block: '::/0', egress_only_gateway_id: ref('aws_egress_only_internet_gateway.b.id') },
            { cidr_block: '10.1.0.0/16', vpc_peering_connection_id: ref('aws_vpc_peering_connection.c.id') },
            { cidr_block: '10.0.0.0/16', gateway_id: 'local' },
            { destination_prefix_list_id: 'pl-1', vpc_endpoint_id: ref('aws_vpc_endpoint.d.id') },
          ],
        },
      },
    ],
    {
      routes: [
        { destination: '0.0.0.0/0', targetKind: 'nat', target: '-> a' },
        { destination: '::/0', targetKind: 'egress-only', target: '-> b' },
        { destination: '10.1.0.0/16', targetKind: 'peering', target: '-> c' },
        { destination: '10.0.0.0/16', targetKind: 'local', target: 'local' },
        { destination: 'pl-1', targetKind: 'endpoint', target: '-> d' },
      ],
    },
  ],
  [
    'made the main table',
    [
      { type: 'aws_route_table', name: 'table', body: { vpc_id: ref('aws_vpc.Orders.id') } },
      {
        type: 'aws_main_route_table_association',
        name: 'main',
        body: { vpc_id: ref('aws_vpc.Orders.id'), route_table_id: ref('aws_route_table.table.id') },
      },
    ],
    { main: {} },
  ],
  [
    'the adopted default table',
    [
      {
        type: 'aws_default_route_table',
        name: 'table',
        body: { default_route_table_id: ref('aws_vpc.Orders.default_route_table_id') },
      },
    ],
    { main: {}, vpc: '-> Orders' },
  ],
  [
    'unknown routes',
    [{ type: 'aws_route_table', name: 'table', body: { route: variable('routes') } }],
    { routes: [{ targetKind: 'other', destination: { kind: 'unknown' } }] },
  ],
];

describe('route tables', () => {
  it.each(routes)('%s', (_, declarations, expected) => {
    expect(one(declarations, 'table')).toMatchObject(expected as object);
  });

  it("takes routes for the VPC's own main table", () => {
    const [table] = read(kinds, [
      {
        type: 'aws_route',
        name: 'out',
        body: {
          route_table_id: ref('aws_vpc.Orders.main_route_table_id'),
          destination_cidr_block: '0.0.0.0/0',
          gateway_id: ref('aws_internet_gateway.igw.id'),
        },
      },
    ]).values();
    expect(plainly(table?.network)).toMatchObject({ main: {}, vpc: '-> Orders', routes: [{ targetKind: 'gateway' }] });
  });
});
