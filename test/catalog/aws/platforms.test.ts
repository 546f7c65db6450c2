import { describe, expect, it } from 'vitest';
import { kinds as appRunner } from '../../../src/catalog/aws/apprunner.js';
import { kinds as appSync } from '../../../src/catalog/aws/appsync.js';
import { kinds as beanstalk } from '../../../src/catalog/aws/beanstalk.js';
import { kinds as accelerator } from '../../../src/catalog/aws/global-accelerator.js';
import { kinds as notebooks } from '../../../src/catalog/aws/sagemaker-notebook.js';
import { kinds as transfer } from '../../../src/catalog/aws/transfer.js';
import { kinds as waf } from '../../../src/catalog/aws/waf.js';
import { fact, type Plain, read, variable } from '../read-declarations.js';

const kinds = [...appRunner, ...appSync, ...beanstalk, ...accelerator, ...notebooks, ...transfer, ...waf];
const one = (type: string, body: Record<string, Plain>) => read(kinds, [{ type, name: 'clinic', body }]).get('clinic');
type Case = readonly [string, Record<string, Plain>, string];

describe('where platforms answer', () => {
  it.each([
    ['aws_apprunner_service', {}, 'yes'],
    [
      'aws_apprunner_service',
      { network_configuration: [{ ingress_configuration: [{ is_publicly_accessible: false }] }] },
      'no',
    ],
    [
      'AWS::AppRunner::Service',
      { NetworkConfiguration: { IngressConfiguration: { IsPubliclyAccessible: false } } },
      'no',
    ],
    ['aws_transfer_server', {}, 'yes'],
    ['aws_transfer_server', { endpoint_type: 'VPC' }, 'no'],
    [
      'aws_transfer_server',
      { endpoint_type: 'VPC', endpoint_details: [{ address_allocation_ids: ['eipalloc-1'] }] },
      'yes',
    ],
    ['AWS::Transfer::Server', { EndpointType: variable('type') }, 'unknown'],
    ['aws_appsync_graphql_api', { authentication_type: 'API_KEY' }, 'yes'],
    ['AWS::AppSync::GraphQLApi', { AuthenticationType: 'AWS_IAM', Visibility: 'PRIVATE' }, 'no'],
    ['aws_elastic_beanstalk_environment', {}, 'yes'],
    ['aws_elastic_beanstalk_environment', { tier: 'Worker' }, 'no'],
    [
      'AWS::ElasticBeanstalk::Environment',
      { OptionSettings: [{ Namespace: 'aws:ec2:vpc', OptionName: 'ELBScheme', Value: 'internal' }] },
      'no',
    ],
    ['aws_globalaccelerator_accelerator', {}, 'yes'],
    ['aws_globalaccelerator_accelerator', { enabled: false }, 'no'],
  ] as readonly Case[])('%s %j: %s', (type, body, expected) => {
    expect(one(type, body)?.surface?.internet).toBe(expected);
  });
});

describe('a GraphQL API', () => {
  it.each([
    ['API_KEY', 'shared-key'],
    ['AWS_IAM', 'iam'],
    ['AMAZON_COGNITO_USER_POOLS', 'user'],
  ])('with %s asks for %s', (authentication_type, expected) => {
    const api = one('aws_appsync_graphql_api', { authentication_type });
    expect(api?.surface?.operations[0]?.authentication).toBe(expected);
  });

  it('is as open as its weakest way in', () => {
    const more = [{ authentication_type: 'API_KEY' }];
    const api = one('aws_appsync_graphql_api', {
      authentication_type: 'AWS_IAM',
      additional_authentication_provider: more,
    });
    expect(api?.surface?.operations.map((operation) => operation.authentication)).toEqual(['iam', 'shared-key']);
  });
});

describe('a notebook', () => {
  it.each([
    ['aws_sagemaker_notebook_instance', {}, true],
    ['aws_sagemaker_notebook_instance', { direct_internet_access: 'Disabled' }, false],
    ['AWS::SageMaker::NotebookInstance', { DirectInternetAccess: variable('direct') }, 'unknown'],
  ] as readonly (readonly [string, Record<string, Plain>, unknown])[])('%s %j: internet %s', (type, body, expected) => {
    expect(fact(one(type, body), 'workload.directInternet')).toBe(expected);
  });
});
