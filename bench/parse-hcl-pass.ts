import { parseHcl } from '../src/parse/terraform/hcl/parse-hcl.js';

const FILES = 200;
const BLOCKS_PER_FILE = 12;

/** One pass, printed: what the fresh processes run. */
export function printCold(): void {
  process.stdout.write(String(measure(generateFiles())));
}

/** MB/s of one pass over the files. */
export function measure(files: readonly string[]): number {
  const start = performance.now();
  let blocks = 0;
  for (const [index, text] of files.entries()) blocks += parseHcl(`orders-${index}.tf`, text).file.body.blocks.length;
  const seconds = (performance.now() - start) / 1000;
  if (blocks !== FILES * BLOCKS_PER_FILE) throw new Error(`parsed ${blocks} blocks`);
  return size(files) / 1e6 / seconds;
}

export function size(files: readonly string[]): number {
  return files.reduce((sum, text) => sum + text.length, 0);
}

/** About 1 MB of Terraform in 200 files, the same every time. */
export function generateFiles(): string[] {
  return Array.from({ length: FILES }, (_, file) =>
    Array.from({ length: BLOCKS_PER_FILE / 4 }, (_unused, index) => generateGroup(`${file}_${index}`)).join('\n'),
  );
}

/** Four blocks as a person would write them: comments, alignment, a heredoc policy, a dynamic block, a variable. */
function generateGroup(id: string): string {
  return `# ---------------------------------------------------------------------------------------------------------------------
# The bucket that holds the orders of shop ${id}. Versioned, because the clinic asked for it.
# ---------------------------------------------------------------------------------------------------------------------
resource "aws_s3_bucket" "orders_${id}" {
  bucket        = "\${var.prefix}-orders-${id}"
  force_destroy = false

  tags = merge(local.common_tags, {
    Name        = "orders-${id}"
    Environment = var.environment
  })
}

resource "aws_iam_role_policy" "orders_${id}" {
  name = "orders-${id}"
  role = aws_iam_role.service["${id}"].id

  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
          "Resource": ["\${aws_s3_bucket.orders_${id}.arn}", "\${aws_s3_bucket.orders_${id}.arn}/*"]
        }
      ]
    }
  EOT
}

resource "aws_security_group" "web_${id}" {
  count       = var.enabled ? length(var.zones) : 0
  description = "Managed by Terraform" # the default
  vpc_id      = module.network.vpc_id

  dynamic "ingress" {
    for_each = { for rule in var.rules : rule.name => rule if rule.port != 22 }
    content {
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

variable "shop_${id}" {
  description = "The name of the shop, as it appears in the address of its page and in the subject of its messages."
  type        = string
  default     = "north-east"
}
`;
}
