import { performance } from 'node:perf_hooks';
import { toResources } from '../src/catalog/index.js';
import { buildGraph } from '../src/graph/index.js';
import { analyseIdentity, identityPass } from '../src/infer/identity/index.js';
import { readDeclarations } from '../src/parse/index.js';
import { memoryTree } from '../src/source/index.js';

export interface IdentityBench {
  readonly roles: number;
  readonly resources: number;
  /** Effective permissions, access relations and escalations of all roles. */
  readonly milliseconds: number;
  readonly relations: number;
}

/** The identity analysis of a company: each service has a role, four stores and a policy that names them; a few are broad. */
export async function benchIdentity(roles = 5_000): Promise<IdentityBench> {
  const files = Object.fromEntries(
    Array.from({ length: Math.ceil(roles / perFile) }, (_, file) => [`services-${file}.tf`, services(file)]),
  );
  const read = await readDeclarations(memoryTree(files), {});
  const { resources } = await toResources(read.declarations);
  const graph = buildGraph(resources);
  const start = performance.now();
  const { relations = [] } = identityPass(graph, analyseIdentity(graph));
  return {
    roles,
    resources: graph.resources.filter((resource) => resource.store).length,
    milliseconds: performance.now() - start,
    relations: relations.length,
  };
}

const perFile = 50;

const services = (file: number): string =>
  Array.from({ length: perFile }, (_, index) => service(file * perFile + index)).join('\n');

/** Every hundredth role may read every table. */
const service = (n: number): string => `
resource "aws_iam_role" "s${n}" {
  name               = "service-${n}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_iam_role_policy" "s${n}" {
  role = aws_iam_role.s${n}.id
  policy = jsonencode({ Statement = [
    { Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = [aws_dynamodb_table.a${n}.arn, ${n % 100 === 0 ? '"*"' : `aws_dynamodb_table.b${n}.arn`}] },
    { Effect = "Allow", Action = "s3:GetObject", Resource = "\${aws_s3_bucket.s${n}.arn}/*" },
    { Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.s${n}.arn },
  ] })
}

resource "aws_dynamodb_table" "a${n}" {
  name = "a-${n}"
}

resource "aws_dynamodb_table" "b${n}" {
  name = "b-${n}"
}

resource "aws_s3_bucket" "s${n}" {
  bucket = "bucket-${n}"
}

resource "aws_sqs_queue" "s${n}" {
  name = "queue-${n}"
}
`;
