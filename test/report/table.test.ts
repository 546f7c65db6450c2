import { describe, expect, it } from 'vitest';
import { explain } from '../../src/report/explain.js';
import { table } from '../../src/report/table/index.js';
import { scanText } from '../systems/scan-system.js';

const escape = '\u001b[2J';
const hostile = `
resource "aws_sqs_queue" "jobs" {
  name = "jobs${escape}"
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}
`;

describe('the table', async () => {
  const model = await scanText({ 'jobs.tf': hostile });

  it('has something to say about it', () => expect(model.threats.length).toBeGreaterThan(0));

  it('never passes control characters of the input to the terminal', () => {
    expect(table(model, { all: true })).not.toContain('\u001b');
    expect(explain(model, model.threats[0]?.id ?? '', {})).not.toContain('\u001b');
  });

  it('colours only when asked to', () => {
    expect(table(model, { color: true })).toContain('\u001b[1m');
    expect(table(model, { color: true })).not.toContain(escape);
  });

  it('says so when nothing is wrong', async () => {
    const quiet = await scanText({ 'key.tf': 'resource "aws_sns_topic" "news" {\n  name = "news"\n}\n' });
    expect(table({ ...quiet, threats: [] }, {})).toContain('No threats found.');
  });

  it('prints the STRIDE matrix on request', () => {
    expect(table(model, { matrix: true })).toContain('STRIDE matrix');
    expect(table(model, {})).not.toContain('STRIDE matrix');
  });
});
