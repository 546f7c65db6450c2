import { describe, expect, it } from 'vitest';
import { externalIds } from '../../src/model/ids.js';
import { evaluatePolicies } from '../../src/policy/evaluate.js';
import { loadPolicies } from '../../src/policy/load.js';
import { fact, graphOf, line, open, policyText, relation, resource, run } from './support.js';

const clinic = graphOf(
  [
    resource('aws_s3_bucket.scans', {
      facts: { 'identity.anonymousRead': fact(true, 'acl'), 'asset.sensitivity': fact(3) },
      tags: { Environment: 'prod' },
    }),
    resource('aws_s3_bucket.site', { facts: { 'identity.anonymousRead': fact(false), 'asset.sensitivity': fact(0) } }),
    resource('aws_s3_bucket.uploads', {
      facts: { 'identity.anonymousRead': open('acl'), 'asset.sensitivity': fact(2) },
    }),
    resource('aws_db_instance.patients', {
      kind: 'data-store/relational',
      type: 'aws.rds.instance',
      facts: { 'encryption.atRest': fact(false, 'storage_encrypted'), 'network.internetPorts': fact(['tcp/5432']) },
    }),
    resource('data.aws_s3_bucket.legacy', { managed: false, facts: { 'identity.anonymousRead': fact(true) } }),
    resource('aws_lambda_function.intake', {
      kind: 'process/function',
      type: 'aws.lambda.function',
      element: 'process',
      facts: { 'network.internetReachable': fact(true) },
    }),
    resource('aws_lambda_function.report', {
      kind: 'process/function',
      type: 'aws.lambda.function',
      element: 'process',
    }),
    resource('aws_iam_role.intake', {
      kind: 'identity/role',
      type: 'aws.iam.role',
      element: 'supporting',
      facts: { 'identity.privilege': fact('power') },
    }),
    resource('aws_iam_role.report', {
      kind: 'identity/role',
      type: 'aws.iam.role',
      element: 'supporting',
      facts: { 'identity.privilege': fact('read') },
    }),
  ],
  [
    relation('aws_lambda_function.intake', 'runs-as', 'aws_iam_role.intake'),
    relation('aws_lambda_function.report', 'runs-as', 'aws_iam_role.report'),
    relation('aws_iam_role.intake', 'can', 'aws_s3_bucket.scans', { attrs: { access: ['read', 'write'] } }),
    relation('aws_iam_role.report', 'can', 'aws_s3_bucket.scans', {
      attrs: { access: ['read'] },
      certainty: 'conditional',
      unknowns: [{ code: 'variable', subject: 'var.bucket' }],
    }),
    relation('aws_s3_bucket.site', 'logs-to', 'aws_s3_bucket.uploads'),
  ],
);

const table: readonly (readonly [what: string, match: string, expected: readonly string[]])[] = [
  [
    'a fact is true, false, or undecided; what is not managed is not reported',
    'element: store\nwhere: { kind: data-store, identity.anonymousRead: true }',
    ['aws_s3_bucket.scans yes', 'aws_s3_bucket.uploads unknown'],
  ],
  [
    'a fact that a kind never states does not apply',
    'element: store\nwhere: { kind: data-store, encryption.atRest: false }',
    ['aws_db_instance.patients yes'],
  ],
  [
    'what must be absent',
    'element: store\nwhere: { kind: data-store/object, encryption.atRest: { absent: true }, asset.sensitivity: { atLeast: 3 } }',
    ['aws_s3_bucket.scans yes'],
  ],
  [
    'a known false beats an unknown',
    'element: store\nwhere: { identity.anonymousRead: true, asset.sensitivity: { atMost: 0 } }',
    [],
  ],
  [
    'ordered words compare',
    'element: role\nwhere: { kind: identity, identity.privilege: { atLeast: data-admin } }',
    ['aws_iam_role.intake yes'],
  ],
  [
    'lists contain',
    'element: store\nwhere: { network.internetPorts: { contains: tcp/5432 } }',
    ['aws_db_instance.patients yes'],
  ],
  ['words of a name', 'element: store\nwhere: { name: { hasWord: [patients] } }', ['aws_db_instance.patients yes']],
  ['tags, by key in any case', 'element: store\nwhere: { tags: { environment: prod } }', ['aws_s3_bucket.scans yes']],
  [
    'a relation that is missing',
    'element: store\nwhere: { kind: data-store/object, identity.anonymousRead: false, related: [{ without: { relation: logs-to } }] }',
    ['aws_s3_bucket.uploads unknown'],
  ],
  [
    'an incoming relation, and any of two',
    'element: store\nwhere: { any: [{ related: [{ relation: logs-to, from: {} }] }, { encryption.atRest: false }] }',
    ['aws_db_instance.patients yes', 'aws_s3_bucket.uploads yes'],
  ],
  [
    'not unknown is unknown',
    'element: store\nwhere: { kind: data-store/object, not: { identity.anonymousRead: true } }',
    ['aws_s3_bucket.site yes', 'aws_s3_bucket.uploads unknown'],
  ],
  [
    'a path by certain relations, then by conditional ones',
    'path: fn\nwhere: { kind: process }\nsteps: [{ relation: runs-as }, { relation: can, attrs: { access: read }, to: { asset.sensitivity: 3 } }]',
    ['aws_lambda_function.intake yes', 'aws_lambda_function.report unknown'],
  ],
  [
    'a path told of its end',
    'path: fn\nwhere: { network.internetReachable: true }\nsteps: [{ relation: runs-as, to: { identity.privilege: power } }]\nsubject: end',
    ['aws_iam_role.intake yes'],
  ],
  [
    'a principal, what it can do, and where it runs',
    'principal: role\ncan: { access: write, to: { kind: data-store } }\nrunsOn: { network.internetReachable: true }',
    ['aws_iam_role.intake yes'],
  ],
];

describe('match shapes', () => {
  it.each(table)('%s', (_what, match, expected) => {
    expect([...run(match, clinic)].sort()).toEqual([...expected].sort());
  });

  it('takes an attack path by its ends, effect and hops', () => {
    const hops = [
      ['internet', 'aws_lambda_function.intake', 'calls'],
      ['aws_lambda_function.intake', 'aws_iam_role.intake', 'uses the credentials of'],
      ['aws_iam_role.intake', 'aws_s3_bucket.scans', 'reads'],
    ].map(([from, to, action]) => ({
      from: from === 'internet' ? externalIds.internet : `|${from}`,
      to: `|${to}`,
      action: String(action),
      text: `${action} ${to}`,
      cost: 1,
      certainty: 'certain' as const,
      because: [line(5)],
      unknowns: [],
      crosses: [],
    }));
    const path = {
      id: 'p1',
      weaknesses: [],
      from: externalIds.internet,
      to: '|aws_s3_bucket.scans',
      effect: 'read',
      cost: 3,
    } as const;
    const graph = clinic.extend({ paths: [{ ...path, confidence: 'confirmed', hops }] });
    const through = (action: string) =>
      run(`attack: { to: { asset.sensitivity: 3 }, effect: read, through: [{ action: ${action} }] }`, graph);
    expect(through('uses the credentials of')).toEqual(['aws_s3_bucket.scans yes']);
    expect(through('assumes')).toEqual([]);
    expect(
      run('attack: { effect: read, through: [{ action: assumes, absent: true }] }\nsubject: entry', graph),
    ).toEqual(['aws_lambda_function.intake yes']);
  });

  it('takes a flow by what it crosses; an unknown encryption is undecided', () => {
    const flow = {
      from: '|aws_lambda_function.intake',
      to: '|aws_db_instance.patients',
      kind: 'reads',
      data: 'backward',
      grade: 'configured',
      certainty: 'certain',
      authenticated: 'yes',
      crosses: ['tb:network:vpc/main'],
      throttled: 'no',
      inspected: 'no',
      crossings: [],
      guards: [],
      because: [line(4)],
      unknowns: [],
    } as const;
    const graph = clinic.extend({ flows: [{ ...flow, encrypted: 'unknown' }] });
    expect(run('flow: { crosses: network, encrypted: false }', graph)).toEqual(['aws_db_instance.patients unknown']);
    expect(run('flow: { crosses: account, encrypted: false }', graph)).toEqual([]);
    expect(run('flow: { grade: declared }', graph)).toEqual([]);
    expect(run('flow: { throttled: false }', graph)).toEqual(['aws_db_instance.patients yes']);
  });

  it('names the attribute to change, at its place', () => {
    const text = policyText('element: store\nwhere: { kind: data-store, identity.anonymousRead: true }');
    const [found] = evaluatePolicies(loadPolicies([{ path: 'p.yaml', text }]).policies, clinic);
    expect(found?.fix).toEqual({ attribute: 'acl', location: line(7) });
    expect(found?.evidence[0]?.text).toContain('aws_s3_bucket.scans: identity.anonymousRead is true');
  });

  it('lets a special policy stand for the general one, but not an undecided one for a certain one', () => {
    const general = policyText('element: store\nwhere: { kind: data-store/object, asset.sensitivity: { atLeast: 2 } }');
    const special = policyText('element: store\nwhere: { identity.anonymousRead: true }', 'subsumes: [test-policy]\n');
    const files = [
      { path: 'a.yaml', text: general },
      { path: 'b.yaml', text: special.replace('id: test-policy', 'id: special-policy') },
    ];
    const found = evaluatePolicies(loadPolicies(files).policies, clinic);
    expect(found.map((match) => `${match.policy} ${match.subject}`)).toEqual([
      'test-policy |aws_s3_bucket.uploads',
      'special-policy |aws_s3_bucket.scans',
      'special-policy |aws_s3_bucket.uploads',
    ]);
  });
});
