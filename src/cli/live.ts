import { managedPolicyVersion } from '../infer/identity/index.js';
import type { LiveLookUp } from '../live/index.js';
import type { InputOptions } from './options.js';

/** The look-ups of `--live`; nothing when it is not given. Only then is the room loaded, and with it the AWS SDK. */
export async function liveOf(
  options: Pick<InputOptions, 'live' | 'liveRegion' | 'liveProfile'>,
): Promise<{ readonly live?: LiveLookUp }> {
  if (options.live !== true) return {};
  const { liveLookUp } = await import('../live/index.js');
  const live = liveLookUp({
    now: () => new Date(),
    snapshotVersion: managedPolicyVersion,
    ...(options.liveRegion !== undefined && { region: options.liveRegion }),
    ...(options.liveProfile !== undefined && { profile: options.liveProfile }),
  });
  return { live };
}
