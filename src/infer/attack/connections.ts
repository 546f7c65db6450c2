import type { Location } from '../../model/location.js';
import type { Truth } from '../../model/tri.js';
import type { Reason } from '../../model/unknown.js';

/** The answer of infer/network to "can a open a connection to b?". */
export interface Connection {
  readonly truth: Truth;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
  /** True when it rests on a default that somebody may have changed. */
  readonly assumed?: boolean;
}

/** What the attack pass asks the network pass. */
export interface Connections {
  reach(from: string, to: string): Connection;
  /** Resources whose ports this one can reach over the network, in id order. */
  neighbours(from: string): readonly string[];
  /** The endpoint class of a resource: its members reach, and are reached by, the same. Absent: every resource stands alone. */
  classOf?(id: string): { readonly id: string } | undefined;
}
