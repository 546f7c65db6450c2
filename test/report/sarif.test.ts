import { describe, expect, it } from 'vitest';
import { sarif } from '../../src/report/sarif/index.js';
import { scanSystem } from '../systems/scan-system.js';

interface Region {
  readonly startLine: number;
  readonly endLine: number;
}
interface Place {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations: readonly Place[];
  readonly relatedLocations?: readonly Place[];
  readonly partialFingerprints: Record<string, string>;
  readonly codeFlows?: readonly {
    readonly threadFlows: readonly { readonly locations: readonly { readonly location: Place }[] }[];
  }[];
}
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly properties: { readonly 'security-severity': string; readonly tags: readonly string[] };
}

describe('SARIF as GitHub code scanning wants it', async () => {
  const { model } = await scanSystem('orders');
  const log = JSON.parse(sarif(model)) as {
    version: string;
    runs: [{ tool: { driver: { rules: Rule[] } }; results: Result[] }];
  };
  const [run] = log.runs;
  const { rules } = run.tool.driver;

  it('has a result for every threat, with its own rule', () => {
    expect(log.version).toBe('2.1.0');
    expect(run.results).toHaveLength(model.threats.length);
    for (const result of run.results) expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
  });

  it('rules have texts, the security tag and a severity figure in the band of the threat', () => {
    const bands = { critical: [9.1, 10], high: [7, 8.9], medium: [4, 6.9], low: [1, 3.9], info: [0.1, 0.9] } as const;
    for (const [index, threat] of model.threats.entries()) {
      const rule = rules[run.results[index]?.ruleIndex ?? -1];
      const figure = Number(rule?.properties['security-severity']);
      expect(figure).toBeGreaterThanOrEqual(bands[threat.severity][0]);
      expect(figure).toBeLessThanOrEqual(bands[threat.severity][1]);
      expect(rule?.properties.tags).toContain('security');
      for (const text of [rule?.shortDescription.text, rule?.fullDescription.text, rule?.help.text]) {
        expect(text?.length).toBeGreaterThan(0);
        expect(text?.length).toBeLessThanOrEqual(1024);
      }
    }
  });

  it('places are of one line, relative to the folder that the scan was started in', () => {
    const places = run.results.flatMap((result) => [...result.locations, ...(result.relatedLocations ?? [])]);
    expect(places.length).toBeGreaterThan(20);
    for (const { physicalLocation } of places) {
      expect(physicalLocation.artifactLocation.uri).toMatch(/^fixtures\/systems\/orders\/\S+\.tf$/);
      expect(physicalLocation.region.endLine).toBe(physicalLocation.region.startLine);
      expect(physicalLocation.region.startLine).toBeGreaterThan(0);
    }
  });

  it('attack paths are code flows with a location for each hop', () => {
    const flows = run.results.flatMap((result) => result.codeFlows ?? []);
    expect(flows.length).toBeGreaterThan(0);
    const worst = model.paths.find((path) => path.id === model.summary.worstPath);
    expect(flows.map((flow) => flow.threadFlows[0]?.locations.length)).toContain(worst?.hops.length);
  });

  it('fingerprints do not change when lines move', async () => {
    const { scanText } = await import('../systems/scan-system.js');
    const text =
      'resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\nresource "aws_sqs_queue_policy" "jobs" {\n  queue_url = aws_sqs_queue.jobs.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n';
    const print = async (source: string): Promise<readonly string[]> => {
      const found = JSON.parse(sarif(await scanText({ 'jobs.tf': source }))) as { runs: [{ results: Result[] }] };
      return found.runs[0].results.map((result) => result.partialFingerprints.primaryLocationLineHash ?? '');
    };
    const before = await print(text);
    expect(before.length).toBeGreaterThan(0);
    expect(await print(`# moved\n\n\n${text.replaceAll('  ', '      ')}`)).toEqual(before);
  });
});
