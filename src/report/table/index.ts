import type { ThreatModel } from '../../model/threat-model.js';
import type { ReportOptions } from '../index.js';
import { counted } from '../words.js';
import { diagnosticLines, unknownLines } from './open-questions.js';
import { matrixLines } from './matrix.js';
import { pathLines } from './worst-path.js';
import { startLines } from './start-here.js';
import { plain, styleFor } from './style.js';
import { countLines, threatLines } from './threats.js';

/** The report for a terminal: what a person needs in ten seconds first, then the threats, then what is open. */
export function table(model: ThreatModel, options: ReportOptions): string {
  const style = styleFor(options.color === true);
  const context = { model, style, width: Math.max(60, options.width ?? 100), all: options.all === true };
  const { summary } = model;
  const head = `${style.bold('threatplan')}  ${plain(model.root === '' ? '.' : model.root)}  ${style.dim(`${counted(summary.files, 'file')}, ${counted(summary.resources, 'resource')}`)}`;
  const blocks = [
    [head],
    pathLines(context),
    countLines(context),
    startLines(context),
    threatLines(context),
    options.matrix ? matrixLines(context) : [],
    unknownLines(context),
    diagnosticLines(context),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}
