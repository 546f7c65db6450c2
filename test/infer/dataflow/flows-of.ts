import type { ResourceGraph } from '../../../src/graph/index.js';
import type { DataFlow } from '../../../src/model/analysis.js';
import { type Scan, scan } from '../../../src/scan.js';
import { memoryTree } from '../../../src/source/index.js';

/** One published shape of a serverless or container system, and the flows that it must and must not show. */
export interface FlowRow {
  readonly name: string;
  /** Terraform, or a CloudFormation template when it begins with `Resources:` or `Transform:`. */
  readonly code: string;
  /** Lines as `line` writes them. */
  readonly flows: readonly string[];
  /** Beginnings of lines that must not be there. */
  readonly without?: readonly string[];
}

export async function graphOf(files: Readonly<Record<string, string>>): Promise<ResourceGraph> {
  const result: Scan = await scan(memoryTree(files), { policies: [] });
  const errors = result.model.diagnostics.filter((d) => d.severity === 'error');
  if (errors.length > 0) throw new Error(errors.map((d) => `${d.summary} ${d.detail}`).join('\n'));
  return result.graph;
}

export const filesOf = (code: string): Record<string, string> =>
  /^(Resources|Transform|AWSTemplate)/m.test(code.trim().split('\n')[0] ?? '')
    ? { 'template.yaml': code }
    : { 'main.tf': code };

const short = (id: string): string => id.slice(id.indexOf('|') + 1);

/** `aws_lambda_function.api writes configured forward aws_dynamodb_table.orders`; a `?` after the grade when it is conditional. */
export const line = (flow: DataFlow): string =>
  [
    short(flow.from),
    flow.kind,
    `${flow.grade}${flow.certainty === 'certain' ? '' : '?'}`,
    flow.data,
    short(flow.to),
  ].join(' ');
