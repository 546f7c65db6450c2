import { describe, expect, it } from 'vitest';
import type { ReachQuery } from '../../../src/infer/network/index.js';
import type { Location } from '../../../src/model/location.js';
import { type Row, type Scene, sceneOf, tables, textOf } from './scene.js';

for (const { file, rows } of tables) {
  describe(file, () => {
    it.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
      const scene = await sceneOf(textOf(row), row.cloudformation === undefined ? 'main.tf' : 'template.yaml');
      expect(answerTo(scene, row)).toEqual(expectationOf(row));
    });
  });
}

function queryOf(row: Row): ReachQuery | undefined {
  if (row.port === undefined && row.protocol === undefined) return undefined;
  return {
    ...(row.protocol && { protocol: row.protocol }),
    ...(row.port !== undefined && { ports: row.port }),
  };
}

/** What the row asks for, and nothing more. */
function answerTo(scene: Scene, row: Row): Record<string, unknown> {
  const to = scene.id(row.to);
  const answer =
    row.way === 'direct'
      ? scene.model.fromInternet(to, queryOf(row))
      : scene.model.reach(scene.id(row.from ?? 'internet'), to, queryOf(row));
  const short = (id: string) => id.slice(id.indexOf('|') + 1);
  return {
    verdict: answer.truth,
    ...(row.ports && { ports: answer.ports }),
    ...(row.exposure && { exposure: answer.exposure }),
    ...(row.hops && { hops: answer.hops.map((hop) => short(hop.to)) }),
    ...(row.because && { because: row.because.filter((address) => touches(scene, address, answer.because)) }),
    ...(row.blockedBy && { blockedBy: answer.blockedBy?.kind ?? 'several' }),
    ...(row.unknowns && {
      unknowns: row.unknowns.filter((subject) => answer.unknowns.some((reason) => reason.subject.includes(subject))),
    }),
    ...(row.note && { note: answer.notes.find((note) => note.includes(row.note!)) ? row.note : answer.notes }),
    ...(row.facts && { facts: factsOf(scene, to, Object.keys(row.facts)) }),
  };
}

function expectationOf(row: Row): Record<string, unknown> {
  const { expect: verdict, ports, exposure, hops, because, blockedBy, unknowns, note, facts } = row;
  return Object.fromEntries(
    Object.entries({ verdict, ports, exposure, hops, because, blockedBy, unknowns, note, facts }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

function factsOf(scene: Scene, id: string, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const fact = scene.graph.fact(id, name);
      return [name, fact === undefined ? 'absent' : fact.state === 'unknown' ? 'unknown' : fact.value];
    }),
  );
}

/** Does some location lie inside the block (or a satellite) with this address? */
function touches(scene: Scene, address: string, places: readonly Location[]): boolean {
  const declared = scene.graph.resources
    .flatMap((resource) => resource.declarations)
    .find((declaration) => declaration.address === address);
  if (!declared) return false;
  const first = declared.location.start.line;
  const last = lastLine(declared.body);
  return places.some(({ start }) => start.line >= first && start.line <= Math.max(first, last));
}

function lastLine(value: unknown, depth = 8): number {
  if (depth === 0 || typeof value !== 'object' || value === null) return 0;
  const end = 'at' in value ? ((value.at as Location | undefined)?.end.line ?? 0) : 0;
  const children =
    'entries' in value && value.entries instanceof Map
      ? [...value.entries.values()]
      : 'items' in value
        ? (value.items as unknown[])
        : [];
  return Math.max(end, ...children.map((child) => lastLine(child, depth - 1)));
}
