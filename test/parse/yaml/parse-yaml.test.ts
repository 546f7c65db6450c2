import { describe, expect, it } from 'vitest';
import { formatLocation } from '../../../src/model/location.js';
import type { YamlNode } from '../../../src/parse/yaml/node.js';
import { parseYaml } from '../../../src/parse/yaml/parse-yaml.js';
import { scalarValue } from '../../../src/parse/yaml/scalar.js';

/** The node as data; tags in front. */
function plain(node: YamlNode): unknown {
  const tag = node.tag ? `${node.tag} ` : '';
  if (node.kind === 'scalar') {
    const value = scalarValue(node);
    return tag ? tag + node.text : 'value' in value ? value.value : null;
  }
  if (node.kind === 'sequence') return tag ? [tag.trim(), ...node.items.map(plain)] : node.items.map(plain);
  return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, plain(entry.value)]));
}
const data = (text: string) => parseYaml(text, 'clinic.yaml').documents.map(plain);
const complaints = (text: string) =>
  parseYaml(text, 'clinic.yaml').diagnostics.map((d) => `${d.location && formatLocation(d.location)} ${d.code}`);

describe('parseYaml', () => {
  it.each([
    ['name: clinic\nbeds: 12\nopen: true\nnotes:\n', [{ name: 'clinic', beds: 12, open: true, notes: null }]],
    [
      'account: 012345678901\nversion: 1.10\nday: 2010-09-09\nswitch: on',
      [{ account: '012345678901', version: '1.10', day: '2010-09-09', switch: 'on' }],
    ],
    ['a: "true"\nb: \'12\'\nc: !!str 7', [{ a: 'true', b: '12', c: '!!str 7' }]],
    [
      'name: !Sub "${Ward}-beds"\nlist: !Join [",", [a, b]]',
      [{ name: '!Sub ${Ward}-beds', list: ['!Join', ',', ['a', 'b']] }],
    ],
    [
      'base: &base {beds: 4, lit: yes}\nward:\n  <<: *base\n  beds: 6',
      [{ base: { beds: 4, lit: 'yes' }, ward: { beds: 6, lit: 'yes' } }],
    ],
    ['---\na: 1\n---\nb: 2\n...\n', [{ a: 1 }, { b: 2 }]],
    ['{"a": {"b": [1, null, "x\\u0041"]}}', [{ a: { b: [1, null, 'xA'] } }]],
    ['', []],
    ['# nothing\n', []],
  ])('reads %j', (text, expected) => {
    expect(data(text)).toEqual(expected);
    expect(complaints(text)).toEqual([]);
  });

  it('places every key and value', () => {
    const { documents } = parseYaml('wards:\n  - name: "north"\n    beds: 4\n', 'clinic.yaml');
    const places: Record<string, string> = {};
    const visit = (node: YamlNode): void => {
      if (node.kind === 'sequence') node.items.forEach(visit);
      if (node.kind === 'mapping') {
        for (const { key, keyAt, value } of node.entries.values()) {
          const { start, end } = value.at;
          places[key] =
            `${keyAt.start.line}:${keyAt.start.column} ${start.line}:${start.column}-${end.line}:${end.column}`;
          visit(value);
        }
      }
    };
    documents.forEach(visit);
    expect(places).toEqual({ wards: '1:1 2:3-3:12', name: '2:5 2:11-2:18', beds: '3:5 3:11-3:12' });
  });

  it.each([
    ['a: 1\na: 2', ['clinic.yaml:2:1 yaml-duplicate-key'], [{ a: 1 }]],
    ['a: *nowhere\nb: 2', ['clinic.yaml:1:4 yaml-alias'], [{ a: null, b: 2 }]],
    ['a: &a [*a]', ['clinic.yaml:1:8 yaml-alias'], [{ a: [null] }]],
    ['a: [1, 2\nb: 3', ['clinic.yaml:2:1 yaml-syntax'], []],
    ['a: 1\n---\nb: [\n---\nc: 3', ['clinic.yaml:4:1 yaml-syntax'], [{ a: 1 }, { c: 3 }]],
    ['? [x, y]\n: 1\nb: 2', ['clinic.yaml:1:3 yaml-key'], [{ b: 2 }]],
  ])('reports %j and keeps the rest', (text, expected, rest) => {
    expect(complaints(text)).toEqual(expected);
    expect(data(text)).toEqual(rest);
  });

  it('refuses to expand an alias bomb, and quickly', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`);
    const { documents, diagnostics } = parseYaml(`l0: &l0 [x]\n${levels.join('\n')}\n`, 'clinic.yaml');
    expect(diagnostics.every((d) => d.code === 'yaml-alias' && d.location)).toBe(true);
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(documents[0]?.weight).toBeLessThan(600_000);
  });

  it('refuses nesting that is too deep', () => {
    expect(complaints('['.repeat(5000))[0]).toContain('yaml-syntax');
  });
});
