import { describe, expect, it } from 'vitest';
import { toResources } from '../../src/catalog/index.js';
import { wantedEntities } from '../../src/live/wanted.js';
import { stringValue } from '../../src/model/values.js';
import { readDeclarations } from '../../src/parse/index.js';
import { memoryTree } from '../../src/source/memory-tree.js';

/** Names in a role's trust, and in what a function runs as. */
const terraform = (principal: string): string => `
resource "aws_iam_role" "clinic" {
  name               = "clinic"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} } }] })
}`;

const rows: readonly (readonly [string, string, string | undefined, readonly string[]])[] = [
  ['a role of another stack', '"arn:aws:iam::111122223333:role/desk"', undefined, ['desk']],
  ['a role with a path', '"arn:aws:iam::111122223333:role/front/desk"', '111122223333', ['desk']],
  ['a role of another account', '"arn:aws:iam::999988887777:role/vendor"', '111122223333', []],
  ['a role of this code', '"arn:aws:iam::111122223333:role/clinic"', '111122223333', []],
  ['a pattern', '"arn:aws:iam::111122223333:role/desk-*"', undefined, []],
  ['a whole account', '"arn:aws:iam::111122223333:root"', undefined, []],
  ['a session', '"arn:aws:sts::111122223333:assumed-role/desk/me"', undefined, []],
];

describe('what to ask IAM for', () => {
  it.each(rows)('%s', async (_, principal, account, roles) => {
    const read = await readDeclarations(memoryTree({ 'main.tf': terraform(principal) }), {});
    const { resources } = toResources(read.declarations);
    const ours = resources.map((resource) => ({ ...resource, ...(account && { account: stringValue(account) }) }));
    expect([...wantedEntities(ours).roles.keys()]).toEqual(roles);
  });
});
