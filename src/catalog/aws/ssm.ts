import { type Fact, known } from '../../model/fact.js';
import type { Value } from '../../model/value.js';
import { customerKey, keyLink } from '../common/encryption.js';
import { anyFact, allFacts } from '../common/facts.js';
import { literalSecret } from '../common/literal-secret.js';
import { apiStore, hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

const parameterAttributes = {
  name: { terraform: 'name', cloudformation: 'Name' },
  description: { terraform: 'description', cloudformation: 'Description' },
  type: { terraform: 'type', cloudformation: 'Type' },
  value: { terraform: 'value', cloudformation: 'Value' },
  insecureValue: { terraform: 'insecure_value' },
  writeOnlyValue: { terraform: 'value_wo' },
  kmsKey: { terraform: 'key_id' },
} as const;
type ParameterReader = Reader<typeof parameterAttributes>;

/** Names that say that the value is a secret. */
const secretName =
  /(^|[^a-z])(pass(word|wd|phrase)?|pwd|secret|token|credentials?|api[-_]?key|private[-_]?key)([^a-z]|$)/i;

/** Parameter Store parameter; only a SecureString is encrypted, and CloudFormation cannot make one. */
export const parameter = defineKind({
  type: 'aws.ssm.parameter',
  element: 'data-store',
  kind: 'data-store/parameter',
  dialects: { terraform: 'aws_ssm_parameter', cloudformation: 'AWS::SSM::Parameter' },
  attributes: parameterAttributes,
  names: ['name'],
  handles: (r) => parameterArn(r),
  build: (r) => {
    const secure = r.test('type', (type) => type === 'SecureString');
    return {
      store: apiStore('parameter', hintsFrom(r, 'name', 'description')),
      facts: {
        'encryption.atRest': secure,
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'storage.plaintextSecret': r.managed
          ? allFacts(
              namedSecret(r),
              mapFact(secure, (yes) => yes !== true),
            )
          : undefined,
        'storage.credentialInCode': credentialInCode(r, secure),
      },
      links: [...keyLink(r, 'kmsKey'), ...contents(r)],
    };
  },
});

/** `/orders/key` and `orders` are written into ARNs without doubling the slash. */
function parameterArn(r: ParameterReader): readonly { readonly kind: string; readonly value: Value }[] {
  const name = r.value('name');
  if (name?.kind !== 'string') return [];
  const region = r.declaration.provider?.region;
  const unknown = (subject: string) =>
    ({ kind: 'unknown', reasons: [{ code: 'account', subject: `${subject} of the provider` }] }) as const;
  const tail = `:parameter/${name.value.replace(/^\//, '')}`;
  const known = region?.kind === 'string' ? [`arn:aws:ssm:${region.value}:`] : ['arn:aws:ssm:', unknown('region'), ':'];
  return [{ kind: 'arn', value: { kind: 'template', parts: [...known, unknown('account'), tail] } }];
}

function namedSecret(r: ParameterReader): Fact {
  const name = r.value('name');
  const text =
    name?.kind === 'template' ? name.parts.filter((part) => typeof part === 'string').join('') : r.text('name');
  return known(text !== undefined && secretName.test(text), [r.at('type')], r.setBy('type'));
}

/** A literal value counts only where it is meant to be secret. */
function credentialInCode(r: ParameterReader, secure: Fact): Fact | undefined {
  const values = (['value', 'insecureValue', 'writeOnlyValue'] as const).flatMap((key) => r.value(key) ?? []);
  if (!r.managed) return undefined;
  if (values.length === 0) return known(false, [r.location]);
  const literal = anyFact(...values.map((value) => literalSecret(value, r)));
  return allFacts(anyFact(secure, namedSecret(r)), literal);
}

/** What its value was computed from: a database's address, a generated password, another stack's resource. */
const contents = (r: ParameterReader) =>
  (['value', 'insecureValue', 'writeOnlyValue'] as const).flatMap((key) => {
    const value = r.value(key);
    const named = value && (value.kind === 'reference' || (value.refs?.length ?? 0) > 0);
    return named ? r.link('uses', key, { attrs: { use: 'credential-of' } }) : [];
  });

/** A script that Systems Manager runs on hosts. */
export const ssmDocument = defineKind({
  type: 'aws.ssm.document',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_ssm_document', cloudformation: 'AWS::SSM::Document' },
  attributes: { name: { terraform: 'name', cloudformation: 'Name' } },
  names: ['name'],
});

/** Runs a document on hosts, again and again. */
export const association = defineKind({
  type: 'aws.ssm.association',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_ssm_association', cloudformation: 'AWS::SSM::Association' },
  attributes: {
    document: { terraform: 'name', cloudformation: 'Name' },
    bucket: {
      terraform: 'output_location.s3_bucket_name',
      cloudformation: 'OutputLocation.S3Location.OutputS3BucketName',
    },
  },
  build: (r) => ({
    links: [
      ...r.link('uses', 'document', { expects: ['aws.ssm.document'] }),
      ...r.link('logs-to', 'bucket', { grade: 'declared', expects: ['aws.s3.bucket'] }),
    ],
  }),
});

export const kinds = [parameter, ssmDocument, association];
