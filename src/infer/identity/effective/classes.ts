import type { Layer } from '../decision/layer.js';
import type { Principal } from '../decision/principal.js';
import type { IdentityModel } from '../model.js';

/** Principals whose own policies say the same; questions about their grants are answered once. */
export interface PrincipalClass {
  readonly id: number;
  readonly members: readonly Principal[];
  readonly representative: Principal;
  readonly layer: Layer;
}

/** Groups principals by their layers (equal ones are one object) and, where a policy asks for them, by their tags. */
export function principalClasses(
  model: IdentityModel,
  principals: Iterable<Principal> = model.principals.values(),
): readonly PrincipalClass[] {
  const ids = new Map<Layer, number>();
  const idOf = (layer: Layer | undefined): number => {
    if (!layer) return -1;
    const known = ids.get(layer);
    if (known !== undefined) return known;
    ids.set(layer, ids.size);
    return ids.size - 1;
  };
  const groups = new Map<string, Principal[]>();
  for (const principal of principals) {
    const { identity, boundary } = principal;
    if (!identity) continue;
    const personal = identity.statements.some(
      (s) => s.variables && mentionsPrincipal(JSON.stringify(s, withoutPlaces)),
    );
    const key = `${idOf(identity)} ${idOf(boundary?.layer)} ${boundary?.open.length ?? 0} ${personal ? principal.id : ''}`;
    const group = groups.get(key);
    if (group) group.push(principal);
    else groups.set(key, [principal]);
  }
  return [...groups.values()].map((members, id) => {
    const representative = members[0] as Principal;
    return { id, members, representative, layer: representative.identity as Layer };
  });
}

const mentionsPrincipal = (text: string): boolean => /aws:(principal|user)/i.test(text);
const withoutPlaces = (key: string, value: unknown): unknown => (key === 'at' ? undefined : value);
