import { truthOf } from '../../../model/fact.js';
import { no, type Tri, unknown, yes } from '../../../model/tri.js';
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

const binding = ({ ifExists, qualifier }: ConditionText): boolean => !ifExists && qualifier !== 'ForAllValues';

/** The declared identity pool that the trust pins by `aud`. */
function poolOf(statement: Statement, model: IdentityModel): string | undefined {
  const aud = statement.conditions.find(({ key }) => key.endsWith(':aud'))?.values.texts.map(({ text }) => text) ?? [];
  return model.graph
    .byType('aws.cognito.identity-pool')
    .find(({ scope, address }) => aud.includes(model.names.nameOf({ scope, address, path: ['id'] }) ?? ''))?.id;
}
