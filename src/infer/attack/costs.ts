import type { Authentication } from '../../model/surface.js';

/** Effort points of attack steps (spec/H2). Small integers: the order of paths matters, not the figure. */
export const costs = {
  /** Getting past the authentication of a surface. */
  authentication: { none: 0, 'self-registered': 1, 'shared-key': 2, user: 4, iam: 6, mtls: 6 } satisfies Record<
    Authentication,
    number
  >,
  /** The surface admits only a narrow source range. */
  narrowSource: 3,
  /** A web application firewall stands in the way. */
  inspection: 1,
  /** Making an exposed application do what it should not (RCE, SSRF, logic). */
  exploitApplication: 3,
  /** Breaking into an administration or database port (brute force, known flaw). */
  exploitService: 3,
  /** Taking the credentials of the role that a process runs as. */
  roleCredentials: 1,
  roleCredentialsImdsV1: 0,
  assumeRole: 0,
  /** A guard that the caller must satisfy: ExternalId, MFA, source address. */
  guard: 3,
  escalate: 1,
  /** Using what a role may do. */
  usePermission: 0,
  /** Connecting to a database with its credential, or without. */
  databaseWithCredential: 1,
  databaseWithoutCredential: 3,
  /** Another host that can be reached over the network, without its credential. */
  lateral: 3,
  /** Replacing an artefact, or poisoning data, and waiting until it is used. */
  wait: 2,
  /** Any step that holds only if something unknown turns out so. */
  uncertain: 1,
  /** Starting points other than the internet. */
  start: { internet: 0, anyAws: 0, ci: 2, foreignAccount: 3, identityProvider: 2 },
  /** Paths dearer than this have likelihood 1 and are not reported (spec/H2: L = 1 above 10). */
  limit: 10,
} as const;
