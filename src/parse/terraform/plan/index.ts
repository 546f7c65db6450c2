import type { Declaration } from '../../../model/declaration.js';
import type { Diagnostic } from '../../../model/diagnostic.js';
import type { SourceFile } from '../../../model/source.js';
import type { Value } from '../../../model/value.js';
import type { ModuleLoader } from '../module/module-loader.js';
import { planDeclarations } from './declarations.js';
import { type PlanDocument, readDocument, variableNodes } from './document.js';
import { at, isTrue } from './json.js';
import { overlay } from './overlay.js';
import { isPlanFile } from './recognise.js';
import { folderOf, sourceRootOf } from './source-root.js';
import { attributeValue } from './to-value.js';

/** A plan or state of the scan, and the root module that it belongs to. */
export interface OpenedPlan {
  readonly document: PlanDocument;
  /** Folder of the configuration that it was made from, when that is at hand. */
  readonly root: string | undefined;
  /** Values of the root's variables, as the plan has them. */
  readonly inputs: ReadonlyMap<string, Value>;
}

/** Reads every plan and state among the files and finds the source of each. */
export function openPlans(
  files: readonly SourceFile[],
  loader: ModuleLoader,
  roots: readonly string[],
  problems: { add(diagnostic: Diagnostic): void },
): readonly OpenedPlan[] {
  return files.filter(isPlanFile).flatMap((file) => {
    const { document, diagnostics } = readDocument(file.path, file.text());
    for (const diagnostic of diagnostics) problems.add(diagnostic);
    return document ? [{ document, root: sourceRootOf(document, loader, roots), inputs: inputsOf(document) }] : [];
  });
}

/**
 * The declarations of a plan or state. `source` are those of the configuration it was made from, evaluated with the
 * plan's variables; without it, places are in the plan file and references come from its `configuration` part.
 */
export function readPlan(plan: OpenedPlan, scope: string, source?: readonly Declaration[]): readonly Declaration[] {
  const declarations = planDeclarations(plan.document, scope);
  return source ? overlay(declarations, source) : declarations;
}

const SECRET = /passw|secret|token|credential|private_key/i;

function inputsOf(document: PlanDocument): ReadonlyMap<string, Value> {
  const start = { line: 1, column: 1 };
  const place = { file: document.path, start, end: start };
  const declared = at(document.configuration, 'root_module', 'variables');
  // Secrets that were given from outside are not in the code: they stay what they are without the plan.
  const open = variableNodes(document).filter(
    ([name]) => !SECRET.test(name) && !isTrue(at(declared, name, 'sensitive')),
  );
  return new Map(
    open.map(([name, node]) => {
      const context = {
        subject: `var.${name}`,
        name,
        expression: undefined,
        resolve: () => ({ refs: [], mixed: false, given: [] }),
        locate: document.locate,
        place,
      };
      return [name, attributeValue(context, node, undefined, undefined)];
    }),
  );
}

/** Sentences for the summary: what was read, what is planned, where the places come from. */
export function planNotes({ document, root }: OpenedPlan): readonly string[] {
  const { path, format, actions, resources } = document;
  const kind = format === 'plan' ? 'plan' : 'state';
  const counts = ['create', 'update', 'replace', 'delete', 'forget', 'no-op'].flatMap((action) => {
    const count = actions.get(action);
    return count === undefined ? [] : [`${count} to ${WORDS[action] ?? action}`];
  });
  const gone = actions.has('delete') || actions.has('forget') ? ' What is destroyed or forgotten is left out.' : '';
  const what = `Read the Terraform ${kind} ${path}: ${resources.length} resources${counts.length > 0 ? ` (${counts.join(', ')})` : ''}.${gone}`;
  const where =
    root === undefined
      ? `No configuration that it was made from is next to it: places are in ${path}. Put the ${kind} beside its .tf files to see theirs.`
      : `Places and references come from the configuration in ${root === '' ? 'its folder' : root}, which is not scanned a second time.`;
  return [what, where];
}

const WORDS: Readonly<Record<string, string>> = { delete: 'destroy', 'no-op': 'leave as it is' };

/** True for a state beside its own configuration: the code is what will be, so the state is not read. */
export const isOutdated = ({ document, root }: OpenedPlan, scanned: readonly string[]): boolean =>
  document.format !== 'plan' && root !== undefined && scanned.includes(root);

/** The scope of a plan's addresses: its root's folder, or its own; a second one there is told apart by its name. */
export function scopeOf(plan: OpenedPlan, taken: ReadonlySet<string>): string {
  const scope = plan.root ?? folderOf(plan.document.path);
  return taken.has(scope) ? plan.document.path : scope;
}
