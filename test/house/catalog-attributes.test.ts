import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/catalog/aws/index.js';
import type { Attributes, KindDefinition } from '../../src/catalog/kind.js';
import { at, providerAttributes, type Tree } from './provider-attributes.js';

/**
 * Names that exist although the providers' lists lack them (DESIGN, law 9): computed attributes and nested ids are missing
 * there, and some types are empty or only partly there.
 */
const holes: readonly { readonly type: RegExp; readonly path: RegExp; readonly why: string }[] = [
  { type: /^aws_/, path: /(^|\.)id$/, why: 'nested and computed ids are not in the list' },
  { type: /^aws_wafv2_/, path: /statement/, why: 'WAFv2 statements are untyped' },
  { type: /^(aws_wafv2_web_acl_association|aws_ram_sharing_with_organization)$/, path: /./, why: 'the type is empty' },
  { type: /^random_/, path: /./, why: 'a type of another provider' },
  { type: /^aws_subnet_ids$/, path: /./, why: 'removed in version 5 of the provider; older code has it' },
  { type: /^AWS::Serverless::/, path: /./, why: 'SAM is only partly there' },
];
const isHole = (type: string, path: string): boolean =>
  holes.some((hole) => hole.type.test(type) && hole.path.test(path));

const dialects = ['terraform', 'cloudformation'] as const;
type Dialect = (typeof dialects)[number];

const all = kinds as readonly KindDefinition[];
const typesOf = (kind: KindDefinition, dialect: Dialect): readonly string[] => [kind.dialects[dialect] ?? []].flat();

/** Attribute names of a kind that none of its types has: `queue: aws_sqs_queue.qeue_url`. */
function unknownNames(kind: KindDefinition, dialect: Dialect): readonly string[] {
  const types = typesOf(kind, dialect);
  const trees = types.map((type) => providerAttributes[dialect][type]);
  const check = (attributes: Attributes, inside: readonly (Tree | 1 | '*' | undefined)[], prefix: string): string[] =>
    Object.entries(attributes).flatMap(([key, attribute]) => {
      const path = attribute[dialect];
      if (path === undefined) return [];
      const found = inside.map((tree) => at(tree, path.split('.')));
      const full = prefix === '' ? path : `${prefix}.${path}`;
      if (found.every((one) => one === undefined)) {
        return types.some((type) => isHole(type, full)) ? [] : [`${key}: ${types.join(' | ')}.${full}`];
      }
      return attribute.each ? check(attribute.each, found, full) : [];
    });
  return check(kind.attributes, trees, '');
}

describe('catalog against the providers', () => {
  it('the list is there', () => {
    expect(Object.keys(providerAttributes.terraform).length).toBeGreaterThan(300);
    expect(Object.keys(providerAttributes.cloudformation).length).toBeGreaterThan(200);
    expect(at(providerAttributes.terraform['aws_lambda_function'], ['vpc_config', 'subnet_ids'])).toBe(1);
    expect(at(providerAttributes.terraform['aws_lambda_function'], ['vpc_config', 'subnets'])).toBeUndefined();
  });

  for (const dialect of dialects) {
    it(`every ${dialect} type exists (npx tsx scripts/generate-provider-schema.ts adds new ones to the list)`, () => {
      const missing = all.flatMap((kind) =>
        typesOf(kind, dialect).filter((type) => !providerAttributes[dialect][type]),
      );
      expect(missing.filter((type) => !isHole(type, 'any'))).toEqual([]);
    });

    it(`every ${dialect} attribute exists`, () => {
      expect(all.flatMap((kind) => unknownNames(kind, dialect))).toEqual([]);
    });

    it(`every kind is in ${dialect}, or says why not`, () => {
      const silent = all.filter((kind) => typesOf(kind, dialect).length === 0 && !kind.absent?.[dialect]);
      expect(silent.map((kind) => kind.type)).toEqual([]);
    });
  }
});
