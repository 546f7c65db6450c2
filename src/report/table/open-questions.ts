import { placeOf } from '../place.js';
import { counted } from '../words.js';
import type { Context } from './context.js';
import { plain } from './style.js';

/** What would turn "possible" into yes or no, the one that decides most first. */
export function unknownLines({ model, style, all }: Context): readonly string[] {
  if (model.unknowns.length === 0) return [];
  const shown = all ? model.unknowns : model.unknowns.slice(0, 5);
  const rows = shown.map((unknown) => {
    const place = placeOf(model, unknown.location);
    return `  ${plain(unknown.text)}  ${style.dim(`${place === '' ? '' : `${plain(place)}  `}decides ${counted(unknown.threats.length, 'threat')}`)}`;
  });
  const hidden = model.unknowns.length - shown.length;
  return [style.bold('Not known'), ...rows, ...(hidden > 0 ? [style.dim(`  and ${hidden} more`)] : [])];
}

/** What could not be read or evaluated. Notes are left out unless all is asked for. */
export function diagnosticLines({ model, style, all }: Context): readonly string[] {
  const shown = model.diagnostics.filter((d) => all || d.severity !== 'note').slice(0, all ? undefined : 10);
  const notes = model.summary.notes.map((note) => `  ${plain(note)}`);
  const unread =
    model.summary.unreadFiles > 0
      ? [`  ${style.bold(`${counted(model.summary.unreadFiles, 'file')} not read, or only in part`)}`]
      : [];
  if (shown.length + notes.length + unread.length === 0) return [];
  const paint = (severity: string, text: string): string =>
    severity === 'error'
      ? style.severity.high(text)
      : severity === 'warning'
        ? style.severity.medium(text)
        : style.dim(text);
  const rows = shown.flatMap((d) => [
    `  ${paint(d.severity, d.severity)}  ${plain(d.summary)}  ${style.dim(plain(placeOf(model, d.location)))}`,
    `         ${style.dim(plain(d.detail))}`,
  ]);
  const relevant = model.diagnostics.filter((d) => all || d.severity !== 'note').length;
  const hidden = relevant - shown.length;
  return [
    style.bold('About the input'),
    ...unread,
    ...rows,
    ...(hidden > 0 ? [style.dim(`  and ${hidden} more (--all shows them)`)] : []),
    ...notes,
  ];
}
