import { severities, type Severity, strideCategories, type Threat } from '../../model/threat.js';
import { placeOf } from '../place.js';
import { categoryNames } from '../words.js';
import type { Context } from './context.js';
import { cut, plain } from './style.js';

/** How many threats there are, by severity and by STRIDE category. */
export function countLines({ model, style }: Context): readonly string[] {
  const { bySeverity, byCategory, accepted } = model.summary;
  const total = model.threats.length - accepted;
  if (total === 0) return [style.bold('No threats found.')];
  const levels = severities
    .filter((s) => (bySeverity[s] ?? 0) > 0)
    .map((s) => style.severity[s](`${bySeverity[s]} ${s}`));
  const categories = strideCategories
    .filter((c) => (byCategory[c] ?? 0) > 0)
    .map((c) => `${categoryNames[c]} ${byCategory[c]}`);
  const kept = accepted > 0 ? [style.dim(`${accepted} accepted`)] : [];
  return [
    `${style.bold('Threats')}     ${[...levels, ...kept].join(' · ')}`,
    `            ${style.dim(categories.join(' · '))}`,
  ];
}

const minor: ReadonlySet<Severity> = new Set(['low', 'info']);

/** Threats by their first STRIDE category, the most severe first. Minor ones are counted unless all are asked for. */
export function threatLines(context: Context): readonly string[] {
  const blocks = strideCategories.flatMap((category) => {
    const threats = context.model.threats.filter((t) => t.status === 'open' && t.stride[0] === category);
    const shown = threats.filter((t) => context.all || !minor.has(t.severity));
    const hidden = threats.length - shown.length;
    if (threats.length === 0) return [];
    const more = hidden > 0 ? [context.style.dim(`  and ${hidden} of low severity (--all shows them)`)] : [];
    return [
      [
        context.style.bold(categoryNames[category]),
        ...shown.flatMap((threat) => threatRow(threat, context)),
        ...more,
      ].join('\n'),
    ];
  });
  return blocks.length === 0 ? [] : [blocks.join('\n\n')];
}

function threatRow(threat: Threat, { model, style, width }: Context): readonly string[] {
  const label = style.severity[threat.severity](threat.severity.padEnd(8));
  const sure = threat.confidence === 'confirmed' ? '' : ` (${threat.confidence})`;
  const title = cut(`${plain(threat.title)}${sure}`, width - 12);
  return [
    `  ${label}  ${title}`,
    `            ${style.dim(`${plain(placeOf(model, threat.location))}  ${plain(threat.address)}  ${threat.id}`)}`,
  ];
}
