import { type Fact, known, unknownFact } from '../../model/fact.js';
import type { SurfaceFacet } from '../../model/surface.js';
import type { StoreFacet } from '../../model/workload.js';
import { onPort } from '../common/database-port.js';
import { document, documents } from '../common/documents.js';
import { alwaysEncrypted, customerKey, keyLink } from '../common/encryption.js';
import { anyFact, presence } from '../common/facts.js';
import { admitsAnyone } from '../common/open-document.js';
import { credentialInCode, credentialSources } from '../common/password.js';
import { privateEndpoint } from '../common/private-endpoint.js';
import { hintsFrom } from '../common/store.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

export const domainPolicy = defineKind({
  type: 'aws.opensearch.domain-policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: { terraform: ['aws_opensearch_domain_policy', 'aws_elasticsearch_domain_policy'] },
  absent: { cloudformation: 'CloudFormation writes it inside AWS::OpenSearchService::Domain' },
  attributes: { domain: { terraform: 'domain_name' }, document: { terraform: 'access_policies' } },
  satelliteOf: { owner: 'domain', types: ['aws.opensearch.domain'] },
});

const domainAttributes = {
  name: { terraform: 'domain_name', cloudformation: 'DomainName' },
  policy: { terraform: 'access_policies', cloudformation: 'AccessPolicies' },
  encrypted: { terraform: 'encrypt_at_rest.enabled', cloudformation: 'EncryptionAtRestOptions.Enabled' },
  kmsKey: { terraform: 'encrypt_at_rest.kms_key_id', cloudformation: 'EncryptionAtRestOptions.KmsKeyId' },
  endpoint: { terraform: 'domain_endpoint_options', cloudformation: 'DomainEndpointOptions' },
  https: { terraform: 'domain_endpoint_options.enforce_https', cloudformation: 'DomainEndpointOptions.EnforceHTTPS' },
  nodeToNode: { terraform: 'node_to_node_encryption.enabled', cloudformation: 'NodeToNodeEncryptionOptions.Enabled' },
  fineGrained: { terraform: 'advanced_security_options.enabled', cloudformation: 'AdvancedSecurityOptions.Enabled' },
  anonymous: {
    terraform: 'advanced_security_options.anonymous_auth_enabled',
    cloudformation: 'AdvancedSecurityOptions.AnonymousAuthEnabled',
  },
  password: {
    terraform: 'advanced_security_options.master_user_options.master_user_password',
    cloudformation: 'AdvancedSecurityOptions.MasterUserOptions.MasterUserPassword',
  },
  vpc: { terraform: 'vpc_options', cloudformation: 'VPCOptions' },
  subnets: { terraform: 'vpc_options.subnet_ids', cloudformation: 'VPCOptions.SubnetIds' },
  securityGroups: { terraform: 'vpc_options.security_group_ids', cloudformation: 'VPCOptions.SecurityGroupIds' },
  logs: { terraform: 'log_publishing_options', each: { group: { terraform: 'cloudwatch_log_group_arn' } } },
  logMap: { cloudformation: 'LogPublishingOptions' },
} as const;
type DomainReader = Reader<typeof domainAttributes>;

/** OpenSearch (Elasticsearch) domain: a public endpoint unless it stands in a VPC (spec/C11). */
export const domain = defineKind({
  type: 'aws.opensearch.domain',
  element: 'data-store',
  kind: 'data-store/search',
  dialects: {
    terraform: ['aws_opensearch_domain', 'aws_elasticsearch_domain'],
    cloudformation: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
  },
  attributes: domainAttributes,
  arn: 'arn:aws:es:{region}:{account}:domain/{name}',
  names: ['name'],
  build: (r, satellites) => {
    const policies = [...document(r, 'policy'), ...documents(satellites.of(domainPolicy), 'document')];
    const inVpc = r.value('vpc') !== undefined;
    const fineGrained = r.fact('fineGrained', false);
    const authenticated = requiresCredential(r, fineGrained, policies);
    return {
      ...(inVpc && {
        network: privateEndpoint({
          subnets: r.list('subnets'),
          securityGroups: r.list('securityGroups'),
          listens: [onPort(443, r.location, 'https')],
        }),
      }),
      surface: surfaceOf(r, inVpc, fineGrained, authenticated),
      store: {
        store: 'search',
        hints: hintsFrom(r, 'name'),
        access: accessOf(fineGrained, authenticated),
        credentials: credentialSources(r, 'password'),
        needsNetwork: inVpc,
      },
      identity: { permissions: [], attachments: [], resourcePolicies: policies },
      facts: {
        'encryption.atRest': r.fact('encrypted', false),
        'encryption.customerKey': customerKey(r, 'kmsKey'),
        'encryption.inTransit': httpsOnly(r, fineGrained),
        'storage.clientAuthentication': authenticated,
        'storage.credentialInCode': credentialInCode(r, 'password'),
        'storage.backedUp': known(true, [r.location]),
        'audit.accessLogged': anyFact(presence(r, 'logs'), presence(r, 'logMap')),
      },
      links: [
        ...r.link('runs-in', 'subnets', { expects: ['aws.ec2.'] }),
        ...r.link('protected-by', 'securityGroups', { expects: ['aws.ec2.'] }),
        ...r
          .each('logs')
          .flatMap((s) => s.link('logs-to', 'group', { grade: 'declared', expects: ['aws.logs.log-group'] })),
        ...keyLink(r, 'kmsKey'),
      ],
    };
  },
});

/** With fine-grained access control HTTPS is required; Terraform's block turns it on unless it says otherwise. */
function httpsOnly(r: DomainReader, fineGrained: Fact): Fact {
  const inBlock = r.value('endpoint') !== undefined;
  return anyFact(r.fact('https', { terraform: inBlock, cloudformation: false }), fineGrained);
}

function requiresCredential(
  r: DomainReader,
  fineGrained: Fact,
  policies: readonly { readonly document: Parameters<typeof admitsAnyone>[0] }[],
): Fact {
  if (fineGrained.state === 'known' && fineGrained.value === true) {
    return mapFact(r.fact('anonymous', false), (on) => on !== true);
  }
  const open = policies.map((policy) => mapFact(admitsAnyone(policy.document, r.location), (yes) => yes !== true));
  const closed =
    open.find((fact) => fact.state === 'known' && fact.value === false) ?? open.find((f) => f.state === 'unknown');
  if (fineGrained.state === 'unknown')
    return closed ? unknownFact(fineGrained.reasons, fineGrained.because) : fineGrained;
  return closed ?? known(true, [r.location]);
}

function surfaceOf(r: DomainReader, inVpc: boolean, fineGrained: Fact, authenticated: Fact): SurfaceFacet {
  const byUser = fineGrained.state === 'known' && fineGrained.value === true;
  const authentication =
    authenticated.state === 'unknown' ? 'unknown' : authenticated.value === false ? 'none' : byUser ? 'user' : 'iam';
  return {
    internet: inVpc ? 'no' : r.managed ? 'yes' : 'unknown',
    because: [r.at('vpc')],
    operations: [
      { name: 'search API', authentication, because: authenticated.because, targets: [], sideEffects: true },
    ],
  };
}

function accessOf(fineGrained: Fact, authenticated: Fact): StoreFacet['access'] {
  if (authenticated.state === 'unknown') return 'unknown';
  if (authenticated.value === false) return 'none';
  return fineGrained.state === 'known' && fineGrained.value === true ? 'iam-or-credential' : 'iam';
}

/** OpenSearch Serverless: always encrypted; who may reach it and read it stands in policies by name. */
export const collection = defineKind({
  type: 'aws.opensearchserverless.collection',
  element: 'data-store',
  kind: 'data-store/search',
  dialects: {
    terraform: 'aws_opensearchserverless_collection',
    cloudformation: 'AWS::OpenSearchServerless::Collection',
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    description: { terraform: 'description', cloudformation: 'Description' },
    kmsKey: { cloudformation: 'EncryptionConfig.KmsKeyArn' },
  },
  names: ['name'],
  build: (r) => ({
    store: {
      store: 'search',
      hints: hintsFrom(r, 'name', 'description'),
      access: 'iam',
      credentials: [],
      needsNetwork: false,
    },
    facts: {
      'encryption.atRest': alwaysEncrypted(r),
      'encryption.inTransit': alwaysEncrypted(r),
      'storage.clientAuthentication': known(true, [r.location]),
    },
    links: keyLink(r, 'kmsKey'),
  }),
});

/** Encryption, network and data access policies of OpenSearch Serverless. */
export const collectionPolicy = defineKind({
  type: 'aws.opensearchserverless.policy',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: ['aws_opensearchserverless_access_policy', 'aws_opensearchserverless_security_policy'],
    cloudformation: ['AWS::OpenSearchServerless::AccessPolicy', 'AWS::OpenSearchServerless::SecurityPolicy'],
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    document: { terraform: 'policy', cloudformation: 'Policy' },
  },
});

export const kinds = [domain, domainPolicy, collection, collectionPolicy];
