/** Separates the parts of a resource id; it stands in no address. */
const separator = '|';

/** `scope|address`. The prefix also keeps names such as `constructor` out of plain-object keys. */
export const resourceId = (scope: string, address: string): string => `${scope}${separator}${address}`;

/** `teams/orders:aws_s3_bucket.logs`: an address that several scopes of one scan have, as people are told it. */
export const scopedAddress = (scope: string, address: string): string => `${scope}:${address}`;

/** Ids of synthetic nodes, which stand for what no code declares. */
export const externalIds = {
  internet: 'ext|internet',
  /** Anybody with an AWS account. */
  anyAws: 'ext|any-aws',
  awsAccount: (account: string): string => `ext|aws-account/${account}`,
  awsService: (principal: string): string => `ext|aws-service/${principal}`,
  identityProvider: (issuer: string): string => `ext|idp/${issuer}`,
  /** CI federation: issuer and subject pattern. */
  ci: (issuer: string, subject: string): string => `ext|ci/${issuer}/${subject}`,
  saas: (host: string): string => `ext|saas/${host}`,
  onPremises: (gateway: string): string => `ext|on-premises/${gateway}`,
  accountAdmin: (account: string): string => `ext|account-admin/${account}`,
} as const;
