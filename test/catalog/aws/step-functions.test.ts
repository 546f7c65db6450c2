import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/catalog/aws/step-functions.js';
import { plainly, read, ref } from '../read-declarations.js';

const definition = {
  StartAt: 'Charge',
  States: {
    Charge: { Type: 'Task', Resource: ref('aws_lambda_function.charge.arn') },
    Save: {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:putItem',
      Parameters: { TableName: ref('aws_dynamodb_table.orders.name') },
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          States: {
            Tell: {
              Resource: 'arn:aws:states:::sqs:sendMessage',
              Parameters: { QueueUrl: ref('aws_sqs_queue.tell.url') },
            },
            Look: { Resource: 'arn:aws:states:::aws-sdk:dynamodb:getItem', Arguments: { TableName: 'orders' } },
          },
        },
      ],
    },
    Wait: { Type: 'Wait', Seconds: 3 },
  },
};

describe('a workflow', () => {
  it('calls what its tasks name, also inside branches', () => {
    const machine = read(kinds, [
      {
        type: 'AWS::StepFunctions::StateMachine',
        name: 'orders',
        body: { Definition: definition, RoleArn: ref('Role.Arn') },
      },
    ]).get('orders');
    expect(machine?.links.map((link) => [link.kind, plainly(link.target)])).toEqual([
      ['runs-as', '-> Role'],
      ['invokes', '-> charge'],
      ['writes', '-> orders'],
      ['publishes', '-> tell'],
      ['reads', 'orders'],
    ]);
  });

  it('reads JSON text and fills in substitutions', () => {
    const text = JSON.stringify({ States: { A: { Resource: '${Charge}' } } });
    const body = { DefinitionString: text, DefinitionSubstitutions: { Charge: ref('Function.Arn') } };
    const machine = read(kinds, [{ type: 'AWS::StepFunctions::StateMachine', name: 'orders', body }]).get('orders');
    expect(machine?.links.map((link) => plainly(link.target))).toEqual(['-> Function']);
  });
});
