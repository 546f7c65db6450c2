import { truthOf } from '../../../model/fact.js';
import { mergeLocations } from '../../../model/location.js';
import { any, no, type Tri, unknown, yes } from '../../../model/tri.js';
import { mergeReasons } from '../../../model/unknown.js';
import type { ConditionText, Statement } from '../document/types.js';
import type { IdentityModel } from '../model.js';

/**
 * Does a statement that trusts Amazon Cognito let guests of an identity pool in (spec/D5, point 6)? By `amr` in the trust,
 * and by whether the pool, when the code declares it, has guests at all.
 */
export function guestsOf(statement: Statement, model: IdentityModel): Tri {
  const amr = statement.conditions.find((condition) => condition.key.endsWith(':amr') && binding(condition));
  const because = amr?.at ? [amr.at] : [];
  const named = amr?.values.texts.map(({ text }) => text) ?? [];
  if (amr && !named.some((text) => text === 'unauthenticated' || text === '*')) return no(because);
  const pool = poolOf(statement, model);
  const open = pool && truthOf(model.graph.fact(pool, 'surface.guestAccess'), 'unknown');
  if (open === 'no') return no(because);
  if (open === 'yes') return yes(because);
  return amr
    ? yes(because)
    : unknown([{ code: 'runtime', subject: 'whether the identity pool admits guests' }], because);
}

/**
 * May anybody get the role by signing up: does the trust let signed-in users of a declared identity pool in, behind which
 * a user pool lets people register themselves (Cognito Developer Guide, "Signing up and confirming user accounts")?
 */
export function signUpsOf(statement: Statement, model: IdentityModel): Tri {
  const amr = statement.conditions.find((condition) => condition.key.endsWith(':amr') && binding(condition));
  const named = amr?.values.texts.map(({ text }) => text) ?? [];
  const pool = poolOf(statement, model);
  if (pool === undefined || (amr && !named.some((text) => text === 'authenticated' || text === '*'))) return no();
  const users = model.graph.outgoing(pool, 'authenticates-with').map(({ to, certainty, because, unknowns }) => {
    const fact = model.graph.fact(to, 'surface.selfRegistration');
    const open = truthOf(fact);
    if (open === 'no' || !fact) return no();
    const reasons = mergeReasons(unknowns ?? [], fact.state === 'unknown' ? fact.reasons : []);
    const places = mergeLocations(fact.because, because);
    return open === 'yes' && certainty === 'certain' ? yes(places) : unknown(reasons, places);
  });
  return any(...users);
}

const binding = ({ ifExists, qualifier }: ConditionText): boolean => !ifExists && qualifier !== 'ForAllValues';

/** The declared identity pool that the trust pins by `aud`. */
function poolOf(statement: Statement, model: IdentityModel): string | undefined {
  const aud = statement.conditions.find(({ key }) => key.endsWith(':aud'))?.values.texts.map(({ text }) => text) ?? [];
  return model.graph
    .byType('aws.cognito.identity-pool')
    .find(({ scope, address }) => aud.includes(model.names.nameOf({ scope, address, path: ['id'] }) ?? ''))?.id;
}
