import { describe, expect, it } from 'vitest';
import { filesOf, graphOf, line } from './flows-of.js';
import { apiRows } from './rows/apis.js';
import { configuredRows } from './rows/configured.js';
import { edgeRows } from './rows/edges.js';
import { eventRows } from './rows/events.js';
import { moveRows } from './rows/moves.js';
import { workflowRows } from './rows/workflows.js';

const rows = [...apiRows, ...eventRows, ...workflowRows, ...configuredRows, ...edgeRows, ...moveRows];

describe('flows of published patterns', () => {
  it.each(rows)('$name', async ({ code, flows, without }) => {
    const graph = await graphOf(filesOf(code));
    const lines = graph.flows.map(line);
    expect(lines).toEqual(expect.arrayContaining([...flows]));
    for (const start of without ?? []) expect(lines.filter((text) => text.startsWith(start))).toEqual([]);
    for (const flow of graph.flows) expect(flow.because.length, line(flow)).toBeGreaterThan(0);
  });

  it('names each row once', () => {
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });
});
