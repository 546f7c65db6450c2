import type { Fact } from '../../model/fact.js';
import { known } from '../../model/fact.js';
import type { Value } from '../../model/value.js';
import { entry } from '../../model/values.js';
import { defineKind } from '../kind.js';

/** What a web ACL can protect. */
const protectable = [
  'aws.elb.load-balancer',
  'aws.apigateway.rest-api',
  'aws.apigateway.stage',
  'aws.appsync.graphql-api',
  'aws.cognito.user-pool',
  'aws.apprunner.service',
] as const;

/** Puts a web ACL in front of a load balancer, API stage, ... CloudFront names its web ACL itself. */
export const webAclAssociation = defineKind({
  type: 'aws.wafv2.web-acl-association',
  element: 'supporting',
  kind: 'control/waf',
  dialects: { terraform: 'aws_wafv2_web_acl_association', cloudformation: 'AWS::WAFv2::WebACLAssociation' },
  attributes: {
    resource: { terraform: 'resource_arn', cloudformation: 'ResourceArn' },
    acl: { terraform: 'web_acl_arn', cloudformation: 'WebACLArn' },
  },
  satelliteOf: { owner: 'resource', types: protectable },
});

/** A rule that counts requests per client. */
const isRateBased = (statement: Value): boolean => {
  const rate = entry(statement, 'rate_based_statement') ?? entry(statement, 'RateBasedStatement');
  return rate?.kind === 'map' || (rate?.kind === 'list' && rate.items.length > 0);
};

/** A web application firewall. */
export const webAcl = defineKind({
  type: 'aws.wafv2.web-acl',
  element: 'supporting',
  kind: 'control/waf',
  dialects: { terraform: 'aws_wafv2_web_acl', cloudformation: 'AWS::WAFv2::WebACL' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    rules: {
      terraform: 'rule',
      cloudformation: 'Rules',
      each: { statement: { terraform: 'statement', cloudformation: 'Statement' } },
    },
  },
  names: ['name'],
  build(r) {
    const rule = r.each('rules').find((one) => one.list('statement').some(isRateBased));
    const throttled: Fact | undefined = rule && known(true, [rule.location]);
    return { facts: { 'surface.throttled': throttled ?? known(false, [r.location]) } };
  },
});

export const kinds = [webAcl, webAclAssociation];
