import type { PrefixListFacet } from '../../model/network.js';
import { conditional, defined } from '../common/parts.js';
import { defineKind } from '../kind.js';

/** One entry of its own declaration. */
export const prefixListEntry = defineKind({
  type: 'aws.ec2.managed-prefix-list-entry',
  element: 'supporting',
  kind: 'network/prefix-list',
  dialects: { terraform: 'aws_ec2_managed_prefix_list_entry' },
  absent: { cloudformation: 'CloudFormation writes Entries inside AWS::EC2::PrefixList' },
  attributes: { list: { terraform: 'prefix_list_id' }, cidr: { terraform: 'cidr' } },
  satelliteOf: { owner: 'list', types: ['aws.ec2.managed-prefix-list'] },
});

/** A named set of CIDR blocks; a look-up usually is one that AWS manages. */
export const prefixList = defineKind({
  type: 'aws.ec2.managed-prefix-list',
  element: 'supporting',
  kind: 'network/prefix-list',
  dialects: { terraform: 'aws_ec2_managed_prefix_list', cloudformation: 'AWS::EC2::PrefixList' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'PrefixListName' },
    entries: {
      terraform: 'entry',
      cloudformation: 'Entries',
      each: { cidr: { terraform: 'cidr', cloudformation: 'Cidr' } },
    },
  },
  names: ['name'],
  build(r, satellites) {
    const inline = r
      .items('entries')
      .flatMap(({ reader, reasons }) =>
        reader.list('cidr').map((cidr) => ({ cidr: conditional(cidr, reasons), at: reader.location })),
      );
    const own = satellites
      .of(prefixListEntry)
      .flatMap((s) => s.list('cidr').map((cidr) => ({ cidr: conditional(cidr, s.doubts), at: s.location })));
    const network = defined<PrefixListFacet>({
      part: 'prefix-list',
      entries: [...inline, ...own],
      managedName: r.managed ? undefined : r.value('name'),
    });
    return { network };
  },
});

export const kinds = [prefixList, prefixListEntry];
