import { describe, expect, it } from 'vitest';
import { bodies, complaints, read } from './support.js';

const template = (resources: string, more = ''): string =>
  `AWSTemplateFormatVersion: '2010-09-09'\n${more}Resources:\n  Orders: {Type: 'AWS::SQS::Queue', Properties: {QueueName: orders}}\n${resources}`;

const cases: readonly (readonly [string, string, readonly string[], string?])[] = [
  ['no Resources', "AWSTemplateFormatVersion: '2010-09-09'\nParameters: {}\n", ['orders.yaml:1:1 cfn-no-resources']],
  ['an unknown section', template('', 'Resorces: {}\n'), ['orders.yaml:2:1 cfn-section'], 'Did you mean Resources?'],
  ['a macro', template('', 'Transform: [AWS::LanguageExtensions, ShopMacro]\n'), ['orders.yaml:2:1 cfn-macro']],
  ['a section of the wrong type', template('', 'Mappings: [a]\n'), ['orders.yaml:2:1 cfn-wrong-type']],
  ['a resource of the wrong type', template('  Refunds: queue\n'), ['orders.yaml:4:3 cfn-wrong-type']],
  ['a resource without type', template('  Refunds: {Properties: {}}\n'), ['orders.yaml:4:3 cfn-no-type']],
  ['a resource twice', template('  Orders: {Type: "AWS::SNS::Topic"}\n'), ['orders.yaml:4:3 yaml-duplicate-key']],
  [
    'a reference to nothing',
    template('  Copy:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Ref Order\n'),
    ['orders.yaml:7:18 cfn-unresolved-reference'],
    'Did you mean Orders?',
  ],
  [
    'an attribute of nothing in a string',
    template('  Copy:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub "${Ordrs.Arn}"\n'),
    ['orders.yaml:7:18 cfn-unresolved-reference'],
    'Did you mean Orders?',
  ],
  [
    'a dependency on nothing',
    template('  Copy: {Type: "AWS::SQS::Queue", DependsOn: [Orders, Odrers]}\n'),
    ['orders.yaml:4:55 cfn-unresolved-reference'],
    'Did you mean Orders?',
  ],
  [
    'an output of nothing',
    template('Outputs: {Arn: {Value: !GetAtt Oders.Arn}}\n'),
    ['orders.yaml:4:24 cfn-unresolved-reference'],
    'Did you mean Orders?',
  ],
  [
    'an unknown function',
    template('  Copy:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Jion ["", [a]]\n'),
    ['orders.yaml:7:18 cfn-unknown-function'],
    'Did you mean Fn::Join?',
  ],
  [
    'an unknown condition',
    template('  Copy: {Type: "AWS::SQS::Queue", Condition: IsPrd}\n', 'Conditions: {IsProd: !Equals [a, a]}\n'),
    ['orders.yaml:5:46 cfn-unknown-condition'],
    'Did you mean IsProd?',
  ],
  [
    'a circular condition',
    template(
      '  Copy: {Type: "AWS::SQS::Queue", Condition: A}\n',
      'Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n',
    ),
    ['orders.yaml:3:3 cfn-circular'],
  ],
  [
    'a circle of references',
    template(
      '  A: {Type: "AWS::SQS::Queue", Properties: {QueueName: !Sub "${B.Arn}"}}\n  B: {Type: "AWS::SQS::Queue", Properties: {QueueName: !Sub "${A}"}}\n',
    ),
    ['orders.yaml:4:3 cfn-circular'],
  ],
  [
    'wrong arguments',
    template(
      '  Copy:\n    Type: AWS::SQS::Queue\n    Properties:\n      A: !Join a\n      B: !GetAtt x\n      C: !If [a]\n      D: !Sub [a, b, c]\n',
    ),
    [
      'orders.yaml:7:10 cfn-arguments',
      'orders.yaml:8:10 cfn-arguments',
      'orders.yaml:9:10 cfn-arguments',
      'orders.yaml:10:10 cfn-arguments',
    ],
  ],
];

describe('bad input is a diagnostic, and the rest is read', () => {
  for (const [name, text, expected, hint] of cases) {
    it(name, async () => {
      const reading = await read(text);
      expect(complaints(reading)).toEqual(expected);
      if (hint) expect(reading.diagnostics[0]?.detail).toContain(hint);
      if (text.includes('Orders:')) expect(bodies(reading)['Orders']).toEqual({ QueueName: 'orders' });
    });
  }

  it('skips a file that is broken, and reads the others', async () => {
    const reading = await read({
      'a.yaml': template(''),
      'b.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {a: [',
    });
    expect(reading.declarations.map((one) => one.address)).toEqual(['Orders']);
    expect(reading.diagnostics.map((one) => [one.code, one.unreadFile, one.location?.file])).toEqual([
      ['yaml-syntax', true, 'b.yaml'],
    ]);
  });

  it('leaves files alone that are no templates', async () => {
    const reading = await read({
      'deploy.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata: {Resources: "Type: AWS::S3::Bucket"}\n',
      'package.json': '{"Resources": {"a": {"Type": "AWS::S3::Bucket"}}}',
      'list.yaml': '- Resources\n- Type: AWS::S3::Bucket\n',
    });
    expect(reading).toMatchObject({ declarations: [], diagnostics: [] });
  });

  it('names a template that is not a mapping', async () => {
    const reading = await read('- AWSTemplateFormatVersion: "2010-09-09"\n- Resources: {}\n');
    expect(complaints(reading)).toEqual(['orders.yaml:1:1 cfn-not-a-template']);
  });

  it('survives an alias bomb', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`);
    const started = performance.now();
    const reading = await read(template('', `Metadata:\n  l0: &l0 [x]\n${levels.join('\n')}\n`));
    expect(performance.now() - started).toBeLessThan(2000);
    expect(new Set(reading.diagnostics.map((one) => one.code))).toEqual(new Set(['yaml-alias']));
    expect(reading.declarations).toHaveLength(1);
  });

  it('reads a template of 10,000 lines, and chains of names', async () => {
    const queues = Array.from(
      { length: 2500 },
      (_, i) =>
        `  Q${i}:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: ${i === 0 ? 'first' : `!Sub "\${Q${i - 1}.QueueName}-x"`}\n`,
    );
    const reading = await read(template(queues.join('')));
    expect(reading.declarations).toHaveLength(2501);
    expect(reading.diagnostics).toEqual([]);
  });
});
