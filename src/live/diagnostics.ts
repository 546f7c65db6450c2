import type { Diagnostic } from '../model/diagnostic.js';
import type { Failure } from './iam/outcome.js';
import type { DocumentRecord } from './iam/records.js';
import { liveFile, type Places } from './places.js';
import type { Entities } from './read.js';

/** One thing that could not be read. */
interface Trouble {
  readonly what: string;
  readonly failure: Failure;
}

/** What was read and when, and what could not be: one diagnostic for each kind of trouble. */
export function diagnosticsOf(
  entities: Entities,
  places: Places,
  at: Date,
  strangers: readonly string[],
): readonly Diagnostic[] {
  const troubles = troublesOf(entities);
  const of = (why: Failure['why']): readonly Trouble[] => troubles.filter(({ failure }) => failure.why === why);
  return [
    ...(places.arns.length > 0 ? [told(places, at)] : []),
    ...about(of('unavailable'), 'live-unavailable', unavailable),
    ...about(of('denied'), 'live-denied', denied),
    ...about(of('missing'), 'live-missing', missing),
    ...about(of('malformed'), 'live-malformed', malformed),
    ...(strangers.length > 0 ? [otherAccount(strangers)] : []),
  ];
}

const told = ({ arns }: Places, at: Date): Diagnostic => ({
  severity: 'note',
  code: 'live-facts',
  summary: `${arns.length} ${arns.length === 1 ? 'entity was' : 'entities were'} read from IAM at ${at.toISOString()}.`,
  detail:
    `Evidence in ${liveFile} is what IAM said then, not what code says; its lines are: ` +
    `${some(arns.map((arn, index) => `${index + 1} ${arn}`))}.`,
});

type Words = (list: string, first: Failure, count: number) => Pick<Diagnostic, 'summary' | 'detail'>;

const unavailable: Words = (list, { text }) => ({
  summary: 'IAM could not be asked; the scan goes on with what the code says.',
  detail: `${text}. Give credentials (environment, --live-profile) and a way to the network, or leave out --live. Not read: ${list}.`,
});
const denied: Words = (list, { text }, count) => ({
  summary: `IAM refused ${count} ${count === 1 ? 'look-up' : 'look-ups'}; what they would tell stays unknown.`,
  detail: `${text}. Allow iam:Get* and iam:List* (the managed policy IAMReadOnlyAccess) to whoever scans. Refused: ${list}.`,
});
const missing: Words = (list, _, count) => ({
  summary: `${count} ${count === 1 ? 'name is' : 'names are'} not in this account.`,
  detail: `The code refers to what IAM does not have: ${list}. They may be in another account, or not be created yet.`,
});
const malformed: Words = (list, { text }, count) => ({
  summary: `${count} ${count === 1 ? 'answer' : 'answers'} of IAM cannot be read.`,
  detail: `${text}. What they say stays unknown: ${list}.`,
});

const otherAccount = (arns: readonly string[]): Diagnostic => ({
  severity: 'warning',
  code: 'live-other-account',
  summary: `${arns.length} ${arns.length === 1 ? 'name belongs' : 'names belong'} to another account than the code says.`,
  detail: `The credentials see ${some(arns)}; the code names the same in another account. Scan with credentials of that account.`,
});

function about(troubles: readonly Trouble[], code: string, words: Words): readonly Diagnostic[] {
  const [first] = troubles;
  if (!first) return [];
  const list = some([...new Set(troubles.map(({ what }) => what))]);
  return [{ severity: 'warning', code, ...words(list, first.failure, troubles.length) }];
}

const shown = 40;
const some = (list: readonly string[]): string =>
  list.length <= shown ? list.join(', ') : `${list.slice(0, shown).join(', ')} and ${list.length - shown} more`;

function troublesOf({ roles, users, groups, policies }: Entities): readonly Trouble[] {
  const principals = [
    ['role', roles],
    ['user', users],
    ['group', groups],
  ] as const;
  return [
    ...principals.flatMap(([kind, answers]) =>
      [...answers].flatMap(([name, answer]): readonly Trouble[] => {
        const what = `${kind} ${name}`;
        if (!answer.ok) return [{ what, failure: answer }];
        const { inline, trust, gaps } = answer.value;
        return [
          ...gaps.map((failure) => ({ what: `policies of ${what}`, failure })),
          ...unread([...inline, ...(trust ? [trust] : [])], what),
        ];
      }),
    ),
    ...[...policies].flatMap(([arn, answer]): readonly Trouble[] =>
      answer.ok ? unread(answer.value.document ? [answer.value.document] : [], arn) : [{ what: arn, failure: answer }],
    ),
  ];
}

const unread = (documents: readonly DocumentRecord[], of: string): readonly Trouble[] =>
  documents.flatMap((document) =>
    'failure' in document ? [{ what: `${document.name} of ${of}`, failure: document.failure }] : [],
  );
