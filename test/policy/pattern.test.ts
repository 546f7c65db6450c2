import { describe, expect, it } from 'vitest';
import type { Declaration } from '../../src/model/declaration.js';
import { unknown, yes } from '../../src/model/tri.js';
import type { Value } from '../../src/model/value.js';
import { boolValue, mapValue, unknownValue } from '../../src/model/values.js';
import { fact, graphOf, line, open, relation, resource, run } from './support.js';

describe('patterns', () => {
  const fn = (name: string) =>
    resource(`aws_lambda_function.${name}`, {
      kind: 'process/function',
      type: 'aws.lambda.function',
      element: 'process',
    });
  const role = (name: string) =>
    resource(`aws_iam_role.${name}`, { kind: 'identity/role', type: 'aws.iam.role', element: 'supporting' });

  it('find cycles that come back to their start', () => {
    const graph = graphOf(
      [fn('resize'), fn('mail'), resource('aws_s3_bucket.photos'), resource('aws_s3_bucket.thumbs')],
      [
        relation('aws_lambda_function.resize', 'writes', 'aws_s3_bucket.photos'),
        relation('aws_s3_bucket.photos', 'triggers', 'aws_lambda_function.resize'),
        relation('aws_lambda_function.mail', 'writes', 'aws_s3_bucket.thumbs'),
        relation('aws_s3_bucket.thumbs', 'triggers', 'aws_lambda_function.resize'),
      ],
    );
    const cycle =
      'path: fn\nwhere: { kind: process }\nsteps: [{ relation: writes }, { relation: triggers }]\nreturns: true';
    expect(run(cycle, graph)).toEqual(['aws_lambda_function.resize yes']);
  });

  it('repeat a step as often as it takes, and take the shortest way', () => {
    const roles = ['a', 'b', 'c', 'd'].map(role);
    const graph = graphOf(
      [fn('deploy'), ...roles, resource('aws_s3_bucket.state')],
      [
        relation('aws_lambda_function.deploy', 'runs-as', 'aws_iam_role.a'),
        relation('aws_iam_role.a', 'can-assume', 'aws_iam_role.b'),
        relation('aws_iam_role.b', 'can-assume', 'aws_iam_role.c'),
        relation('aws_iam_role.c', 'can-assume', 'aws_iam_role.a'),
        relation('aws_iam_role.c', 'can', 'aws_s3_bucket.state'),
      ],
    );
    const chain =
      'path: fn\nwhere: { kind: process }\nsteps: [{ relation: runs-as }, { relation: can-assume, repeat: true }, { relation: can }]\nsubject: end';
    expect(run(chain, graph)).toEqual(['aws_s3_bucket.state yes']);
  });

  it('never give two names to one resource', () => {
    const edge = (name: string) => resource(`aws_route.${name}`, { kind: 'edge/operation', element: 'process' });
    const two =
      'element: fn\nwhere: { kind: process/function, related: [{ relation: invokes, from: {}, as: closed }, { relation: invokes, from: {}, as: open }] }';
    const invoked = (...names: string[]) =>
      graphOf(
        [fn('orders'), ...names.map(edge)],
        names.map((name) => relation(`aws_route.${name}`, 'invokes', 'aws_lambda_function.orders')),
      );
    expect(run(two, invoked('create'))).toEqual([]);
    expect(run(two, invoked('create', 'list'))).toEqual(['aws_lambda_function.orders yes']);
  });

  it('find compute that runs as a role by its profile and its template', () => {
    const graph = graphOf(
      [
        resource('aws_autoscaling_group.web', { kind: 'process/host-group', element: 'process' }),
        resource('aws_launch_template.web', { kind: 'process/host-template', element: 'supporting' }),
        resource('aws_iam_instance_profile.web', { kind: 'identity/instance-profile', element: 'supporting' }),
        role('web'),
        role('idle'),
      ],
      [
        relation('aws_autoscaling_group.web', 'instantiates', 'aws_launch_template.web'),
        relation('aws_launch_template.web', 'runs-as', 'aws_iam_instance_profile.web'),
        relation('aws_iam_instance_profile.web', 'uses', 'aws_iam_role.web'),
      ],
    );
    const runs = 'principal: role\nwhere: { kind: identity/role }\nrunsOn: { kind: process/host-group }';
    expect(run(runs, graph)).toEqual(['aws_iam_role.web yes']);
    expect(run(`${runs}\nsubject: compute`, graph)).toEqual(['aws_autoscaling_group.web yes']);
  });

  it('tell what is stated from what is not', () => {
    const stated = 'element: store\nwhere: { kind: data-store, identity.anonymousRead: { absent: false } }';
    const graph = graphOf([
      resource('aws_s3_bucket.scans', { facts: { 'identity.anonymousRead': fact(true) } }),
      resource('aws_s3_bucket.site', { facts: { 'identity.anonymousRead': fact(false) } }),
      resource('aws_s3_bucket.uploads', { facts: { 'identity.anonymousRead': open('acl') } }),
      resource('aws_s3_bucket.logs'),
    ]);
    expect(run(stated, graph)).toEqual([
      'aws_s3_bucket.scans yes',
      'aws_s3_bucket.site yes',
      'aws_s3_bucket.uploads unknown',
    ]);
  });

  it('hold of a resource that only may exist only perhaps', () => {
    const exists = unknown([{ code: 'dynamic', subject: 'var.copies' }]);
    const graph = graphOf([resource('aws_s3_bucket.copy', { more: { exists } })]);
    expect(run('element: store\nwhere: { kind: data-store }', graph)).toEqual(['aws_s3_bucket.copy unknown']);
  });

  it("read raw attributes of users' own rules, satellites and unknowns included", () => {
    const declared = (name: string, body: Record<string, Value>): Declaration => ({
      dialect: 'terraform',
      type: 'aws_s3_bucket',
      mode: 'managed',
      scope: '',
      address: `aws_s3_bucket.${name}`,
      name,
      body: mapValue(new Map(Object.entries(body)), line(1)),
      location: line(1),
      exists: yes(),
    });
    const bucket = (name: string, body: Record<string, Value>) =>
      resource(`aws_s3_bucket.${name}`, { more: { declarations: [declared(name, body)] } });
    const graph = graphOf([
      bucket('on', { force_destroy: boolValue(true, line(4)) }),
      bucket('off', { force_destroy: boolValue(false, line(4)) }),
      bucket('open', { force_destroy: unknownValue('variable', 'var.force', line(4)) }),
      bucket('unset', {}),
    ]);
    const rule = (condition: string) =>
      `element: store\nwhere: { attributes: { terraform: { aws_s3_bucket: { force_destroy: ${condition} } } } }`;
    expect(run(rule('true'), graph)).toEqual(['aws_s3_bucket.on yes', 'aws_s3_bucket.open unknown']);
    expect(run(rule('{ not: true }'), graph)).toEqual([
      'aws_s3_bucket.off yes',
      'aws_s3_bucket.open unknown',
      'aws_s3_bucket.unset yes',
    ]);
    expect(run(rule('{ absent: true }'), graph)).toEqual(['aws_s3_bucket.open unknown', 'aws_s3_bucket.unset yes']);
  });
});
