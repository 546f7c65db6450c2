import { mergeReasons } from '../../model/unknown.js';
import type { Value } from '../../model/value.js';
import type { Bounds } from './bounds.js';
import { intersectBoxes, noBoxes, unionBoxes } from './packets/boxes.js';
import type { Intervals } from './packets/intervals.js';
import { allPorts, allProtocols, everyPort, type PortSet } from './packets/packet-set.js';
import { protocolNumbers, protocolPorts, single } from './packets/ports.js';
import { readScalars } from './scalars.js';

/** The attributes of a rule that say which packets, wherever they come from. */
export interface RulePorts {
  readonly protocol: Value;
  readonly fromPort?: Value;
  readonly toPort?: Value;
  readonly icmpType?: Value;
}

/** More combinations than this are not worked out: any port may then be meant. */
const maxCombinations = 64;

/**
 * Protocols and ports of a security group or network ACL rule (spec/C1): protocol -1 is every protocol and every port,
 * whatever the ports say; TCP from 0 to 0 is port 0; for ICMP `fromPort` is the type and -1 every type.
 */
export function rulePorts(rule: RulePorts): Bounds<PortSet> {
  const parts = [rule.protocol, rule.icmpType ?? rule.fromPort, rule.icmpType ?? rule.toPort].map(readScalars);
  const [protocols, lows, highs] = parts as [Scalar, Scalar, Scalar];
  const anyPort = [...protocols.values].every((protocol) => protocolsOf(protocol).ignoresPorts) && protocols.complete;
  const relevant = anyPort ? [protocols] : parts;
  const reasons = mergeReasons(...relevant.map((part) => part.reasons));
  const combinations = relevant.reduce((product, part) => product * part.values.length, 1);
  if (combinations > maxCombinations) return { must: noBoxes, may: everyPort, reasons };
  const sets = protocols.values.flatMap((protocol) =>
    portPairs(anyPort ? whole : lows, anyPort ? whole : highs).map(([low, high]) => portsFor(protocol, low, high)),
  );
  const complete = relevant.every((part) => part.complete);
  const may = complete ? unionBoxes(...sets) : widest(protocols, lows);
  return { must: complete ? sets.reduce(intersectBoxes, may) : noBoxes, may, reasons };
}

type Scalar = ReturnType<typeof readScalars>;
const whole: Scalar = { values: [null], reasons: [], complete: true, assumed: false };

const portPairs = (lows: Scalar, highs: Scalar): [string | null, string | null][] =>
  lows === highs
    ? lows.values.map((value) => [value, value])
    : lows.values.flatMap((low) => highs.values.map((high): [string | null, string | null] => [low, high]));

/** What an unknown port may be, given the protocol when that is known. */
const widest = (protocols: Scalar, lows: Scalar): PortSet => {
  if (!protocols.complete) return everyPort;
  const low = lows.complete ? Math.min(...lows.values.map((value) => portNumber(value) ?? 0)) : 0;
  return unionBoxes(
    ...protocols.values.map((protocol) => {
      const { numbers, ignoresPorts } = protocolsOf(protocol);
      return protocolPorts(numbers, ignoresPorts ? allPorts : [[Math.max(low, 0), 65536]]);
    }),
  );
};

function protocolsOf(text: string | null): { numbers: Intervals; ignoresPorts: boolean; icmp: boolean } {
  const name = (text ?? '-1').toLowerCase();
  const number = protocolNumbers[name] ?? Number(name);
  if (name === 'all' || name === '-1' || !Number.isInteger(number) || number < 0 || number > 255) {
    return { numbers: allProtocols, ignoresPorts: true, icmp: false };
  }
  const icmp = number === 1 || number === 58;
  return { numbers: single(number), ignoresPorts: !(icmp || number === 6 || number === 17), icmp };
}

function portsFor(protocol: string | null, from: string | null, to: string | null): PortSet {
  const { numbers, ignoresPorts, icmp } = protocolsOf(protocol);
  const low = portNumber(from);
  // What is no number opens nothing; the provider refuses it.
  if (!ignoresPorts && low === undefined && from !== null && from.trim() !== '') return noBoxes;
  if (ignoresPorts || low === undefined || low < 0) return protocolPorts(numbers);
  const high = icmp ? low : Math.max(portNumber(to) ?? low, 0);
  return protocolPorts(numbers, low <= high && high < 65536 ? [[low, high + 1]] : []);
}

function portNumber(text: string | null): number | undefined {
  if (text === null || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isInteger(number) ? number : undefined;
}
