import type { Authentication } from '../../model/surface.js';

/** Verbs that only read; anything else, also an unknown or any verb, may change something. */
const safeVerbs: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether a request with this verb may change something (RFC 9110, 9.2.1). */
export const changesSomething = (verb: string | undefined): boolean =>
  verb === undefined || !safeVerbs.has(verb.toUpperCase());

/**
 * Who gets past an API Gateway authorization type (REST `authorization`, HTTP API `authorization_type`).
 * `undefined` means that the word is none that AWS documents.
 */
export function authenticationOf(type: string | undefined): Authentication | undefined {
  switch (type) {
    case 'NONE':
      return 'none';
    case 'AWS_IAM':
      return 'iam';
    case 'CUSTOM':
    case 'COGNITO_USER_POOLS':
    case 'JWT':
      return 'user';
    default:
      return undefined;
  }
}
