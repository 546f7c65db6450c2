import type { Operation } from '../../model/surface.js';
import type { Value } from '../../model/value.js';
import type { Reader } from '../reader.js';
import { defined } from './parts.js';

/** One action of a listener or rule, in both dialects. */
export const actionAttributes = {
  type: { terraform: 'type', cloudformation: 'Type' },
  targetGroup: { terraform: 'target_group_arn', cloudformation: 'TargetGroupArn' },
  weighted: {
    terraform: 'forward.target_group',
    cloudformation: 'ForwardConfig.TargetGroups',
    each: { arn: { terraform: 'arn', cloudformation: 'TargetGroupArn' } },
  },
  userPool: {
    terraform: 'authenticate_cognito.user_pool_arn',
    cloudformation: 'AuthenticateCognitoConfig.UserPoolArn',
  },
  cognitoElse: {
    terraform: 'authenticate_cognito.on_unauthenticated_request',
    cloudformation: 'AuthenticateCognitoConfig.OnUnauthenticatedRequest',
  },
  oidcElse: {
    terraform: 'authenticate_oidc.on_unauthenticated_request',
    cloudformation: 'AuthenticateOidcConfig.OnUnauthenticatedRequest',
  },
  redirectProtocol: { terraform: 'redirect.protocol', cloudformation: 'RedirectConfig.Protocol' },
} as const;
export type ActionReader = Reader<typeof actionAttributes>;

/** Target groups that actions forward to. */
export const forwardTargets = (actions: readonly ActionReader[]): readonly Value[] =>
  actions.flatMap((a) => {
    const single = a.value('targetGroup');
    return single ? [single] : a.each('weighted').flatMap((w) => w.list('arn'));
  });

/** True when everything that arrives is sent on to HTTPS, or answered without a backend. */
export function onlyRedirects(actions: readonly ActionReader[]): boolean {
  return (
    actions.length > 0 &&
    actions.every((a) => {
      if (a.text('type') === 'fixed-response') return true;
      return a.text('type') === 'redirect' && (a.text('redirectProtocol') ?? '#{protocol}').toUpperCase() === 'HTTPS';
    })
  );
}

/** Who gets past the actions: those that authenticate come before those that forward (ELB guide, "Authenticate users"). */
function guardOf(actions: readonly ActionReader[], mutualTls: boolean): Operation['authentication'] {
  if (mutualTls) return 'mtls';
  if (actions.some((a) => a.value('type') !== undefined && a.text('type') === undefined)) return 'unknown';
  return actions.some(authenticates) ? 'user' : 'none';
}

function authenticates(action: ActionReader): boolean {
  const type = action.text('type') ?? '';
  if (type === 'jwt-validation') return true;
  const otherwise = action.text('cognitoElse') ?? action.text('oidcElse');
  return type.startsWith('authenticate-') && otherwise !== 'allow';
}

/** What a listener's default action, or one of its rules, lets callers call. */
export function listenerOperation(
  name: string,
  at: Reader,
  actions: readonly ActionReader[],
  mutualTls: boolean,
): Operation {
  const targets = forwardTargets(actions);
  return defined<Operation>({
    name,
    authentication: guardOf(actions, mutualTls),
    because: actions[0] ? [actions[0].location] : [at.location],
    unknown: actions.map((a) => a.value('type')).find((v) => v !== undefined && v.kind !== 'string'),
    authorizer: actions.map((a) => a.value('userPool')).find((v) => v !== undefined),
    targets: targets.map((target) => ({ target, kind: 'http' as const, at: target.at ?? at.location })),
    address: at.declaration.address,
    sideEffects: targets.length > 0,
  });
}
