import { notTruth, orTruth, type Truth } from '../../../model/tri.js';
import type { Reason } from '../../../model/unknown.js';
import type { PolicyDocument, Statement, Texts } from '../document/types.js';
import { compareText } from '../pattern/compare.js';
import { isGlob } from '../pattern/glob.js';
import { isUndecided } from '../pattern/symbol.js';

/** A statement that is about an action, and how surely. */
export interface Candidate {
  readonly statement: Statement;
  readonly truth: Truth;
  readonly document: PolicyDocument;
}

interface Entry {
  readonly statement: Statement;
  readonly document: PolicyDocument;
  /** Lower-case patterns. */
  readonly patterns: readonly string[];
}

/**
 * The documents of one kind that apply together, indexed by service, so that a question costs what is about its action.
 * `key` is equal for layers that say the same.
 */
export class Layer {
  readonly key: string;
  readonly open: readonly Reason[];
  /** All statements, in order. */
  readonly statements: readonly Statement[];
  private readonly byService = new Map<string, Entry[]>();
  private readonly everywhere: Entry[] = [];
  private readonly answers = new Map<string, readonly Candidate[]>();

  constructor(
    readonly documents: readonly PolicyDocument[],
    open: readonly Reason[] = [],
  ) {
    this.key = documents
      .map((document) => document.key)
      .sort()
      .join('\n');
    this.statements = documents.flatMap((document) => document.statements);
    this.open = [...documents.flatMap((document) => document.open), ...open];
    for (const document of documents) for (const statement of document.statements) this.add(statement, document);
  }

  get isEmpty(): boolean {
    return this.byService.size === 0 && this.everywhere.length === 0;
  }

  /** Statements whose Action element covers an action (lower case), Deny and Allow together. */
  about(action: string): readonly Candidate[] {
    const own = this.byService.get(action.slice(0, action.indexOf(':')));
    if (!own && this.everywhere.length === 0) return nothing;
    const known = this.answers.get(action);
    if (known) return known;
    const found = [...this.everywhere, ...(own ?? [])].flatMap((entry): Candidate[] => {
      const truth = coversAction(entry, action);
      return truth === 'no' ? [] : [{ statement: entry.statement, document: entry.document, truth }];
    });
    this.answers.set(action, found);
    return found;
  }

  /** Is there an Allow about the action at all, whatever its resources and conditions? */
  mayAllow(action: string): boolean {
    return this.about(action).some(({ statement }) => statement.effect === 'Allow');
  }

  private add(statement: Statement, document: PolicyDocument): void {
    const patterns = statement.action.texts.map((text) => text.text.toLowerCase());
    const entry: Entry = { statement, document, patterns };
    const services = new Set(patterns.map((pattern) => pattern.slice(0, Math.max(0, pattern.indexOf(':')))));
    const everywhere =
      statement.action.negated ||
      statement.action.open.length > 0 ||
      [...services].some((service) => service === '' || isGlob(service) || isUndecided(service));
    if (everywhere) this.everywhere.push(entry);
    else for (const service of services) push(this.byService, service, entry);
  }
}

const nothing: readonly Candidate[] = [];

const push = (index: Map<string, Entry[]>, key: string, entry: Entry): void => {
  const present = index.get(key);
  if (present) present.push(entry);
  else index.set(key, [entry]);
};

/** Action patterns are case-insensitive; NotAction is the complement. */
function coversAction({ statement, patterns }: Entry, action: string): Truth {
  const texts: Texts = statement.action;
  let truth: Truth = texts.open.length > 0 ? 'unknown' : 'no';
  patterns.forEach((pattern, index) => {
    if (truth === 'yes') return;
    const match = pattern === '*' ? 'yes' : compareAction(pattern, action);
    truth = orTruth(truth, match === 'yes' && (texts.texts[index]?.maybe.length ?? 0) > 0 ? 'unknown' : match);
  });
  return texts.negated ? notTruth(truth) : truth;
}

/** The service part has no wildcard of its own in AWS' grammar, but `*:*` is accepted and means everything. */
function compareAction(pattern: string, action: string): Truth {
  if (pattern === '*:*') return 'yes';
  return compareText(pattern, action);
}
