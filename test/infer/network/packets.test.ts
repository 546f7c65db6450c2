import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Boxes,
  boxesKey,
  boxesMeet,
  coversBoxes,
  intersectBoxes,
  normaliseBoxes,
  subtractBoxes,
  unionBoxes,
} from '../../../src/infer/network/packets/boxes.js';
import { formatRange, parseCidr } from '../../../src/infer/network/packets/cidr.js';
import { internetCoverage, widthOf } from '../../../src/infer/network/packets/internet.js';
import {
  coversIntervals,
  hasPoint,
  type Intervals,
  intersectIntervals,
  normaliseIntervals,
  sizeOf,
  subtractIntervals,
  unionIntervals,
} from '../../../src/infer/network/packets/intervals.js';
import { cubesOf, everyPort, packetSet } from '../../../src/infer/network/packets/packet-set.js';
import { formatPorts, parsePorts, portRange } from '../../../src/infer/network/packets/ports.js';

const universe = 12;
const side: fc.Arbitrary<Intervals> = fc
  .array(fc.tuple(fc.nat(universe), fc.nat(universe)), { maxLength: 4 })
  .map((pairs) => normaliseIntervals(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)));
const points = Array.from({ length: universe + 1 }, (_, n) => n);
const members = (set: Intervals): number[] => points.filter((n) => hasPoint(set, n));

describe('intervals against brute force', () => {
  const operations: readonly [
    string,
    (a: Intervals, b: Intervals) => Intervals,
    (a: boolean, b: boolean) => boolean,
  ][] = [
    ['union', unionIntervals, (a, b) => a || b],
    ['intersection', intersectIntervals, (a, b) => a && b],
    ['difference', subtractIntervals, (a, b) => a && !b],
  ];
  it.each(operations)('%s', (_name, operate, decide) => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        const result = operate(a, b);
        expect(members(result)).toEqual(points.filter((n) => decide(hasPoint(a, n), hasPoint(b, n))));
        expect(result).toEqual(normaliseIntervals(result));
        expect(sizeOf(result)).toBe(members(result).length);
      }),
    );
  });
  it('covers means that nothing is left over', () => {
    fc.assert(
      fc.property(side, side, (a, b) => {
        expect(coversIntervals(a, b)).toBe(members(b).every((n) => hasPoint(a, n)));
      }),
    );
  });
});

const boxes: fc.Arbitrary<Boxes> = fc
  .array(fc.tuple(side, side, side), { maxLength: 3 })
  .map((list) => normaliseBoxes(list));
const small = points.filter((n) => n % 2 === 0);
const inside = (set: Boxes, x: number, y: number, z: number): boolean =>
  set.some((box) => hasPoint(box[0]!, x) && hasPoint(box[1]!, y) && hasPoint(box[2]!, z));
const agree = (set: Boxes, decide: (x: number, y: number, z: number) => boolean): boolean =>
  small.every((x) => points.every((y) => small.every((z) => inside(set, x, y, z) === decide(x, y, z))));

describe('boxes against brute force', () => {
  it('union, intersection and difference hold for each point', () => {
    fc.assert(
      fc.property(boxes, boxes, (a, b) => {
        expect(agree(unionBoxes(a, b), (x, y, z) => inside(a, x, y, z) || inside(b, x, y, z))).toBe(true);
        expect(agree(intersectBoxes(a, b), (x, y, z) => inside(a, x, y, z) && inside(b, x, y, z))).toBe(true);
        expect(agree(subtractBoxes(a, b), (x, y, z) => inside(a, x, y, z) && !inside(b, x, y, z))).toBe(true);
        expect(boxesMeet(a, b)).toBe(intersectBoxes(a, b).length > 0);
        expect(coversBoxes(a, b)).toBe(subtractBoxes(b, a).length === 0);
      }),
      { numRuns: 60 },
    );
  });
  it('equal sets have one form, in whatever order they were put together', () => {
    fc.assert(
      fc.property(boxes, boxes, boxes, (a, b, c) => {
        expect(boxesKey(unionBoxes(a, b, c))).toBe(boxesKey(unionBoxes(c, unionBoxes(b, a))));
        const split = unionBoxes(intersectBoxes(a, b), subtractBoxes(a, b));
        expect(boxesKey(split)).toBe(boxesKey(a));
      }),
      { numRuns: 60 },
    );
  });
});

describe('addresses', () => {
  it.each([
    ['10.0.0.0/8', 4, 2 ** 24, '10.0.0.0/8'],
    ['10.1.2.3/8', 4, 2 ** 24, '10.0.0.0/8'],
    ['0.0.0.0/0', 4, 2 ** 32, '0.0.0.0/0'],
    ['81.2.69.160', 4, 1, '81.2.69.160/32'],
    ['::/0', 6, 2 ** 128, '0:0:0:0:0:0:0:0/0'],
    ['2001:db8::/32', 6, 2 ** 96, undefined],
    ['::ffff:10.0.0.1/128', 6, 1, undefined],
  ])('%s', (text, family, size, printed) => {
    const block = parseCidr(text)!;
    expect({ family: block.family, size: sizeOf([block.range]) }).toEqual({ family, size });
    if (printed !== undefined && family === 4) expect(formatRange(4, block.range)).toBe(printed);
  });
  it.each(['', '10.0.0/8', '10.0.0.0/33', '10.0.0.256/8', 'pl-123', '1:2:3/64', '10.0.0.0/8/8', '::1::/64', ':::/0'])(
    'refuses %j',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
  it('a printed block reads back the same', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, prefix) => {
        const block = parseCidr(`${address}/${prefix}`)!;
        expect(parseCidr(formatRange(6, block.range))).toEqual(block);
      }),
    );
  });
});

describe('how much of the internet', () => {
  it.each([
    [['0.0.0.0/0'], 'internet-wide'],
    [['0.0.0.0/1', '128.0.0.0/1'], 'internet-wide'],
    [['52.0.0.0/8'], 'internet-wide'],
    [['52.0.0.0/9'], 'broad'],
    [['52.1.0.0/16'], 'broad'],
    [['52.1.0.0/17'], 'narrow'],
    [['81.2.69.160/32'], 'narrow'],
    [['10.0.0.0/8'], 'none'],
    [['100.64.0.0/10', '192.168.0.0/16'], 'none'],
    [['224.0.0.0/4'], 'none'],
  ])('%j is %s', (cidrs, width) => {
    const ranges = normaliseIntervals(cidrs.map((text) => parseCidr(text)!.range));
    expect(widthOf(4, ranges)).toBe(width);
  });
  it('everything covers all of it, in both families', () => {
    expect(internetCoverage(4, [[0, 2 ** 32]])).toBe(1);
    expect(internetCoverage(6, [[0n, 1n << 128n]])).toBe(1);
  });
});

describe('ports', () => {
  it.each([
    ['tcp/22', ['tcp/22']],
    ['443', ['tcp/443']],
    ['udp/53', ['udp/53']],
    ['tcp/8000-8100', ['tcp/8000-8100']],
    ['any/80', ['tcp/80', 'udp/80']],
    ['all', ['all']],
  ])('%s', (text, printed) => {
    expect(formatPorts(parsePorts(text)!)).toEqual(printed);
  });
  it.each(['', 'ssh', 'tcp/70000', '30-20'])('refuses %j', (text) => {
    expect(parsePorts(text)).toBeUndefined();
  });
  it('all but one port', () => {
    expect(formatPorts(subtractBoxes(everyPort, portRange('tcp', 22)))).toEqual([
      'icmp',
      'tcp/0-21',
      'tcp/23-65535',
      'udp/0-65535',
      'icmpv6',
      'other',
    ]);
  });
  it('cubes come back as they went in', () => {
    const cubes = cubesOf(packetSet([{ family: 4, protocols: [[6, 7]], ports: [[22, 23]], addresses: [[0, 256]] }]));
    expect(cubes).toEqual([{ family: 4, protocols: [[6, 7]], ports: [[22, 23]], addresses: [[0, 256]] }]);
  });
});
