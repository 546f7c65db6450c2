import { strideCategories } from '../../model/threat.js';
import type { MatrixCell } from '../../model/threat-model.js';
import { categoryNames } from '../words.js';
import type { Context } from './context.js';
import { plain } from './style.js';

/** The STRIDE matrix: for every element and interaction, the threats, the control, or a question for a human. */
export function matrixLines({ model, style }: Context): readonly string[] {
  const rows = new Map<string, MatrixCell[]>();
  for (const cell of model.matrix) {
    const subject = cell.to === undefined ? cell.subject : `${cell.subject} → ${cell.to}`;
    rows.set(subject, [...(rows.get(subject) ?? []), cell]);
  }
  const lines = [...rows].flatMap(([subject, cells]) => [
    `  ${plain(subject)}`,
    ...strideCategories.flatMap((category) => {
      const cell = cells.find((c) => c.category === category);
      return cell ? [`    ${categoryNames[category].padEnd(24)}${cellText(cell, style)}`] : [];
    }),
  ]);
  return lines.length === 0 ? [] : [style.bold('STRIDE matrix'), ...lines];
}

function cellText(cell: MatrixCell, style: Context['style']): string {
  if (cell.state === 'threat') return style.severity.high(cell.threats.join(', '));
  if (cell.state === 'mitigated') return plain(cell.control ?? 'mitigated');
  return style.dim('not derivable from code: ask');
}
