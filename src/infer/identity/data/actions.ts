import { ChunkedFile, type SnapshotAbout } from './chunked-file.js';

/** AWS' access levels, and their letters in the snapshot. */
export type AccessLevel = 'list' | 'read' | 'write' | 'tagging' | 'permissions';

export interface ActionFacts {
  /** As AWS writes it: `GetObject`. */
  readonly name: string;
  readonly levels: readonly AccessLevel[];
  /** ARN patterns of the resource types it can be limited to; empty: it can only be granted on `*`. */
  readonly resources: readonly string[];
}

const levels: Readonly<Record<string, AccessLevel>> = {
  L: 'list',
  R: 'read',
  W: 'write',
  T: 'tagging',
  P: 'permissions',
};

const file = new ChunkedFile<string, { readonly services: readonly string[]; readonly rcpServices: readonly string[] }>(
  'iam-actions.br',
);
const decoded = new Map<string, ReadonlyMap<string, ActionFacts>>();
const nothing: ReadonlyMap<string, ActionFacts> = new Map();

/** The actions of a service by lower-case name; empty for a service that the snapshot does not know. */
export function actionsOf(service: string): ReadonlyMap<string, ActionFacts> {
  const known = decoded.get(service);
  if (known) return known;
  const text = file.get(service);
  const actions = text === undefined ? nothing : decode(text);
  decoded.set(service, actions);
  return actions;
}

/** Facts about `s3:GetObject`, in any case. */
export function actionFacts(action: string): ActionFacts | undefined {
  const colon = action.indexOf(':');
  return colon < 0
    ? undefined
    : actionsOf(action.slice(0, colon).toLowerCase()).get(action.slice(colon + 1).toLowerCase());
}

/** Services whose resources obey resource control policies. */
export const rcpServices = (): readonly string[] => file.about.rcpServices;

/** Date and source of the snapshot of actions. */
export const actionsSnapshot = (): SnapshotAbout => file.about;

function decode(text: string): ReadonlyMap<string, ActionFacts> {
  const end = text.indexOf('\n');
  const types = text
    .slice(0, end)
    .split(' ')
    .map((type) => type.slice(type.indexOf('=') + 1));
  const actions = new Map<string, ActionFacts>();
  for (const entry of text.slice(end + 1).split(' ')) {
    const [name = '', letters = '', on = ''] = entry.split(':');
    if (name === '') continue;
    actions.set(name.toLowerCase(), {
      name,
      levels: [...letters].flatMap((letter) => levels[letter] ?? []),
      resources: on === '' ? [] : on.split(',').map((index) => types[Number(index)] ?? '*'),
    });
  }
  return actions;
}
