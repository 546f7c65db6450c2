import type { Location } from '../../model/location.js';
import type { Truth } from '../../model/tri.js';
import type { Reason } from '../../model/unknown.js';
import type { EndpointClass } from './endpoint-class.js';
import type { Outbound } from './egress.js';
import type { GateKind } from './gate.js';
import type { Width } from './packets/internet.js';
import type { ServiceEndpoint } from './service-endpoint.js';
import type { Tier } from './route-table.js';

/** Which packets a question is about; everything when left out. */
export interface ReachQuery {
  readonly protocol?: 'tcp' | 'udp';
  /** One port, or the first and last of a range. */
  readonly ports?: number | readonly [number, number];
}

/** One connection on the way: a proxy ends one and opens the next. */
export interface ReachHop {
  readonly from: string;
  readonly to: string;
  /** `tcp/443`; empty when the hop is no network connection (an API that invokes a function). */
  readonly ports: readonly string[];
  readonly because: readonly Location[];
}

/** Can it open a connection? By which rules? If not, what alone is in the way? */
export interface ReachAnswer {
  readonly truth: Truth;
  /** Ports at the far end of the last hop, such as `tcp/22`; those that may be open when `truth` is unknown. */
  readonly ports: readonly string[];
  /** Width of the widest source, for answers about the internet. */
  readonly exposure: Width;
  readonly hops: readonly ReachHop[];
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  /** True when it rests on a default that somebody may have changed. */
  readonly assumed: boolean;
  /** Sentences about what the answer does not say: one-way traffic, foreign CDN distributions. */
  readonly notes: readonly string[];
  /** For `no`: the one fact without which it would be yes. */
  readonly blockedBy?: { readonly kind: GateKind; readonly because: readonly Location[] };
}

/** Ports that the members of one class can open at the members of another. */
export interface ClassReach {
  readonly to: string;
  readonly ports: readonly string[];
  readonly certainty: 'certain' | 'conditional';
  readonly because: readonly Location[];
}

/** What the network pass knows, for the passes after it and for `threatplan reach`. Answers are worked out when asked for. */
export interface NetworkModel {
  /** Over any way: direct, or through proxies that end and reopen connections. `from` may be `ext|internet`. */
  reach(from: string, to: string, query?: ReachQuery): ReachAnswer;
  /** Only directly at its own address or surface: what stands behind a load balancer is not reached. */
  fromInternet(id: string, query?: ReachQuery): ReachAnswer;
  readonly classes: readonly EndpointClass[];
  classOf(id: string): EndpointClass | undefined;
  /** Classes that a class can open connections to, without looking at all pairs. */
  classReach(classId: string): readonly ClassReach[];
  /** Resources whose ports this one can (or may) reach directly, in id order. */
  neighbours(id: string): readonly string[];
  /** Tier of a subnet, or the most exposed tier that an endpoint is in; undefined for what is not in a VPC. */
  tierOf(id: string): Tier | undefined;
  /** The VPC endpoint that carries the requests of a subnet to an AWS service, such as `s3`; undefined without one. */
  endpointFor(subnetId: string, service: string): ServiceEndpoint | undefined;
  /** Whether it can open connections to the internet; undefined for what is not in a VPC. */
  egress(id: string): Outbound | undefined;
}
