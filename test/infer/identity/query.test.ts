import { describe, expect, it } from 'vitest';
import { principalCan, whoCan } from '../../../src/infer/identity/index.js';
import { scanText, show } from './scanned.js';

const clinic = `
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "records" {
  bucket = "clinic-records"
}
resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid = "NoInterns", Effect = "Deny", Principal = { AWS = aws_iam_role.intern.arn }
      Action = "s3:*", Resource = ["\${aws_s3_bucket.records.arn}", "\${aws_s3_bucket.records.arn}/*"]
    }]
  })
}
${['doctor', 'intern', 'auditor', 'porter']
  .map(
    (name) => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}`,
  )
  .join('')}
resource "aws_iam_role_policy" "doctor" {
  role   = aws_iam_role.doctor.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:Get*", Resource = "\${aws_s3_bucket.records.arn}/*" }] })
}
resource "aws_iam_role_policy" "intern" {
  role   = aws_iam_role.intern.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_role_policy" "auditor" {
  role   = aws_iam_role.auditor.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::clinic-records/*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
}
resource "aws_iam_role_policy" "porter" {
  role   = aws_iam_role.porter.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::clinic-records/public/*" }] })
}`;

describe('who can', () => {
  it.each([
    [
      'any object, by address',
      's3:GetObject',
      'aws_s3_bucket.records',
      ['auditor unknown', 'doctor yes', 'porter yes'],
    ],
    ['any object, by name', 's3:GetObject', 'clinic-records', ['auditor unknown', 'doctor yes', 'porter yes']],
    ['one object', 's3:GetObject', 'arn:aws:s3:::clinic-records/secret/1', ['auditor unknown', 'doctor yes']],
    [
      'a public object',
      's3:GetObject',
      'arn:aws:s3:::clinic-records/public/1',
      ['auditor unknown', 'doctor yes', 'porter yes'],
    ],
    ['writing', 's3:PutObject', 'aws_s3_bucket.records', []],
    ['another bucket', 's3:GetObject', 'arn:aws:s3:::elsewhere/1', ['intern yes']],
  ])('%s', async (_, action, resource, expected) => {
    const { model } = await scanText(clinic);
    const { principals } = whoCan(model, action, resource);
    expect(principals.map(({ name, truth }) => `${name} ${truth}`)).toEqual(expected);
  });

  it('quotes statements, conditions and explicit denials', async () => {
    const { model } = await scanText(clinic);
    const answer = whoCan(model, 's3:GetObject', 'aws_s3_bucket.records');
    expect(answer.denied.map(({ name, statements }) => [name, statements[0]?.sid])).toEqual([['intern', 'NoInterns']]);
    expect(answer.principals.find(({ name }) => name === 'doctor')?.statements).toMatchObject([
      {
        effect: 'Allow',
        sid: 'Read',
        actions: ['s3:Get*'],
        resources: ['arn:aws:s3:::clinic-records/*'],
        at: { file: 'main.tf' },
      },
    ]);
    expect(answer.principals.find(({ name }) => name === 'auditor')?.conditions).toEqual([
      'aws:MultiFactorAuthPresent Bool true',
    ]);
  });
});

describe('can', () => {
  it('says what a principal can do, and what it is', async () => {
    const { model } = await scanText(clinic);
    const answer = principalCan(model, 'aws_iam_role.doctor');
    expect(answer?.can.map(({ to, attrs }) => [to, attrs?.['access']])).toEqual([['|aws_s3_bucket.records', ['read']]]);
    expect(answer?.facts['identity.privilege']).toMatchObject({ value: 'read' });
    expect(principalCan(model, 'aws_s3_bucket.records')).toBeUndefined();
  });
});

describe('permission sets', () => {
  it('can do what their policies say, and are summed up by service', async () => {
    const { graph, model } = await scanText(`
resource "aws_s3_bucket" "records" {
  bucket = "clinic-records"
}
resource "aws_ssoadmin_permission_set" "nurse" {
  name         = "nurse"
  instance_arn = "arn:aws:sso:::instance/ssoins-1"
}
resource "aws_ssoadmin_permission_set_inline_policy" "nurse" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = aws_ssoadmin_permission_set.nurse.arn
  inline_policy      = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject"], Resource = "\${aws_s3_bucket.records.arn}/*" },
    { Effect = "Allow", Action = "iam:List*", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ] })
}`);
    const answer = principalCan({ ...model, graph }, 'aws_ssoadmin_permission_set.nurse');
    expect(answer?.can.map(show)).toEqual([
      'aws_ssoadmin_permission_set.nurse can aws_s3_bucket.records [read,write] certain permitted',
    ]);
    expect(answer?.permissions).toEqual([
      { service: 'iam', levels: ['list'], resources: 'all', conditional: true },
      { service: 's3', levels: ['read', 'write'], resources: 'some', conditional: false },
    ]);
  });
});
