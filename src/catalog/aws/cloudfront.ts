import type { Fact } from '../../model/fact.js';
import type { Link } from '../../model/relation.js';
import type { Operation, OperationTarget } from '../../model/surface.js';
import { defined, isWritten } from '../common/parts.js';
import { changesSomething } from '../common/operation.js';
import { cdnTls } from '../common/tls.js';
import { defineKind } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';

const originAttributes = {
  id: { terraform: 'origin_id', cloudformation: 'Id' },
  domain: { terraform: 'domain_name', cloudformation: 'DomainName' },
  accessControl: { terraform: 'origin_access_control_id', cloudformation: 'OriginAccessControlId' },
  accessIdentity: {
    terraform: 's3_origin_config.origin_access_identity',
    cloudformation: 'S3OriginConfig.OriginAccessIdentity',
  },
  protocol: {
    terraform: 'custom_origin_config.origin_protocol_policy',
    cloudformation: 'CustomOriginConfig.OriginProtocolPolicy',
  },
  vpcOrigin: { terraform: 'vpc_origin_config.vpc_origin_id', cloudformation: 'VpcOriginConfig.VpcOriginId' },
} as const;
type OriginReader = Reader<typeof originAttributes>;

const behaviorTerraform = {
  origin: { terraform: 'target_origin_id', cloudformation: 'TargetOriginId' },
  methods: { terraform: 'allowed_methods', cloudformation: 'AllowedMethods' },
  protocol: { terraform: 'viewer_protocol_policy', cloudformation: 'ViewerProtocolPolicy' },
  keyGroups: { terraform: 'trusted_key_groups', cloudformation: 'TrustedKeyGroups' },
  signers: { terraform: 'trusted_signers', cloudformation: 'TrustedSigners' },
  path: { terraform: 'path_pattern', cloudformation: 'PathPattern' },
  edgeFunctions: {
    terraform: 'lambda_function_association',
    cloudformation: 'LambdaFunctionAssociations',
    each: { function: { terraform: 'lambda_arn', cloudformation: 'LambdaFunctionARN' } },
  },
} as const;
const { path: _path, ...defaultBehavior } = behaviorTerraform;
type BehaviorReader = Reader<typeof behaviorTerraform>;

const distributionAttributes = {
  enabled: { terraform: 'enabled', cloudformation: 'DistributionConfig.Enabled' },
  aliases: { terraform: 'aliases', cloudformation: 'DistributionConfig.Aliases' },
  webAcl: { terraform: 'web_acl_id', cloudformation: 'DistributionConfig.WebACLId' },
  logBucket: { terraform: 'logging_config.bucket', cloudformation: 'DistributionConfig.Logging.Bucket' },
  minimumTls: {
    terraform: 'viewer_certificate.minimum_protocol_version',
    cloudformation: 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
  },
  defaultCertificate: {
    terraform: 'viewer_certificate.cloudfront_default_certificate',
    cloudformation: 'DistributionConfig.ViewerCertificate.CloudFrontDefaultCertificate',
  },
  certificate: {
    terraform: 'viewer_certificate.acm_certificate_arn',
    cloudformation: 'DistributionConfig.ViewerCertificate.AcmCertificateArn',
  },
  origins: { terraform: 'origin', cloudformation: 'DistributionConfig.Origins', each: originAttributes },
  defaultBehavior: {
    terraform: 'default_cache_behavior',
    cloudformation: 'DistributionConfig.DefaultCacheBehavior',
    each: defaultBehavior,
  },
  behaviors: {
    terraform: 'ordered_cache_behavior',
    cloudformation: 'DistributionConfig.CacheBehaviors',
    each: behaviorTerraform,
  },
} as const;
type DistributionReader = Reader<typeof distributionAttributes>;

/** A CloudFront distribution: origins, and behaviours that choose among them by path. */
export const distribution = defineKind({
  type: 'aws.cloudfront.distribution',
  element: 'process',
  kind: 'edge/cdn',
  dialects: { terraform: 'aws_cloudfront_distribution', cloudformation: 'AWS::CloudFront::Distribution' },
  attributes: distributionAttributes,
  build(r) {
    const behaviors = behaviorsOf(r);
    const enabled = r.fact('enabled', true);
    return {
      surface: {
        internet: enabled.state === 'unknown' ? 'unknown' : enabled.value === false ? 'no' : 'yes',
        because: [r.at('enabled')],
        operations: behaviors.map((behavior) => operationOf(behavior, r)),
      },
      facts: factsOf(r, behaviors),
      links: linksOf(r, behaviors),
    };
  },
});

const behaviorsOf = (r: DistributionReader): readonly BehaviorReader[] => [
  ...(r.each('defaultBehavior') as unknown as readonly BehaviorReader[]),
  ...r.each('behaviors'),
];

/** Signed URLs and cookies are the only authentication of its own that CloudFront has (spec/C11). */
function operationOf(behavior: BehaviorReader, r: DistributionReader): Operation {
  const signed = ['keyGroups', 'signers'] as const;
  const guard = signed.find((key) => behavior.list(key).length > 0);
  const methods = behavior.fact('methods', ['GET', 'HEAD']);
  return {
    name: behavior.text('path') ?? '*',
    authentication: guard ? 'user' : 'none',
    because: [guard ? behavior.at(guard) : behavior.location],
    targets: targetsOf(behavior, r),
    sideEffects: methods.state === 'unknown' || [methods.value].flat().some((verb) => changesSomething(String(verb))),
  };
}

function targetsOf(behavior: BehaviorReader, r: DistributionReader): OperationTarget[] {
  const wanted = behavior.text('origin');
  const origins = r.each('origins');
  const chosen = origins.filter(
    (origin) => origins.length === 1 || wanted === undefined || origin.text('id') === wanted,
  );
  return (chosen.length > 0 ? chosen : origins).flatMap((origin) => {
    const target = origin.value('vpcOrigin') ?? origin.value('domain');
    return target ? [originTarget(origin, target)] : [];
  });
}

function originTarget(origin: OriginReader, target: NonNullable<ReturnType<OriginReader['value']>>): OperationTarget {
  const store = origin.value('accessControl') ?? origin.value('accessIdentity');
  return defined<OperationTarget>({
    target,
    kind: origin.value('vpcOrigin') ? 'private' : store ? 'store' : 'http',
    credentials: store,
    at: target.at ?? origin.location,
    encrypted: encryptionOf(origin),
  });
}

function encryptionOf(origin: OriginReader): OperationTarget['encrypted'] {
  const policy = origin.fact('protocol', 'none');
  if (policy.state === 'unknown') return 'unknown';
  if (policy.value === 'http-only') return 'no';
  return policy.value === 'https-only' ? 'yes' : policy.value === 'none' ? undefined : 'unknown';
}

function factsOf(r: DistributionReader, behaviors: readonly BehaviorReader[]): Record<string, Fact | undefined> {
  const clear = behaviors.map((b) => b.test('protocol', (policy) => policy === 'allow-all'));
  return {
    'surface.cleartext':
      clear.find((fact) => fact.state === 'known' && fact.value === true) ??
      clear.find((fact) => fact.state === 'unknown') ??
      clear[0],
    'surface.minimumTls': minimumTls(r),
    'surface.waf': isWritten(r, 'webAcl'),
    'audit.accessLogged': isWritten(r, 'logBucket'),
  };
}

/** With CloudFront's own certificate the policy is always TLSv1, whatever is written (DistributionConfig, ViewerCertificate). */
function minimumTls(r: DistributionReader): Fact {
  const own = r.fact('defaultCertificate', false);
  const noCertificate = r.value('certificate') === undefined && r.value('minimumTls') === undefined;
  if ((own.state === 'known' && own.value === true) || noCertificate) return mapFact(own, () => 'tls1.0');
  return mapFact(
    r.fact('minimumTls', { terraform: 'TLSv1', cloudformation: 'TLSv1' }),
    (policy) => cdnTls(String(policy)) ?? 'tls1.2',
  );
}

function linksOf(r: DistributionReader, behaviors: readonly BehaviorReader[]): Link[] {
  const origins = r.each('origins').flatMap((origin) => [
    ...origin.link('fronts', origin.value('vpcOrigin') ? 'vpcOrigin' : 'domain', {
      grade: 'declared',
      attrs: { signed: origin.value('accessControl') !== undefined || origin.value('accessIdentity') !== undefined },
    }),
    ...origin.link('uses', 'accessControl', { expects: ['aws.cloudfront.'] }),
    ...origin.link('uses', 'accessIdentity', { expects: ['aws.cloudfront.'] }),
  ]);
  const edges = behaviors.flatMap((b) =>
    b
      .each('edgeFunctions')
      .flatMap((f) => f.link('invokes', 'function', { grade: 'declared', expects: ['aws.lambda.'] })),
  );
  return [
    ...origins,
    ...edges,
    ...r.link('protected-by', 'webAcl', { expects: ['aws.wafv2.', 'aws.waf.'] }),
    ...r.link('logs-to', 'logBucket', { grade: 'declared', expects: ['aws.s3.'] }),
    ...r.link('uses', 'certificate', { expects: ['aws.acm.'] }),
  ];
}

/** Lets a distribution sign its requests to an origin. */
export const originAccessControl = defineKind({
  type: 'aws.cloudfront.origin-access-control',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_cloudfront_origin_access_control',
    cloudformation: 'AWS::CloudFront::OriginAccessControl',
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'OriginAccessControlConfig.Name' },
    signing: { terraform: 'signing_behavior', cloudformation: 'OriginAccessControlConfig.SigningBehavior' },
  },
  names: ['name'],
  build: () => ({}),
});

/** The older way: an identity that bucket policies name as a principal. */
export const originAccessIdentity = defineKind({
  type: 'aws.cloudfront.origin-access-identity',
  element: 'supporting',
  kind: 'control/other',
  dialects: {
    terraform: 'aws_cloudfront_origin_access_identity',
    cloudformation: 'AWS::CloudFront::CloudFrontOriginAccessIdentity',
  },
  attributes: {
    comment: { terraform: 'comment', cloudformation: 'CloudFrontOriginAccessIdentityConfig.Comment' },
  },
  build: () => ({}),
});

/** Makes an internal load balancer or instance reachable through distributions. */
export const vpcOrigin = defineKind({
  type: 'aws.cloudfront.vpc-origin',
  element: 'supporting',
  kind: 'other',
  dialects: { terraform: 'aws_cloudfront_vpc_origin', cloudformation: 'AWS::CloudFront::VpcOrigin' },
  attributes: {
    target: { terraform: 'vpc_origin_endpoint_config.arn', cloudformation: 'VpcOriginEndpointConfig.Arn' },
    protocol: {
      terraform: 'vpc_origin_endpoint_config.origin_protocol_policy',
      cloudformation: 'VpcOriginEndpointConfig.OriginProtocolPolicy',
    },
  },
  build: (r) => ({ links: r.link('fronts', 'target', { grade: 'declared' }) }),
});

export const kinds = [distribution, originAccessControl, originAccessIdentity, vpcOrigin];
