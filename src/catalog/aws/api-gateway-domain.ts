import { isWritten } from '../common/parts.js';
import type { TlsVersion } from '../common/tls.js';
import { defineKind } from '../kind.js';
import { mapFact } from '../reader.js';

/** Serves an API under a path of a domain name. */
export const apiMapping = defineKind({
  type: 'aws.apigateway.api-mapping',
  element: 'supporting',
  kind: 'edge/api',
  dialects: {
    terraform: ['aws_api_gateway_base_path_mapping', 'aws_apigatewayv2_api_mapping'],
    cloudformation: ['AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping'],
  },
  attributes: {
    domain: { terraform: 'domain_name', cloudformation: 'DomainName' },
    api: { terraform: 'api_id', cloudformation: 'ApiId' },
    restApi: { cloudformation: 'RestApiId' },
  },
  satelliteOf: { owner: 'domain', types: ['aws.apigateway.domain-name'] },
});

/** A domain name of one's own in front of APIs. */
export const apiDomainName = defineKind({
  type: 'aws.apigateway.domain-name',
  element: 'process',
  kind: 'edge/dns',
  dialects: {
    terraform: ['aws_api_gateway_domain_name', 'aws_apigatewayv2_domain_name'],
    cloudformation: ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'],
  },
  attributes: {
    name: { terraform: 'domain_name', cloudformation: 'DomainName' },
    policy: { terraform: 'security_policy', cloudformation: 'SecurityPolicy' },
    policyInside: {
      terraform: 'domain_name_configuration.security_policy',
      cloudformation: 'DomainNameConfigurations.SecurityPolicy',
    },
    trustStore: {
      terraform: 'mutual_tls_authentication.truststore_uri',
      cloudformation: 'MutualTlsAuthentication.TruststoreUri',
    },
  },
  names: ['name'],
  build(r, satellites) {
    const inside = r.value('policyInside') !== undefined;
    return {
      facts: {
        'surface.minimumTls': mapFact(inside ? r.fact('policyInside') : r.fact('policy', 'TLS_1_2'), (policy) =>
          versionOf(String(policy)),
        ),
        'surface.mutualTls': isWritten(r, 'trustStore'),
      },
      links: [
        ...satellites
          .of(apiMapping)
          .flatMap((s) => s.link('fronts', s.value('api') ? 'api' : 'restApi', { grade: 'declared' })),
        ...r.link('uses', 'trustStore', { expects: ['aws.s3.'] }),
      ],
    };
  },
});

/** `TLS_1_0`, `TLS_1_2`, `SecurityPolicy_TLS13_1_2_...` (API Gateway guide, "Security policies"). */
function versionOf(policy: string): TlsVersion {
  if (/TLS_1_0|TLS1_0/.test(policy)) return 'tls1.0';
  return /1_3_(?!.*1_2)/.test(policy) && !/1_2/.test(policy) ? 'tls1.3' : 'tls1.2';
}

/** A private way from a REST API to network load balancers. */
export const restVpcLink = defineKind({
  type: 'aws.apigateway.vpc-link',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_api_gateway_vpc_link', cloudformation: 'AWS::ApiGateway::VpcLink' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    targets: { terraform: 'target_arns', cloudformation: 'TargetArns' },
  },
  build: (r) => ({ links: r.link('fronts', 'targets', { grade: 'declared', expects: ['aws.elb.'] }) }),
});

export const kinds = [apiDomainName, apiMapping, restVpcLink];
