import type { EndpointFacet } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import { stringValue } from '../../model/values.js';
import { defined } from '../common/parts.js';
import { defineKind } from '../kind.js';
import { factOf, type Reader } from '../reader.js';

const attributes = {
  name: { terraform: 'name', cloudformation: 'EnvironmentName' },
  tier: { terraform: 'tier', cloudformation: 'Tier.Name' },
  settings: {
    terraform: 'setting',
    cloudformation: 'OptionSettings',
    each: {
      namespace: { terraform: 'namespace', cloudformation: 'Namespace' },
      name: { terraform: 'name', cloudformation: 'OptionName' },
      value: { terraform: 'value', cloudformation: 'Value' },
    },
  },
} as const;
type EnvironmentReader = Reader<typeof attributes>;

/** An application on hosts and a load balancer that Elastic Beanstalk makes from option settings. */
export const beanstalkEnvironment = defineKind({
  type: 'aws.elasticbeanstalk.environment',
  element: 'process',
  kind: 'process/platform',
  dialects: {
    terraform: 'aws_elastic_beanstalk_environment',
    cloudformation: 'AWS::ElasticBeanstalk::Environment',
  },
  attributes,
  names: ['name'],
  build(r) {
    const scheme = setting(r, 'aws:ec2:vpc', 'ELBScheme');
    const worker = r.text('tier') === 'Worker' || r.text('tier') === 'Worker Tier';
    const internal = scheme && factOf(scheme, scheme.at ?? r.location);
    return {
      network: networkOf(r),
      surface: {
        internet: worker
          ? 'no'
          : internal?.state === 'unknown'
            ? 'unknown'
            : internal?.value === 'internal'
              ? 'no'
              : 'yes',
        because: [scheme?.at ?? r.location],
        operations: worker
          ? []
          : [{ name: 'http:80 /', authentication: 'none', because: [r.location], targets: [], sideEffects: true }],
      },
      workload: {
        settings: r.each('settings').flatMap((one) => {
          const value = one.value('value');
          const variable = one.text('namespace') === 'aws:elasticbeanstalk:application:environment';
          return value && variable
            ? [{ kind: 'environment' as const, name: one.text('name') ?? '', value, at: one.at('value') }]
            : [];
        }),
        artifacts: [],
      },
      facts: { 'workload.imdsV1': imdsV1(r) },
      links: links(r),
    };
  },
});

const setting = (r: EnvironmentReader, namespace: string, name: string): Value | undefined =>
  r
    .each('settings')
    .find((one) => one.text('namespace') === namespace && one.text('name') === name)
    ?.value('value');

/** Comma-separated lists of ids, or one reference. */
const listed = (value: Value | undefined): Value[] => {
  if (value?.kind !== 'string') return value ? [value] : [];
  return (value.refs ?? []).length > 0 ? [value] : value.value.split(',').map((id) => stringValue(id.trim(), value.at));
};

function networkOf(r: EnvironmentReader): EndpointFacet {
  return defined<EndpointFacet>({
    part: 'endpoint',
    subnets: listed(setting(r, 'aws:ec2:vpc', 'Subnets')),
    subnetGroups: [],
    securityGroups: listed(setting(r, 'aws:autoscaling:launchconfiguration', 'SecurityGroups')),
    securityGroupDefault: 'vpc-default',
    publicAddress: 'public-flag',
    publicFlag: setting(r, 'aws:ec2:vpc', 'AssociatePublicIpAddress'),
    publicDefault: 'inherit',
    listens: [],
    role: 'host',
  });
}

function imdsV1(r: EnvironmentReader) {
  const disabled = setting(r, 'aws:autoscaling:launchconfiguration', 'DisableIMDSv1');
  if (!disabled) return undefined;
  const fact = factOf(disabled, disabled.at ?? r.location);
  return fact.state === 'known' ? { ...fact, value: fact.value !== true } : fact;
}

function links(r: EnvironmentReader): Link[] {
  const link = (kind: Link['kind'], target: Value, expects: string, use?: string): Link => ({
    kind,
    target,
    expects: [expects],
    because: [target.at ?? r.location],
    ...(use && { attrs: { use } }),
  });
  const profile = setting(r, 'aws:autoscaling:launchconfiguration', 'IamInstanceProfile');
  const service = setting(r, 'aws:elasticbeanstalk:environment', 'ServiceRole');
  const network = networkOf(r);
  return [
    ...(profile ? [link('runs-as', profile, 'aws.iam.', 'app')] : []),
    ...(service ? [link('runs-as', service, 'aws.iam.', 'agent')] : []),
    ...network.subnets.map((subnet) => link('runs-in', subnet, 'aws.ec2.')),
    ...network.securityGroups.map((group) => link('protected-by', group, 'aws.ec2.')),
  ];
}

export const kinds = [beanstalkEnvironment];
