import { type Fact, known, unknownFact } from '../../../model/fact.js';
import type { Location } from '../../../model/location.js';
import type { Reason } from '../../../model/unknown.js';
import type { MapValue } from '../../../model/value.js';
import { reasonsOf } from '../../../model/values.js';
import { at, textOf } from './values.js';

const placeholder =
  /^\s*(|change.?me.*|replace.?me.*|example|placeholder|todo|tbd|dummy|<.*>|\$\{.*\}|\$\(.*\)|\{\{.*\}\}|xxx+|\.\.\.)\s*$/i;

/** Whether a Secret's content is written in the manifest; base64 is no encryption. Public certificates and empty values do not count. */
export function literalContent(object: MapValue, place: Location): Fact {
  const setBy = { setBy: { kubernetes: 'data, stringData', terraform: 'data' } };
  const type = textOf(at(object, 'type'));
  if (type === 'kubernetes.io/service-account-token') return known(false, [place], setBy);
  const found: Location[] = [];
  const open: Reason[] = [];
  for (const field of ['data', 'stringData']) {
    const map = at(object, field);
    if (map?.kind !== 'map') continue;
    for (const [key, value] of map.entries) {
      const text = textOf(value);
      const written = value.kind === 'choice' ? value.arms.filter((arm) => !placeholder.test(textOf(arm) ?? '')) : [];
      if (written.length > 0) open.push(...reasonsOf(value));
      if (value.kind === 'null' || text === undefined || value.sensitive || value.refs?.length) continue;
      const plain = field === 'data' ? decoded(text) : text;
      if (plain === undefined || placeholder.test(plain) || isPublic(key, plain)) continue;
      found.push(value.at ?? place);
    }
  }
  if (found.length === 0 && open.length > 0) return unknownFact(open, [place], setBy);
  return known(found.length > 0, found.length > 0 ? found : [place], setBy);
}

/** Undefined when the text is no base64, which is then a template's hole or a mistake. */
function decoded(text: string): string | undefined {
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return undefined;
  return Buffer.from(compact, 'base64').toString('utf8');
}

const isPublic = (key: string, text: string): boolean =>
  /^(username|user|host|hostname|port|dbname|database|ca\.crt|tls\.crt|namespace|url|endpoint|region)$/i.test(key) &&
  !/PRIVATE KEY|:\/\/[^/\s:]+:[^@\s]+@/.test(text);
