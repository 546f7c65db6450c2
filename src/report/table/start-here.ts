import { placeOf } from '../place.js';
import { counted } from '../words.js';
import type { Context } from './context.js';
import { plain } from './style.js';

/** The few changes that take away most risk. */
export function startLines({ model, style }: Context): readonly string[] {
  if (model.startHere.length === 0) return [];
  const rows = model.startHere.slice(0, 3).flatMap((fix, index) => {
    const gains = [
      counted(fix.threats.length, 'threat'),
      ...(fix.paths.length > 0 ? [counted(fix.paths.length, 'attack path')] : []),
    ];
    const place = placeOf(model, fix.location);
    const attribute = fix.attribute ? ` (${plain(fix.attribute)})` : '';
    return [
      `${String(index + 1).padStart(4)}. ${plain(fix.text)}${attribute}`,
      `      ${style.dim([place && plain(place), `ends ${gains.join(' and ')}`].filter((part) => part !== '').join('  '))}`,
    ];
  });
  return [style.bold('Where to start'), ...rows];
}
