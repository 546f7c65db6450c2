import type { Location } from '../../../model/location.js';
import type { Authentication } from '../../../model/surface.js';
import type { Truth } from '../../../model/tri.js';
import type { Reason } from '../../../model/unknown.js';
import { coversIntervals } from '../../network/packets/intervals.js';
import { parseCidr } from '../../network/packets/cidr.js';
import { internetCoverage, privateSpace4, widthOf } from '../../network/packets/internet.js';

/** How a Service, Ingress or Gateway stands to the internet (spec/E1). */
export interface Exposure {
  readonly truth: Truth;
  /** `narrow`: only named addresses get in. */
  readonly width: 'internet-wide' | 'broad' | 'narrow' | 'private';
  readonly authentication: Authentication | 'unknown';
  /** Ports such as `tcp/443`. */
  readonly ports: readonly string[];
  /** True when it rests on what a controller does by default. */
  readonly assumed: boolean;
  readonly because: readonly Location[];
  readonly unknowns: readonly Reason[];
}

export const closed = (because: readonly Location[], assumed = false): Exposure => ({
  truth: 'no',
  width: 'private',
  authentication: 'none',
  ports: [],
  assumed,
  because,
  unknowns: [],
});

/** What a list of source ranges admits; undefined when nothing is written. */
export function widthOfRanges(ranges: readonly string[]): Exposure['width'] | undefined {
  if (ranges.length === 0) return undefined;
  const blocks = ranges.flatMap((text) => parseCidr(text) ?? []);
  const v4 = blocks.filter(({ family }) => family === 4).map(({ range }) => range);
  const v6 = blocks.filter(({ family }) => family === 6).map(({ range }) => range);
  const outside = v4.filter((range) => !coversIntervals(privateSpace4, [range]) && internetCoverage(4, [range]) > 0);
  if (outside.length === 0 && v6.length === 0) return 'private';
  const widths = [...(outside.length > 0 ? [widthOf(4, outside)] : []), ...(v6.length > 0 ? [widthOf(6, v6)] : [])];
  return widths.includes('internet-wide') ? 'internet-wide' : widths.includes('broad') ? 'broad' : 'narrow';
}
