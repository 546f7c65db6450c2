import { describe, expect, it } from 'vitest';
import { kinds as cdn } from '../../../src/catalog/aws/cloudfront.js';
import { kinds as dns } from '../../../src/catalog/aws/route53.js';
import { comparable, fact, type Plain, read, ref, targets, variable, type Written } from '../read-declarations.js';

const kinds = [...cdn, ...dns];

const terraform: Written[] = [
  {
    type: 'aws_cloudfront_distribution',
    name: 'Site',
    body: {
      enabled: true,
      web_acl_id: ref('aws_wafv2_web_acl.Acl.arn'),
      origin: [
        {
          origin_id: 'files',
          domain_name: ref('aws_s3_bucket.Files.bucket_regional_domain_name'),
          origin_access_control_id: ref('aws_cloudfront_origin_access_control.Signed.id'),
        },
        {
          origin_id: 'shop',
          domain_name: ref('aws_lb.Shop.dns_name'),
          custom_origin_config: [{ origin_protocol_policy: 'http-only', http_port: 80, https_port: 443 }],
        },
      ],
      default_cache_behavior: [
        { target_origin_id: 'files', viewer_protocol_policy: 'redirect-to-https', allowed_methods: ['GET', 'HEAD'] },
      ],
      ordered_cache_behavior: [
        {
          path_pattern: '/shop/*',
          target_origin_id: 'shop',
          viewer_protocol_policy: 'allow-all',
          allowed_methods: ['GET', 'POST'],
        },
      ],
      viewer_certificate: [{ acm_certificate_arn: 'arn:aws:acm:::c', minimum_protocol_version: 'TLSv1.2_2021' }],
    },
  },
];

const cloudformation: Written[] = [
  {
    type: 'AWS::CloudFront::Distribution',
    name: 'Site',
    body: {
      DistributionConfig: {
        Enabled: true,
        WebACLId: ref('Acl.Arn'),
        Origins: [
          { Id: 'files', DomainName: ref('Files.RegionalDomainName'), OriginAccessControlId: ref('Signed') },
          { Id: 'shop', DomainName: ref('Shop.DNSName'), CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } },
        ],
        DefaultCacheBehavior: {
          TargetOriginId: 'files',
          ViewerProtocolPolicy: 'redirect-to-https',
          AllowedMethods: ['GET', 'HEAD'],
        },
        CacheBehaviors: [
          {
            PathPattern: '/shop/*',
            TargetOriginId: 'shop',
            ViewerProtocolPolicy: 'allow-all',
            AllowedMethods: ['GET', 'POST'],
          },
        ],
        ViewerCertificate: { AcmCertificateArn: 'arn:aws:acm:::c', MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    },
  },
];

const summary = (declarations: readonly Written[]) => comparable(read(kinds, declarations).get('Site'));

describe('a distribution', () => {
  it('is the same from both dialects', () => {
    expect(summary(cloudformation)).toEqual(summary(terraform));
  });

  it('sends each path to its origin', () => {
    expect(summary(terraform)).toMatchObject({
      surface: {
        internet: 'yes',
        operations: [
          {
            name: '*',
            authentication: 'none',
            sideEffects: false,
            targets: [{ kind: 'store', target: '-> Files', credentials: '-> Signed' }],
          },
          { name: '/shop/*', sideEffects: true, targets: [{ kind: 'http', target: '-> Shop', encrypted: 'no' }] },
        ],
      },
      facts: {
        'surface.cleartext': { value: true },
        'surface.minimumTls': { value: 'tls1.2' },
        'surface.waf': { value: true },
        'audit.accessLogged': { value: false },
      },
    });
    const site = read(kinds, terraform).get('Site');
    expect(targets(site, 'fronts')).toEqual(['-> Files', '-> Shop']);
    expect(site?.links.filter((link) => link.kind === 'fronts').map((link) => link.attrs)).toEqual([
      { signed: true },
      { signed: false },
    ]);
  });

  it.each([
    [
      { viewer_certificate: [{ cloudfront_default_certificate: true, minimum_protocol_version: 'TLSv1.2_2021' }] },
      'surface.minimumTls',
      'tls1.0',
    ],
    [{ viewer_certificate: [{ minimum_protocol_version: variable('tls') }] }, 'surface.minimumTls', 'unknown'],
    [{ default_cache_behavior: [{ viewer_protocol_policy: variable('policy') }] }, 'surface.cleartext', 'unknown'],
    [{ default_cache_behavior: [{ viewer_protocol_policy: 'https-only' }] }, 'surface.cleartext', false],
  ] as readonly (readonly [Record<string, Plain>, string, unknown])[])('%j: %s is %s', (body, name, expected) => {
    expect(fact(read(kinds, [{ type: 'aws_cloudfront_distribution', name: 'site', body }]).get('site'), name)).toBe(
      expected,
    );
  });

  it('asks for a signature where key groups are trusted', () => {
    const body = { default_cache_behavior: [{ trusted_key_groups: [ref('aws_cloudfront_key_group.k.id')] }] };
    const site = read(kinds, [{ type: 'aws_cloudfront_distribution', name: 'site', body }]).get('site');
    expect(site?.surface?.operations[0]?.authentication).toBe('user');
  });
});

describe('DNS records', () => {
  it.each([
    ['aws_route53_record', { type: 'A', alias: [{ name: ref('aws_lb.Shop.dns_name') }] }, ['-> Shop']],
    ['aws_route53_record', { type: 'CNAME', records: [ref('aws_lb.Shop.dns_name')] }, [['-> Shop']]],
    ['aws_route53_record', { type: 'TXT', records: ['v=spf1'] }, []],
    ['AWS::Route53::RecordSet', { Type: 'A', AliasTarget: { DNSName: ref('Shop.DNSName') } }, ['-> Shop']],
    [
      'AWS::Route53::RecordSetGroup',
      { RecordSets: [{ Type: 'A', AliasTarget: { DNSName: ref('Shop.DNSName') } }] },
      ['-> Shop'],
    ],
  ] as const)('%s %j', (type, body, expected) => {
    const record = read(kinds, [{ type, name: 'www', body: body as unknown as Record<string, Plain> }]).get('www');
    expect(targets(record, 'resolves-to')).toEqual(expected);
  });
});
