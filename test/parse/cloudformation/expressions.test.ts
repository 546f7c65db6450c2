import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scalarValue } from '../../../src/parse/yaml/scalar.js';
import type { YamlNode } from '../../../src/parse/yaml/node.js';
import { parseYaml } from '../../../src/parse/yaml/parse-yaml.js';
import { bodies, read } from './support.js';

const prelude = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage: {Type: String, Default: prod}
  Size: {Type: Number, Default: 3}
  Zones: {Type: CommaDelimitedList, Default: 'a, b'}
  Network: {Type: String}
  Tier: {Type: String, AllowedValues: [free, paid]}
  Image: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /images/web}
Mappings:
  Sizes: {prod: {Beds: 40, Names: [n, s]}, test: {Beds: 4, Names: [n]}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  NotProd: !Not [!Condition IsProd]
  IsPaid: !Equals [!Ref Tier, paid]
  Either: !Or [!Condition IsPaid, {Condition: IsProd}]
  Neither: !And [!Condition IsPaid, !Condition NotProd]
  InRegion: !Equals [!Ref 'AWS::Region', eu-west-1]
Resources:
  Orders: {Type: 'AWS::S3::Bucket', Properties: {BucketName: orders}}
  Invoices: {Type: 'AWS::S3::Bucket'}
  Queue: {Type: 'AWS::SQS::Queue'}
  Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: orders}}
  Address: {Type: 'AWS::EC2::EIP'}
  Database: {Type: 'AWS::RDS::DBInstance'}
  Vpc: {Type: 'AWS::EC2::VPC', Properties: {CidrBlock: 10.1.0.0/16}}
  Secret: {Type: 'AWS::SecretsManager::Secret', Properties: {Name: orders/db}}
  Subject:
    Type: Custom::Subject
    Properties:
      Value: `;

interface Row {
  readonly expression: string;
  readonly expected: unknown;
}

/** The rows of the table: the expression as written, and what it should show. */
function table(): readonly Row[] {
  const text = readFileSync('fixtures/parse/cloudformation/expressions.yaml', 'utf8');
  const [root] = parseYaml(text, 'expressions.yaml').documents;
  const lines = text.split('\n');
  return root?.kind !== 'sequence'
    ? []
    : root.items.map((row) => {
        const [expression, expected] = row.kind === 'sequence' ? row.items : [];
        if (!expression || !expected) throw new Error('a row is an expression and a result');
        const line = lines[row.at.start.line - 1] ?? '';
        return { expression: line.slice(3, cut(line, expected.at.start.column - 1)), expected: plain(expected) };
      });
}

const cut = (line: string, before: number): number => line.lastIndexOf(',', before);

function plain(node: YamlNode): unknown {
  if (node.kind === 'sequence') return node.items.map(plain);
  if (node.kind === 'mapping')
    return Object.fromEntries([...node.entries.values()].map(({ key, value }) => [key, plain(value)]));
  const value = scalarValue(node);
  return 'value' in value ? value.value : null;
}

describe('intrinsic functions', () => {
  const rows = table();
  it('has a table', () => expect(rows.length).toBeGreaterThan(50));
  it.each(rows)('$expression', async ({ expression, expected }) => {
    const reading = await read(`${prelude}${expression}\n`);
    expect(reading.diagnostics).toEqual([]);
    expect(bodies(reading)['Subject']).toEqual({ Value: expected });
  });
});
