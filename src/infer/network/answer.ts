import { externalIds } from '../../model/ids.js';
import { type Location, mergeLocations } from '../../model/location.js';
import type { Truth } from '../../model/tri.js';
import { mergeReasons, type Reason } from '../../model/unknown.js';
import type { Connection } from './connection.js';
import type { Inbound } from './inbound.js';
import type { ReachAnswer, ReachHop, ReachQuery } from './network-model.js';
import { everyPort, type PortSet } from './packets/packet-set.js';
import { formatPorts, portRange } from './packets/ports.js';

const empty: ReachAnswer = {
  truth: 'no',
  ports: [],
  exposure: 'none',
  hops: [],
  because: [],
  unknowns: [],
  assumed: false,
  notes: [],
};

export const refused = (notes: readonly string[] = []): ReachAnswer => ({ ...empty, notes });

/** The packets that a question is about. */
export function wantedPorts(query: ReachQuery | undefined): PortSet {
  if (query?.ports === undefined && query?.protocol === undefined) return everyPort;
  const [from, to] = typeof query.ports === 'number' ? [query.ports, query.ports] : (query.ports ?? [0, 65535]);
  return portRange(query.protocol ?? 'tcp', from, to);
}

const oneWayNote = 'UDP packets get in, but no answer can leave: one-way.';

export function answerOfInbound(inbound: Inbound, to: string): ReachAnswer {
  const ports = formatPorts(inbound.ports);
  const hop: ReachHop = { from: externalIds.internet, to, ports, because: inbound.because };
  return {
    truth: inbound.truth,
    ports,
    exposure: inbound.width,
    hops: inbound.truth === 'no' ? [] : [hop],
    because: inbound.because,
    unknowns: inbound.unknowns,
    assumed: inbound.assumed,
    notes: [
      ...(inbound.oneWay ? [oneWayNote] : []),
      ...(inbound.narrow.length > 0
        ? [`Only these addresses on the internet get in: ${inbound.narrow.join(', ')}.`]
        : []),
    ],
    ...(inbound.blockedBy && { blockedBy: inbound.blockedBy }),
  };
}

export function answerOfConnection(connection: Connection, from: string, to: string): ReachAnswer {
  const ports = formatPorts(connection.ports);
  return {
    ...empty,
    truth: connection.truth,
    ports,
    hops: connection.truth === 'no' ? [] : [{ from, to, ports, because: connection.because }],
    because: connection.because,
    unknowns: connection.unknowns,
    ...(connection.blockedBy && { blockedBy: connection.blockedBy }),
  };
}

/** A hop that no packet filter decides: a surface that anybody can call, an integration. */
export const declaredHop = (
  from: string,
  to: string,
  truth: Truth,
  because: readonly Location[],
  unknowns: readonly Reason[] = [],
  ports: readonly string[] = [],
): ReachAnswer => ({ ...empty, truth, ports, hops: [{ from, to, ports, because }], because, unknowns });

/** One way after another: as sure as the less sure of the two. */
export function chain(first: ReachAnswer, second: ReachAnswer): ReachAnswer {
  const truth: Truth =
    first.truth === 'no' || second.truth === 'no'
      ? 'no'
      : first.truth === 'unknown' || second.truth === 'unknown'
        ? 'unknown'
        : 'yes';
  return {
    truth,
    ports: second.ports,
    exposure: first.exposure,
    hops: [...first.hops, ...second.hops],
    because: mergeLocations(first.because, second.because),
    unknowns: truth === 'unknown' ? mergeReasons(first.unknowns, second.unknowns) : [],
    assumed: first.assumed || second.assumed,
    notes: [...first.notes, ...second.notes],
  };
}

const rank: Readonly<Record<Truth, number>> = { yes: 2, unknown: 1, no: 0 };

/** The surest of several ways, then the shortest; a `no` keeps the first one's blocker. */
export function best(answers: readonly ReachAnswer[]): ReachAnswer {
  let found: ReachAnswer | undefined;
  for (const answer of answers) {
    const better =
      found === undefined ||
      rank[answer.truth] > rank[found.truth] ||
      (answer.truth === found.truth && answer.truth !== 'no' && answer.hops.length < found.hops.length);
    if (better) found = answer;
  }
  return found ?? empty;
}
