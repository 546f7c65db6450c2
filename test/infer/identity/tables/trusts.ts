export interface TrustRow {
  readonly name: string;
  /** HCL object(s) in the trust policy's Statement list. */
  readonly trust: string;
  readonly more?: string;
  /** Facts of `aws_iam_role.clinic`, `identity.` group. */
  readonly facts: Readonly<Record<string, string>>;
  /** `from certainty` of can-assume relations to it. */
  readonly assumable?: readonly string[];
}

const by = (principal: string, condition = '', action = 'sts:AssumeRole'): string =>
  `{ Effect = "Allow", Action = "${action}", Principal = ${principal}${condition === '' ? '' : `, Condition = ${condition}`} }`;
const github = 'token.actions.githubusercontent.com';
const provider = (issuer: string): string => `{ Federated = "arn:aws:iam::111111111111:oidc-provider/${issuer}" }`;
const web = 'sts:AssumeRoleWithWebIdentity';
const sub = (operator: string, pattern: string, issuer = github): string =>
  by(
    provider(issuer),
    `{ StringEquals = { "${issuer}:aud" = "sts.amazonaws.com" }, ${operator} = { "${issuer}:sub" = ${pattern} } }`,
    web,
  );
const merged = (pattern: string, issuer = github): string =>
  by(
    provider(issuer),
    `{ StringEquals = { "${issuer}:aud" = "sts.amazonaws.com", "${issuer}:sub" = ${pattern} } }`,
    web,
  );
const foreignRoot = '{ AWS = "arn:aws:iam::222222222222:root" }';
const scope = (value: string): Readonly<Record<string, string>> => ({
  federationScope: value,
  assumableByAnyone: 'false',
});

/** spec/D5 and D8 19, 20. */
export const trustRows: readonly TrustRow[] = [
  {
    name: 'a service only',
    trust: by('{ Service = "lambda.amazonaws.com" }'),
    facts: { assumableByAnyone: 'false', foreignTrust: 'false', confusedDeputy: 'false' },
    assumable: [],
  },
  { name: 'everyone', trust: by('"*"'), facts: { assumableByAnyone: 'true' }, assumable: ['ext|any-aws certain'] },
  {
    name: 'AWS star',
    trust: by('{ AWS = "*" }'),
    facts: { assumableByAnyone: 'true' },
    assumable: ['ext|any-aws certain'],
  },
  {
    name: 'everyone of one organization',
    trust: by('{ AWS = "*" }', '{ StringEquals = { "aws:PrincipalOrgID" = "o-clinic" } }'),
    facts: { assumableByAnyone: 'false' },
    assumable: [],
  },
  {
    name: 'everyone of one account',
    trust: by('{ AWS = "*" }', '{ StringEquals = { "aws:PrincipalAccount" = "111111111111" } }'),
    facts: { assumableByAnyone: 'false' },
    assumable: [],
  },
  {
    name: 'everyone with a name that anybody may choose',
    trust: by('{ AWS = "*" }', '{ ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/deploy-*" } }'),
    facts: { assumableByAnyone: 'true' },
  },
  {
    name: 'everyone with an external id',
    trust: by('{ AWS = "*" }', '{ StringEquals = { "sts:ExternalId" = "k" } }'),
    facts: { assumableByAnyone: 'unknown' },
    assumable: ['ext|any-aws conditional'],
  },
  {
    name: '19 foreign root without ExternalId',
    trust: by(foreignRoot),
    facts: { assumableByAnyone: 'false', foreignTrust: 'true', confusedDeputy: 'true' },
    assumable: ['ext|aws-account/222222222222 certain'],
  },
  {
    name: '19 foreign account by its number',
    trust: by('{ AWS = "222222222222" }'),
    facts: { foreignTrust: 'true', confusedDeputy: 'true' },
  },
  {
    name: '19 foreign root with ExternalId',
    trust: by(foreignRoot, '{ StringEquals = { "sts:ExternalId" = "clinic-42" } }'),
    facts: { foreignTrust: 'true', confusedDeputy: 'false' },
    assumable: ['ext|aws-account/222222222222 conditional'],
  },
  {
    name: '19 ExternalId that may be missing',
    trust: by(foreignRoot, '{ StringEqualsIfExists = { "sts:ExternalId" = "clinic-42" } }'),
    facts: { confusedDeputy: 'true' },
  },
  {
    name: '19 ExternalId of any kind',
    trust: by(foreignRoot, '{ StringLike = { "sts:ExternalId" = "*" } }'),
    facts: { confusedDeputy: 'true' },
  },
  {
    name: '19 own account by the caller identity',
    trust: by('{ AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }'),
    more: 'data "aws_caller_identity" "me" {}',
    facts: { foreignTrust: 'false', confusedDeputy: 'false', assumableByAnyone: 'false' },
    assumable: [],
  },
  {
    name: 'an account that a variable names',
    trust: by('{ AWS = "arn:aws:iam::${var.partner}:root" }'),
    more: 'variable "partner" {}',
    facts: { foreignTrust: 'unknown', assumableByAnyone: 'false' },
  },
  {
    name: 'a principal that a variable names',
    trust: by('{ AWS = var.partner }'),
    more: 'variable "partner" {}',
    facts: { assumableByAnyone: 'unknown' },
  },
  {
    name: 'MFA guard on everyone of our account',
    trust: by(
      '{ AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }',
      '{ Bool = { "aws:MultiFactorAuthPresent" = "true" } }',
    ),
    more: 'data "aws_caller_identity" "me" {}',
    facts: { assumableByAnyone: 'false', foreignTrust: 'false' },
  },
  // OIDC
  {
    name: '20 GitHub organization',
    trust: sub('StringLike', '"repo:acme/*"'),
    facts: scope('organization'),
    assumable: [`ext|ci/${github}/repo:acme/* certain`],
  },
  {
    name: '20 GitHub anyone',
    trust: sub('StringLike', '"repo:*"'),
    facts: scope('anyone'),
    assumable: [`ext|ci/${github}/repo:* certain`],
  },
  { name: '20 GitHub star', trust: sub('StringLike', '"*"'), facts: scope('anyone') },
  { name: '20 GitHub branch', trust: merged('"repo:acme/app:ref:refs/heads/main"'), facts: scope('exact') },
  {
    name: '20 GitHub environment by StringLike',
    trust: sub('StringLike', '"repo:acme/app:environment:prod"'),
    facts: scope('exact'),
  },
  {
    name: '20 GitHub repository with any ref',
    trust: sub('StringLike', '"repo:acme/app:*"'),
    facts: scope('repository'),
  },
  {
    name: '20 GitHub any branch',
    trust: sub('StringLike', '"repo:acme/app:ref:refs/heads/*"'),
    facts: scope('repository'),
  },
  {
    name: '20 GitHub organization that anybody may register',
    trust: sub('StringLike', '"repo:acme*/app:*"'),
    facts: scope('anyone'),
  },
  {
    name: '20 GitHub repository prefix',
    trust: sub('StringLike', '"repo:acme/app-*:ref:refs/heads/main"'),
    facts: scope('organization'),
  },
  {
    name: '20 GitHub audience only',
    trust: by(provider(github), `{ StringEquals = { "${github}:aud" = "sts.amazonaws.com" } }`, web),
    facts: scope('anyone'),
    assumable: [`ext|ci/${github}/* conditional`],
  },
  { name: '20 GitHub without conditions', trust: by(provider(github), '', web), facts: scope('anyone') },
  {
    name: 'GitHub several repositories',
    trust: sub('StringLike', '["repo:acme/app:*", "repo:acme/site:ref:refs/heads/main"]'),
    facts: scope('repository'),
  },
  {
    name: 'GitHub one of several is wide',
    trust: sub('StringLike', '["repo:acme/app:ref:refs/heads/main", "repo:acme/*"]'),
    facts: scope('organization'),
  },
  {
    name: 'GitHub for all values pins nothing',
    trust: by(provider(github), `{ "ForAllValues:StringLike" = { "${github}:sub" = "repo:acme/app:*" } }`, web),
    facts: scope('anyone'),
  },
  {
    name: 'GitHub if exists pins nothing',
    trust: by(provider(github), `{ StringLikeIfExists = { "${github}:sub" = "repo:acme/app:*" } }`, web),
    facts: scope('anyone'),
  },
  { name: 'GitHub immutable subject', trust: sub('StringLike', '"repo:acme@12/app@34:*"'), facts: scope('repository') },
  {
    name: 'GitHub repository by a variable with a default',
    trust: sub('StringLike', '"repo:${var.repo}:*"'),
    more: 'variable "repo" { default = "acme/app" }',
    facts: scope('repository'),
  },
  {
    name: 'GitHub declared provider by reference',
    trust: by(
      '{ Federated = aws_iam_openid_connect_provider.github.arn }',
      `{ StringLike = { "${github}:sub" = "repo:acme/*" } }`,
      web,
    ),
    more: `resource "aws_iam_openid_connect_provider" "github" {\n  url = "https://${github}"\n  client_id_list = ["sts.amazonaws.com"]\n}`,
    facts: scope('organization'),
  },
  {
    name: 'GitLab group',
    trust: sub('StringLike', '"project_path:acme/*:ref_type:branch:ref:main"', 'gitlab.com'),
    facts: scope('organization'),
  },
  {
    name: 'GitLab project',
    trust: sub('StringLike', '"project_path:acme/app:ref_type:branch:ref:*"', 'gitlab.com'),
    facts: scope('repository'),
  },
  {
    name: 'Terraform Cloud workspace',
    trust: sub('StringLike', '"organization:acme:project:core:workspace:prod:run_phase:*"', 'app.terraform.io'),
    facts: scope('repository'),
  },
  {
    name: 'Terraform Cloud organization',
    trust: sub('StringLike', '"organization:acme:project:*:workspace:*:run_phase:*"', 'app.terraform.io'),
    facts: scope('organization'),
  },
  {
    name: 'Terraform Cloud anyone',
    trust: sub('StringLike', '"organization:*:run_phase:apply"', 'app.terraform.io'),
    facts: scope('anyone'),
  },
  {
    name: 'EKS service account',
    trust: merged('"system:serviceaccount:shop:checkout"', 'oidc.eks.eu-west-1.amazonaws.com/id/ABC'),
    facts: scope('exact'),
  },
  {
    name: 'EKS namespace',
    trust: sub('StringLike', '"system:serviceaccount:shop:*"', 'oidc.eks.eu-west-1.amazonaws.com/id/ABC'),
    facts: scope('repository'),
  },
  {
    name: 'EKS whole cluster',
    trust: sub('StringLike', '"system:serviceaccount:*"', 'oidc.eks.eu-west-1.amazonaws.com/id/ABC'),
    facts: scope('organization'),
  },
  {
    name: 'SAML',
    trust: by(
      '{ Federated = "arn:aws:iam::111111111111:saml-provider/okta" }',
      '{ StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }',
      'sts:AssumeRoleWithSAML',
    ),
    facts: { assumableByAnyone: 'false' },
    assumable: ['ext|idp/okta certain'],
  },
  {
    name: 'Cognito guests',
    trust: by(
      '{ Federated = "cognito-identity.amazonaws.com" }',
      '{ StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:1" }, "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "unauthenticated" } }',
      web,
    ),
    facts: { assumableByAnyone: 'false' },
    assumable: ['ext|idp/cognito-identity.amazonaws.com certain', 'ext|internet certain'],
  },
  {
    name: 'Cognito users',
    trust: by(
      '{ Federated = "cognito-identity.amazonaws.com" }',
      '{ StringEquals = { "cognito-identity.amazonaws.com:aud" = "eu-west-1:1" }, "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" } }',
      web,
    ),
    facts: { assumableByAnyone: 'false' },
    assumable: ['ext|idp/cognito-identity.amazonaws.com certain'],
  },
  {
    name: 'Cognito pool of the code with guests',
    trust: by(
      '{ Federated = "cognito-identity.amazonaws.com" }',
      '{ StringEquals = { "cognito-identity.amazonaws.com:aud" = aws_cognito_identity_pool.clinic.id } }',
      web,
    ),
    more: 'resource "aws_cognito_identity_pool" "clinic" {\n  identity_pool_name = "clinic"\n  allow_unauthenticated_identities = true\n}',
    facts: { assumableByAnyone: 'false' },
    assumable: ['ext|idp/cognito-identity.amazonaws.com certain', 'ext|internet certain'],
  },
  ...(
    [
      ['whoever signs up', '', ['ext|idp/cognito-identity.amazonaws.com certain', 'ext|internet certain']],
      [
        'whom an administrator signs up',
        'admin_create_user_config { allow_admin_create_user_only = true }',
        ['ext|idp/cognito-identity.amazonaws.com certain'],
      ],
      [
        'whom a variable lets sign up',
        'admin_create_user_config { allow_admin_create_user_only = var.closed }',
        ['ext|idp/cognito-identity.amazonaws.com certain', 'ext|internet conditional'],
      ],
    ] as const
  ).map(([users, signUp, assumable]) => ({
    name: `Cognito pool of the code for ${users}`,
    trust: by(
      '{ Federated = "cognito-identity.amazonaws.com" }',
      '{ StringEquals = { "cognito-identity.amazonaws.com:aud" = aws_cognito_identity_pool.clinic.id }, "ForAnyValue:StringLike" = { "cognito-identity.amazonaws.com:amr" = "authenticated" } }',
      web,
    ),
    more: `variable "closed" { type = bool }
resource "aws_cognito_user_pool" "clinic" {
  name = "clinic"
  ${signUp}
}
resource "aws_cognito_user_pool_client" "web" {
  name         = "web"
  user_pool_id = aws_cognito_user_pool.clinic.id
}
resource "aws_cognito_identity_pool" "clinic" {
  identity_pool_name = "clinic"
  allow_unauthenticated_identities = false
  cognito_identity_providers {
    client_id     = aws_cognito_user_pool_client.web.id
    provider_name = aws_cognito_user_pool.clinic.endpoint
  }
}`,
    facts: { assumableByAnyone: 'false' },
    assumable,
  })),
  {
    name: 'Cognito pool of the code without guests',
    trust: by(
      '{ Federated = "cognito-identity.amazonaws.com" }',
      '{ StringEquals = { "cognito-identity.amazonaws.com:aud" = aws_cognito_identity_pool.clinic.id } }',
      web,
    ),
    more: 'resource "aws_cognito_identity_pool" "clinic" {\n  identity_pool_name = "clinic"\n  allow_unauthenticated_identities = false\n}',
    facts: { assumableByAnyone: 'false' },
    assumable: ['ext|idp/cognito-identity.amazonaws.com certain'],
  },
  // Chains inside the code
  {
    name: 'a role of ours by name',
    trust: by('{ AWS = aws_iam_role.desk.arn }'),
    more: 'resource "aws_iam_role" "desk" {\n  name = "desk"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })\n}',
    facts: { foreignTrust: 'false' },
    assumable: ['aws_iam_role.desk certain'],
  },
];
