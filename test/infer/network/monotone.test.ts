import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldRules } from '../../../src/infer/network/network-acl.js';
import { parseCidr } from '../../../src/infer/network/packets/cidr.js';
import {
  coversPackets,
  everyPacket,
  type PacketSet,
  packetsOf,
} from '../../../src/infer/network/packets/packet-set.js';
import { portRange } from '../../../src/infer/network/packets/ports.js';
import type { Location } from '../../../src/model/location.js';
import { sceneOf } from './scene.js';

const at: Location = { file: 'main.tf', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const cidrs = ['0.0.0.0/0', '10.0.0.0/8', '52.0.0.0/8', '0.0.0.0/1', '81.2.69.160/32'];
const packets = (cidr: string, from: number, to: number): PacketSet => {
  const block = parseCidr(cidr)!;
  return packetsOf(portRange('tcp', Math.min(from, to), Math.max(from, to)), block.family, [block.range]);
};
const set = fc.tuple(fc.constantFrom(...cidrs), fc.nat(100), fc.nat(100)).map(([cidr, a, b]) => packets(cidr, a, b));
const doubt = [{ code: 'variable' as const, subject: 'var.cidr' }];
const rule = fc
  .record({ number: fc.nat(50), allows: fc.boolean(), packets: set, sure: fc.boolean() })
  .map(({ number, allows, packets: may, sure }) => ({
    number,
    allows,
    must: sure ? may : { ipv4: [], ipv6: [] },
    may,
    reasons: sure ? [] : doubt,
    at,
  }));
const rules = fc.uniqueArray(rule, { maxLength: 6, selector: ({ number }) => number });

describe('network ACLs', () => {
  it('what must pass may pass', () => {
    fc.assert(
      fc.property(rules, (list) => {
        const { must, may } = foldRules(list).passes;
        expect(coversPackets(may, must)).toBe(true);
      }),
    );
  });
  it('the order of writing does not matter, the numbers do', () => {
    fc.assert(
      fc.property(rules, (list) => {
        expect(foldRules(list.toReversed()).passes).toEqual(foldRules(list).passes);
      }),
    );
  });
  it('one more allow rule never takes anything away, one more deny never adds', () => {
    fc.assert(
      fc.property(rules, rule, (list, extra) => {
        const numbered = { ...extra, number: 51.5 - extra.number };
        const before = foldRules(list).passes;
        const allowed = foldRules([...list, { ...numbered, allows: true }]).passes;
        const denied = foldRules([...list, { ...numbered, allows: false }]).passes;
        expect(coversPackets(allowed.may, before.may) && coversPackets(allowed.must, before.must)).toBe(true);
        expect(coversPackets(before.may, denied.may) && coversPackets(before.must, denied.must)).toBe(true);
      }),
    );
  });
  it('an unknown number lies between the readings of the rule at every place', () => {
    fc.assert(
      fc.property(rules, rule, fc.nat(60), (list, extra, place) => {
        const { must, may } = foldRules([...list, { ...extra, number: undefined, reasons: doubt }]).passes;
        const here = foldRules([...list, { ...extra, number: place + 0.5 }]).passes;
        expect(coversPackets(may, here.may) && coversPackets(here.must, must)).toBe(true);
      }),
    );
  });
  it('passes everything that is not denied when all is allowed last', () => {
    const all = { number: 99, allows: true, must: everyPacket, may: everyPacket, reasons: [], at };
    expect(foldRules([all]).passes.must).toEqual(everyPacket);
  });
});

const base = `
resource "aws_vpc" "clinic" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "clinic" { vpc_id = aws_vpc.clinic.id }
resource "aws_default_route_table" "clinic" {
  default_route_table_id = aws_vpc.clinic.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.clinic.id
  }
}
resource "aws_subnet" "clinic" {
  vpc_id                  = aws_vpc.clinic.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}
resource "aws_instance" "desk" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.clinic.id
  vpc_security_group_ids = [aws_security_group.desk.id]
}`;
const ingress = ([cidr, from, to]: readonly [string, number, number]): string => `
  ingress {
    protocol    = "tcp"
    from_port   = ${Math.min(from, to)}
    to_port     = ${Math.max(from, to)}
    cidr_blocks = ["${cidr}"]
  }`;
const group = (list: readonly (readonly [string, number, number])[]): string =>
  `${base}\nresource "aws_security_group" "desk" {\n  vpc_id = aws_vpc.clinic.id${list.map(ingress).join('')}\n}`;
const ingressRule = fc.tuple(fc.constantFrom(...cidrs), fc.nat(100), fc.nat(100));

describe('security groups, through the whole chain', () => {
  it('one more rule never shrinks what is open, and the order of rules does not matter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ingressRule, { maxLength: 4 }), ingressRule, async (list, extra) => {
        const [before, after, reversed] = await Promise.all(
          [list, [...list, extra], [...list, extra].toReversed()].map(async (some) => {
            const scene = await sceneOf(group(some));
            const { truth, ports } = scene.model.fromInternet(scene.id('aws_instance.desk'));
            return { truth, ports };
          }),
        );
        expect(reversed).toEqual(after);
        if (before!.truth === 'yes') expect(after!.truth).toBe('yes');
        const open = (list: readonly string[]) => list.flatMap(numbersOf);
        const wider = new Set(open(after!.ports));
        expect(open(before!.ports).filter((port) => !wider.has(port))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

function numbersOf(text: string): number[] {
  const [low = 0, high = low] = text
    .slice(text.indexOf('/') + 1)
    .split('-')
    .map(Number);
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}
