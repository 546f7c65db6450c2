import { describe, expect, it } from 'vitest';
import type { ThreatModel } from '../../src/model/threat-model.js';
import { scanSystem } from './scan-system.js';

/**
 * Whole stacks of the shapes that people write: with mistakes (first part) and well built (second part). `worst` are all
 * threats of critical and high severity and of medium severity that `also` names; nothing else may be that severe.
 */
interface Row {
  readonly system: string;
  readonly about: string;
  /** `severity confidence policy address file:line` */
  readonly worst: readonly string[];
  readonly also?: readonly string[];
  /** Policies that must stay silent. */
  readonly silent?: readonly string[];
  /** Whether nothing of medium severity or more is said that `worst` and `also` do not name. */
  readonly nothingElse?: true;
  /** Stories of attack paths: the targets of the hops. */
  readonly paths?: readonly (readonly string[])[];
}

const rows: readonly Row[] = [
  {
    system: 'forged-request',
    about: 'a public instance with IMDSv1 whose role reads all buckets; a key in the environment of a function',
    worst: [
      'high confirmed wildcard-data-read aws_iam_role.web ec2.tf:23',
      'high likely metadata-service-exposed aws_instance.web ec2.tf:78',
      'high likely metadata-service-to-sensitive-data aws_s3_bucket.patients s3.tf:4',
      'high likely internet-to-sensitive-data-change aws_s3_bucket.patients s3.tf:4',
      'high confirmed secret-in-plain-text aws_lambda_function.invoices s3.tf:28',
    ],
    also: [
      'medium confirmed boot-script-runs-unverified-code aws_instance.web ec2.tf:91',
      'medium confirmed long-lived-access-key aws_iam_user.reporter s3.tf:40',
    ],
    silent: ['admin-port-open-to-internet', 'all-ports-open-to-internet'],
    paths: [['aws_instance.web', 'aws_instance.web', 'aws_iam_role.web', 'aws_s3_bucket.patients']],
  },
  {
    system: 'pass-role',
    about: 'a role that passes an administrator role to a new function',
    worst: ['high confirmed privilege-escalation aws_iam_role.function_manager main.tf:38'],
    also: ['medium confirmed long-lived-access-key aws_iam_user.intern main.tf:6'],
    nothingElse: true,
  },
  {
    system: 'guests',
    about: 'an identity pool that lets guests scan a table',
    worst: [
      'critical confirmed wildcard-data-read aws_iam_role.this["unauthenticated"] main.tf:51',
      'critical likely internet-to-sensitive-data aws_dynamodb_table.patients main.tf:69',
      'high likely guests-can-use-data aws_cognito_identity_pool.clinic main.tf:18',
    ],
    paths: [['aws_iam_role.this["unauthenticated"]', 'aws_dynamodb_table.patients']],
  },
  {
    system: 'self-service',
    about: 'the same without rights for guests: whoever signs up calls the API',
    worst: [],
    also: ['medium likely open-sign-up-to-sensitive-data aws_dynamodb_table.patients main.tf:65'],
    silent: ['guests-can-use-data', 'wildcard-data-read', 'unauthenticated-operation'],
    paths: [
      [
        'aws_api_gateway_method.get',
        'aws_lambda_function.records',
        'aws_lambda_function.records',
        'aws_iam_role.fn',
        'aws_dynamodb_table.patients',
      ],
    ],
  },
  {
    system: 'left-open',
    about: 'public databases, secrets in user data and environment, an open search domain',
    worst: [
      'high confirmed secret-in-plain-text aws_instance.till main.tf:69',
      'high confirmed secret-in-plain-text aws_lambda_function.analysis main.tf:202',
      'high confirmed data-store-reachable-from-internet aws_db_instance.default main.tf:131',
      'high confirmed data-store-reachable-from-internet aws_redshift_cluster.wh main.tf:294',
      'high confirmed data-store-reachable-from-internet aws_elasticsearch_domain.monitoring main.tf:216',
      'high likely internet-to-sensitive-data aws_db_instance.default main.tf:83',
      'high likely internet-to-sensitive-data aws_redshift_cluster.wh main.tf:274',
      'high confirmed data-store-world-readable aws_elasticsearch_domain.monitoring main.tf:226',
      'high confirmed data-store-world-writable aws_elasticsearch_domain.monitoring main.tf:226',
    ],
    also: [
      'medium confirmed admin-port-open-to-internet aws_instance.till main.tf:47',
      'medium confirmed data-store-unencrypted aws_db_instance.default main.tf:99',
      'medium confirmed data-store-unencrypted aws_redshift_cluster.wh main.tf:280',
      'medium confirmed database-password-in-code aws_redshift_cluster.wh main.tf:278',
    ],
    silent: ['all-ports-open-to-internet'],
  },
  {
    system: 'federation',
    about: 'roles that trust builds: any repository, any branch, one branch, one environment',
    worst: [
      'critical confirmed ci-to-sensitive-data-or-administrator aws_iam_role.deploy["star"] main.tf:31',
      'critical confirmed ci-to-sensitive-data-or-administrator aws_iam_role.deploy["wide"] main.tf:31',
      'critical confirmed ci-branch-to-sensitive-data-or-administrator aws_iam_role.deploy["repo"] main.tf:31',
    ],
    also: ['medium confirmed ci-federation-too-wide aws_iam_role.nosub main.tf:48'],
    nothingElse: true,
  },
  {
    system: 'front-doors',
    about: 'a function URL and an HTTP API without authentication, and a jump host in a peered network',
    worst: [
      'critical confirmed unauthenticated-operation aws_apigatewayv2_api.open main.tf:146',
      'high confirmed unauthenticated-function-url aws_lambda_function_url.upload main.tf:95',
      'high confirmed wildcard-data-read aws_iam_role.process main.tf:130',
      'high likely internet-to-sensitive-data aws_db_instance.patients main.tf:72',
      'high likely internet-to-sensitive-data aws_dynamodb_table.patients main.tf:132',
      'high likely internet-to-sensitive-data-change aws_dynamodb_table.patients main.tf:132',
    ],
    also: ['medium confirmed admin-port-open-to-internet aws_instance.jump main.tf:53'],
    paths: [['aws_instance.jump', 'aws_instance.jump', 'aws_db_instance.patients']],
  },
  {
    system: 'bucket-module',
    about: 'a bucket module with optional parts: one of its four instances is public',
    worst: ['high confirmed object-store-world-readable module.open.aws_s3_bucket.this[0] modules/bucket/main.tf:138'],
    nothingElse: true,
  },
  { system: 'network-module', about: 'a network module and a private database', worst: [], nothingElse: true },
  {
    system: 'fargate',
    about: 'containers behind a load balancer, with a managed password',
    worst: [],
    nothingElse: true,
  },
  {
    system: 'cluster',
    about: 'a cluster with node groups and roles for service accounts',
    worst: [],
    nothingElse: true,
  },
  {
    system: 'signed-in',
    about: 'an HTTP API for known users, with one open health check',
    worst: [],
    nothingElse: true,
  },
];

const line = ({ severity, confidence, policy, address, location }: ThreatModel['threats'][number]): string =>
  `${severity} ${confidence} ${policy} ${address} ${location.file}:${location.start.line}`;

describe.each(rows)('$system: $about', async ({ system, worst, also = [], silent = [], nothingElse, paths = [] }) => {
  const { model } = await scanSystem(`corpus/${system}`);
  const of = (...wanted: readonly string[]) =>
    model.threats.filter(({ severity }) => wanted.includes(severity)).map(line);

  it('is read without a complaint', () => expect(model.diagnostics).toEqual([]));

  it('tells what is severe, at the attribute, and nothing more', () => {
    expect(of('critical', 'high').toSorted()).toEqual([...worst].toSorted());
    if (nothingElse) expect(of('medium').toSorted()).toEqual([...also].toSorted());
    else expect(of('medium')).toEqual(expect.arrayContaining([...also]));
  });

  it('stays silent about the rest', () => {
    expect(model.threats.filter(({ policy }) => silent.includes(policy)).map(line)).toEqual([]);
  });

  it('finds the way in', () => {
    const stories = model.paths.map((path) => path.hops.map((hop) => hop.to).join(' > '));
    for (const path of paths) expect(stories).toContain(path.join(' > '));
  });

  it('says nothing without a place', () => {
    expect(model.threats.filter(({ because }) => because.every(({ locations }) => locations.length === 0))).toEqual([]);
  });
});

describe('unset: variables without a value decide', async () => {
  const { model } = await scanSystem('corpus/unset');

  it('nothing severe is more than possible', () => {
    const severe = model.threats.filter(({ severity }) => ['critical', 'high', 'medium'].includes(severity));
    expect(severe.filter(({ confidence }) => confidence !== 'possible').map(line)).toEqual([]);
    expect(severe.map(({ policy }) => policy)).toContain('data-store-reachable-from-internet');
  });

  it('says which variables', () => {
    expect(model.unknowns.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['var.publicly_accessible', 'var.sg_ids', 'var.bucket_policy', 'var.admin_cidr']),
    );
  });

  it('tells one open question once', () => {
    const policies = model.threats.filter(({ address }) => address === 'aws_s3_bucket.exports').map((t) => t.policy);
    expect(policies.filter((policy) => policy.includes('any-account'))).toEqual([]);
  });
});
