import { known } from '../../model/fact.js';
import { defineKind } from '../kind.js';

/** A certificate. A private key that is written in code is imported with it. */
export const certificate = defineKind({
  type: 'aws.acm.certificate',
  element: 'supporting',
  kind: 'control/certificate',
  dialects: { terraform: 'aws_acm_certificate', cloudformation: 'AWS::CertificateManager::Certificate' },
  attributes: {
    domain: { terraform: 'domain_name', cloudformation: 'DomainName' },
    privateKey: { terraform: 'private_key' },
  },
  build(r) {
    const key = r.value('privateKey');
    // A reference or a variable is not a key in code.
    const literal = key?.kind === 'string' && key.assumed !== true && (key.refs ?? []).length === 0;
    return { facts: { 'storage.credentialInCode': known(literal, [r.at('privateKey')]) } };
  },
});

export const kinds = [certificate];
