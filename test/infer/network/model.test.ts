import { describe, expect, it } from 'vitest';
import { benchNetwork, estate } from '../../../bench/network.js';
import { buildGraph } from '../../../src/graph/index.js';
import { analyseNetwork, networkPass } from '../../../src/infer/network/index.js';
import { externalIds } from '../../../src/model/ids.js';
import { sceneOf } from './scene.js';

const clinic = `
resource "aws_vpc" "clinic" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "clinic" { vpc_id = aws_vpc.clinic.id }
resource "aws_default_route_table" "clinic" {
  default_route_table_id = aws_vpc.clinic.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.clinic.id
  }
}
resource "aws_subnet" "front" {
  vpc_id                  = aws_vpc.clinic.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}
resource "aws_security_group" "desk" {
  vpc_id = aws_vpc.clinic.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "records" {
  vpc_id = aws_vpc.clinic.id
  ingress {
    from_port       = 5432
    to_port         = 5432
    protocol        = "tcp"
    security_groups = [aws_security_group.desk.id]
  }
}
resource "aws_instance" "desk" {
  count                  = 3
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.front.id
  vpc_security_group_ids = [aws_security_group.desk.id]
}
resource "aws_eip" "desk" { instance = aws_instance.desk[2].id }
resource "aws_db_subnet_group" "records" { subnet_ids = [aws_subnet.front.id] }
resource "aws_db_instance" "records" {
  engine                 = "postgres"
  instance_class         = "db.t3.micro"
  db_subnet_group_name   = aws_db_subnet_group.records.name
  vpc_security_group_ids = [aws_security_group.records.id]
}
resource "aws_lambda_function" "letters" {
  function_name = "letters"
  role          = "arn:aws:iam::111122223333:role/letters"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "letters.zip"
}
resource "aws_lambda_function_url" "letters" {
  function_name      = aws_lambda_function.letters.function_name
  authorization_type = "NONE"
}`;

describe('the network model', () => {
  it('puts equal endpoints into one class, each with evidence of its own address', async () => {
    const { model, id } = await sceneOf(clinic);
    const one = model.classOf(id('aws_instance.desk[0]'));
    expect(one?.members).toEqual([0, 1, 2].map((n) => id(`aws_instance.desk[${n}]`)));
    const lines = (n: number) =>
      model.fromInternet(id(`aws_instance.desk[${n}]`)).because.map(({ start }) => start.line);
    const eip = clinic.split('\n').findIndex((line) => line.includes('"aws_eip"')) + 1;
    expect([lines(0).includes(eip), lines(2).includes(eip)]).toEqual([false, true]);
  });

  it('finds neighbours by what rules name', async () => {
    const { model, id } = await sceneOf(clinic);
    const desk = id('aws_instance.desk[0]');
    expect(model.neighbours(desk)).toEqual([
      id('aws_db_instance.records'),
      id('aws_instance.desk[1]'),
      id('aws_instance.desk[2]'),
    ]);
    expect(model.neighbours(id('aws_db_instance.records'))).toEqual([]);
    const reached = model.classReach(model.classOf(desk)!.id).map(({ ports, certainty }) => [ports, certainty]);
    expect(reached).toEqual([
      [['tcp/5432'], 'certain'],
      [['tcp/22'], 'certain'],
    ]);
  });

  it('tells tiers and ways out', async () => {
    const { model, id } = await sceneOf(clinic);
    expect(model.tierOf(id('aws_subnet.front'))).toBe('public');
    expect(model.tierOf(id('aws_db_instance.records'))).toBe('public');
    expect(model.tierOf(id('aws_lambda_function.letters'))).toBeUndefined();
    expect(model.egress(id('aws_instance.desk[0]'))?.truth).toBe('yes');
    expect(model.egress(id('aws_db_instance.records'))?.truth).toBe('no');
  });

  it('relates the internet to what it reaches, with what a caller needs there', async () => {
    const { graph, id } = await sceneOf(clinic);
    const reaches = graph.outgoing(externalIds.internet, 'reaches').map(({ to, certainty, attrs, because }) => ({
      to,
      certainty,
      attrs,
      evidence: because.length > 0,
    }));
    const desk = (n: number) => ({
      to: id(`aws_instance.desk[${n}]`),
      certainty: 'certain',
      attrs: { ports: ['tcp/22'], exposure: 'internet-wide' },
      evidence: true,
    });
    expect(reaches).toEqual([
      desk(0),
      desk(1),
      desk(2),
      {
        to: id('aws_lambda_function_url.letters'),
        certainty: 'certain',
        attrs: expect.objectContaining({ authentication: 'none', sideEffects: true, exposure: 'internet-wide' }),
        evidence: true,
      },
    ]);
  });

  it('says when it rests on a default', async () => {
    const till = `
resource "aws_instance" "till" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  vpc_security_group_ids = [aws_security_group.till.id]
}
resource "aws_security_group" "till" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`;
    const scene = await sceneOf(`${clinic}${till}`);
    const of = (address: string) => scene.model.fromInternet(scene.id(address));
    expect(of('aws_instance.till')).toMatchObject({ truth: 'yes', assumed: true });
    expect(of('aws_instance.desk[0]')).toMatchObject({ truth: 'yes', assumed: false });
    expect(scene.graph.fact(scene.id('aws_instance.till'), 'network.internetReachable')).toMatchObject({
      assumed: true,
    });
  });

  it('gives the same answer twice', () => {
    const facts = () => {
      const graph = buildGraph(estate(200));
      return JSON.stringify(networkPass(graph, analyseNetwork(graph)));
    };
    expect(facts()).toBe(facts());
  });

  it('decides classes, not endpoints', () => {
    const { classes, endpoints, pairs } = benchNetwork(600, Number.POSITIVE_INFINITY);
    expect(endpoints).toBe(600);
    expect(classes).toBeLessThanOrEqual(100);
    expect(pairs).toBeLessThan(classes * classes);
  });
});
