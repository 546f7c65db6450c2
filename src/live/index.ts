import type { Diagnostic } from '../model/diagnostic.js';
import type { Resource } from '../model/resource.js';
import { type IamSettings, openIam } from './iam/client.js';
import { readEntities } from './read.js';
import { liveResources } from './resources.js';
import { wantedEntities } from './wanted.js';

export interface LiveOptions extends IamSettings {
  /** When the facts were read; a parameter so that tests say the same twice. */
  readonly now: () => Date;
  /** Version of an AWS-managed policy in the snapshot (`v4`); undefined when the snapshot does not have it. */
  readonly snapshotVersion: (arn: string) => string | undefined;
}

/** Resources with what IAM says put in, and those that only IAM knows. */
export interface LiveAnswer {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
}

export type LiveLookUp = (resources: readonly Resource[]) => Promise<LiveAnswer>;

/**
 * Look-ups for `--live`: reads from IAM the roles, users, policies and boundaries that the code refers to but does not define,
 * and AWS-managed policies that are newer than the snapshot. Read-only calls only. Whatever fails is a diagnostic; the scan
 * goes on with what there is. The SDK is loaded when there is something to ask.
 */
export function liveLookUp(options: LiveOptions): LiveLookUp {
  return async (resources) => {
    const wanted = wantedEntities(resources);
    if (wanted.roles.size + wanted.users.size + wanted.groups.size + wanted.policies.size === 0)
      return { resources, diagnostics: [] };
    const iam = await openIam(options);
    const entities = await readEntities(iam, wanted, options.snapshotVersion);
    return liveResources(resources, wanted, entities, options.now());
  };
}
