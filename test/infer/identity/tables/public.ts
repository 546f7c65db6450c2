import { allow, deny, type Statement, to } from '../rows.js';

export interface PublicRow {
  readonly name: string;
  readonly policy: readonly Statement[];
  readonly public: 'yes' | 'no' | 'unknown';
}

const read = (condition?: unknown): Statement => allow('s3:GetObject', 'arn:aws:s3:::records/*', condition);
const everyone = (condition?: unknown): readonly Statement[] => [to('*', read(condition))];
const row = (name: string, condition: unknown, expected: PublicRow['public']): PublicRow => ({
  name,
  policy: everyone(condition),
  public: expected,
});

/** S3 User Guide, "The meaning of public" (spec/D3 and D8 5 to 11). */
export const publicRows: readonly PublicRow[] = [
  row('everyone without condition', undefined, 'yes'),
  row('8 a wide source address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } }, 'yes'),
  row('8 a narrow source address', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'no'),
  row('8 a private source address', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, 'no'),
  row('any source address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, 'yes'),
  row('a wide IPv6 address', { IpAddress: { 'aws:SourceIp': '2000::/3' } }, 'yes'),
  row('a narrow IPv6 address', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, 'no'),
  row('one narrow and one wide address', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0'] } }, 'yes'),
  row('NotIpAddress pins nothing', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, 'yes'),
  row('9 encrypted transport pins nobody', { Bool: { 'aws:SecureTransport': 'true' } }, 'yes'),
  row('5 organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-clinic' } }, 'no'),
  row('6 organization, if it exists', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-clinic' } }, 'yes'),
  row('7 organization, for all values', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-clinic' } }, 'yes'),
  row('organization, for any value', { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgID': 'o-clinic' } }, 'no'),
  row('organization with a wildcard', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, 'yes'),
  row('organization without a wildcard', { StringLike: { 'aws:PrincipalOrgID': 'o-clinic' } }, 'no'),
  row('not the organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-clinic' } }, 'yes'),
  row('VPC endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b' } }, 'no'),
  row('VPC', { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b' } }, 'no'),
  row('VPC endpoint with a wildcard', { StringLike: { 'aws:SourceVpce': 'vpce-*' } }, 'yes'),
  row('source account', { StringEquals: { 'aws:SourceAccount': '111111111111' } }, 'no'),
  row('source ARN with its account', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111111111111:*' } }, 'no'),
  row('source ARN of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }, 'yes'),
  row('principal account', { StringEquals: { 'aws:PrincipalAccount': '111111111111' } }, 'no'),
  row('principal ARN with its account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/*' } }, 'no'),
  row('referer pins nobody', { StringLike: { 'aws:Referer': 'https://clinic.example/*' } }, 'yes'),
  row('user agent pins nobody', { StringEquals: { 'aws:UserAgent': 'clinic' } }, 'yes'),
  row('principal tag pins nobody', { StringEquals: { 'aws:PrincipalTag/team': 'ward' } }, 'yes'),
  row('prefix pins nobody', { StringEquals: { 's3:prefix': 'home/' } }, 'yes'),
  row('VPC source address alone pins nobody', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.1/32' } }, 'yes'),
  row('user id of a role', { StringLike: { 'aws:userid': 'AROAEXAMPLEID:*' } }, 'no'),
  row('a policy variable is not fixed', { StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } }, 'yes'),
  row('Null test pins nobody', { Null: { 'aws:PrincipalOrgID': 'false' } }, 'yes'),
  {
    name: '10 a federated principal without condition',
    policy: [to({ Federated: 'graph.facebook.com' }, read())],
    public: 'yes',
  },
  {
    name: '11 NotPrincipal with Allow',
    policy: [{ ...read(), NotPrincipal: { AWS: 'arn:aws:iam::111111111111:role/clinic' } }],
    public: 'yes',
  },
  { name: 'AWS star', policy: [to({ AWS: '*' }, read())], public: 'yes' },
  { name: 'a star among accounts', policy: [to({ AWS: ['111111111111', '*'] }, read())], public: 'yes' },
  { name: 'an account', policy: [to({ AWS: '222222222222' }, read())], public: 'no' },
  { name: 'a service', policy: [to({ Service: 'cloudfront.amazonaws.com' }, read())], public: 'no' },
  {
    name: 'Deny does not make a public policy private',
    policy: [...everyone(), to('*', deny('s3:*', '*'))],
    public: 'yes',
  },
  { name: 'only Deny', policy: [to('*', deny('s3:*', '*'))], public: 'no' },
  {
    name: 'one public statement among pinned ones',
    policy: [...everyone({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }), ...everyone()],
    public: 'yes',
  },
  row(
    'two conditions, one of which pins',
    { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalOrgID': 'o-clinic' } },
    'no',
  ),
];
