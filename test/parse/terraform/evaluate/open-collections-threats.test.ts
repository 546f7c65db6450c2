import { describe, expect, it } from 'vitest';
import { scanText } from '../../../systems/scan-system.js';

const stack = (sources: string, actions: string): string => `
variable "extra" { type = list(string) }
resource "aws_vpc" "clinic" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "clinic" { vpc_id = aws_vpc.clinic.id }
resource "aws_subnet" "clinic" {
  vpc_id                  = aws_vpc.clinic.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}
resource "aws_route_table" "clinic" {
  vpc_id = aws_vpc.clinic.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.clinic.id
  }
}
resource "aws_route_table_association" "clinic" {
  subnet_id      = aws_subnet.clinic.id
  route_table_id = aws_route_table.clinic.id
}
resource "aws_security_group" "clinic" {
  vpc_id = aws_vpc.clinic.id
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ${sources}
  }
}
resource "aws_iam_role" "clinic" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
  inline_policy {
    name = "access"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "*" }]
    })
  }
}
resource "aws_iam_instance_profile" "clinic" { role = aws_iam_role.clinic.name }
resource "aws_instance" "clinic" {
  ami                    = "ami-0a1b2c3d4e5f67890"
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.clinic.id
  vpc_security_group_ids = [aws_security_group.clinic.id]
  iam_instance_profile   = aws_iam_instance_profile.clinic.name
}
`;
const HARMLESS = '["s3:ListBucket"]';

/** The confidence of every threat that names SSH from the internet. */
async function exposure(sources: string): Promise<readonly string[]> {
  const model = await scanText({ 'main.tf': stack(sources, HARMLESS) });
  return model.threats.filter((t) => /admin-port|remote-admin|ssh/i.test(t.policy + t.title)).map((t) => t.confidence);
}

describe('a rule with sources that are partly known', () => {
  it('is surely open when a known source opens it', async () => {
    const found = await exposure('concat(["0.0.0.0/0"], var.extra)');
    expect(found.length).toBeGreaterThan(0);
    expect(found).not.toContain('possible');
  });

  it('may be open when only the unknown sources could', async () => {
    const found = await exposure('concat(["10.0.0.0/16"], var.extra)');
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found)).toEqual(new Set(['possible']));
  });

  it('is not open when every source is known and private', async () => {
    expect(await exposure('concat(["10.0.0.0/16"], ["10.1.0.0/16"])')).toEqual([]);
  });
});

/** The confidence of every threat that says the role is an administrator. */
async function administrator(actions: string): Promise<readonly string[]> {
  const model = await scanText({ 'main.tf': stack('["10.0.0.0/16"]', actions) });
  return model.threats.filter((t) => /admin/i.test(t.policy)).map((t) => t.confidence);
}

describe('a policy with actions that are partly known', () => {
  it('surely grants what is known', async () => {
    const found = await administrator('concat(["*"], var.extra)');
    expect(found.length).toBeGreaterThan(0);
    expect(found).not.toContain('possible');
  });

  it('does not surely grant what only the rest could', async () => {
    const found = await administrator('concat(["s3:ListBucket"], var.extra)');
    expect(found.filter((confidence) => confidence !== 'possible')).toEqual([]);
  });
});
