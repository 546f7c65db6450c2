import { describe, expect, it } from 'vitest';
import { reading, refsOf } from '../show.js';

const backend = (key: string): string => `
terraform {
  backend "s3" {
    bucket = "states"
    key    = "${key}"
  }
}
`;

const network = `${backend('network')}
resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
  tags       = { Name = "main" }
}
resource "aws_ssm_parameter" "vpc" {
  name  = "/clinic/vpc"
  type  = "String"
  value = aws_vpc.main.id
}
resource "aws_ssm_parameter" "office" {
  name  = "/clinic/office"
  type  = "String"
  value = "203.0.113.0/24"
}
resource "aws_ssm_parameter" "password" {
  name  = "/clinic/password"
  type  = "SecureString"
  value = "correct-horse"
}
resource "aws_iam_role" "deploy" { name = "deploy" }
`;

const app = `${backend('app')}
data "aws_ssm_parameter" "vpc" { name = "/clinic/vpc" }
data "aws_ssm_parameter" "office" { name = "/clinic/office" }
data "aws_ssm_parameter" "password" { name = "/clinic/password" }
data "aws_ssm_parameter" "other" { name = "/till/vpc" }
data "aws_iam_role" "deploy" { name = "deploy" }
data "aws_vpc" "main" { tags = { Name = "main" } }
data "aws_vpc" "filtered" {
  filter {
    name   = "tag:Name"
    values = ["main"]
  }
}
data "aws_vpc" "narrowed" { tags = { Name = "main", Stage = "prod" } }
resource "terraform_data" "x" {
  input = {
    vpc      = data.aws_ssm_parameter.vpc.value
    office   = data.aws_ssm_parameter.office.value
    password = data.aws_ssm_parameter.password.value
    other    = data.aws_ssm_parameter.other.value
    role     = data.aws_iam_role.deploy.arn
    cidr     = data.aws_vpc.main.cidr_block
    id       = data.aws_vpc.filtered.id
    narrowed = data.aws_vpc.narrowed.id
  }
}
`;

const found = (read: Awaited<ReturnType<typeof reading>>): string => read.attribute('app:terraform_data.x', 'input');

describe('look-ups of what another stack declares', () => {
  it('give what was put there', async () => {
    const read = await reading({ 'network/main.tf': network, 'app/main.tf': app });
    expect(found(read)).toBe(
      '{vpc: &aws_vpc.main.id, office: "203.0.113.0/24", password: "correct-horse"!, ' +
        'other: &data.aws_ssm_parameter.other.value, role: &aws_iam_role.deploy.arn, cidr: "10.20.0.0/16", ' +
        'id: &aws_vpc.main.id, narrowed: &data.aws_vpc.narrowed.id}',
    );
    const input = read.value('app:terraform_data.x', 'input');
    const vpc = input?.kind === 'map' ? input.entries.get('vpc') : undefined;
    expect(vpc?.kind === 'reference' && vpc.to.scope).toBe('network');
    expect(refsOf(vpc)).toEqual(['data.aws_ssm_parameter.vpc.value']);
    expect(read.diagnostics).toEqual([]);
  });

  it('are left open when two stacks declare the name', async () => {
    const read = await reading({ 'network/main.tf': network, 'twin/main.tf': network, 'app/main.tf': app });
    expect(found(read)).toContain(
      'vpc: &data.aws_ssm_parameter.vpc.value, office: &data.aws_ssm_parameter.office.value',
    );
  });

  it('prefer the own stack', async () => {
    const own =
      'resource "aws_ssm_parameter" "own" {\n  name  = "/clinic/office"\n  type  = "String"\n  value = "198.51.100.0/24"\n}\n';
    const read = await reading({ 'network/main.tf': network, 'app/main.tf': app + own });
    expect(found(read)).toContain('office: "198.51.100.0/24"');
  });

  it('names that hang on look-ups do not go round in circles', async () => {
    const read = await reading(`
data "aws_ssm_parameter" "a" { name = "/a" }
resource "aws_ssm_parameter" "b" {
  name  = data.aws_ssm_parameter.a.value
  type  = "String"
  value = data.aws_ssm_parameter.a.value
}`);
    expect(read.attribute('aws_ssm_parameter.b', 'value')).toBe('&data.aws_ssm_parameter.a.value');
    expect(read.diagnostics).toEqual([]);
  });

  it('a parameter that only may exist is not taken for granted', async () => {
    const read = await reading(`
variable "on" { type = bool }
resource "aws_ssm_parameter" "a" {
  count = var.on ? 1 : 0
  name  = "/a"
  type  = "String"
  value = "x"
}
data "aws_ssm_parameter" "a" { name = "/a" }
output "a" { value = data.aws_ssm_parameter.a.value }
resource "terraform_data" "x" { input = data.aws_ssm_parameter.a.value }`);
    expect(read.attribute('terraform_data.x', 'input')).toBe('&data.aws_ssm_parameter.a.value');
  });
});
