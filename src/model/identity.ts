import type { Location } from './location.js';
import type { Value } from './value.js';

/** What the catalog tells the identity pass. Documents stay as evaluated values; the pass parses them (spec/D1). */
export interface IdentityFacet {
  /** What kind of principal or policy this is; absent for a resource that only carries a resource policy. */
  readonly part?:
    | 'role'
    | 'user'
    | 'group'
    | 'managed-policy'
    | 'instance-profile'
    | 'service-account'
    | 'identity-provider'
    | 'organization-policy'
    | 'permission-set';
  /** Inline and attached documents that give this principal permissions (or are this managed policy). */
  readonly permissions: readonly PolicySource[];
  /** Managed policies by reference, ARN or name. */
  readonly attachments: readonly { readonly policy: Value; readonly at: Location }[];
  /** True when code says that nothing else is attached (`*_exclusive`). */
  readonly closed?: boolean;
  /** Role trust policy. */
  readonly trust?: PolicySource;
  readonly boundary?: { readonly policy: Value; readonly at: Location };
  /** Groups of a user, by reference or name. */
  readonly groups?: readonly { readonly group: Value; readonly at: Location }[];
  /** Role of an instance profile. */
  readonly role?: Value;
  /** Resource-based policies on this resource (bucket, queue, topic, key, secret, function, ...). */
  readonly resourcePolicies?: readonly PolicySource[];
  /** Statements that a dialect expresses without a document (`aws_lambda_permission`). */
  readonly grants?: readonly ResourceGrant[];
  /** S3 only: public access block, ACL and ownership as evaluated. */
  readonly objectStore?: ObjectStoreAccess;
  /** `path` of an IAM entity, `/` by default. */
  readonly path?: Value;
  /** The entity's own name, for building its ARN. */
  readonly name?: Value;
  /** OIDC issuer URL or SAML provider. */
  readonly issuer?: Value;
  /** Can be used to sign in (login profile), or has access keys. */
  readonly credentials?: readonly { readonly kind: 'access-key' | 'login-profile'; readonly at: Location }[];
}

export interface PolicySource {
  /** The document: a JSON string (perhaps with `.json` structure), a map, or unknown. */
  readonly document: Value;
  readonly at: Location;
  /** Name of the inline policy, for messages. */
  readonly name?: Value;
}

export interface ResourceGrant {
  readonly principal: Value;
  readonly action: Value;
  readonly sourceArn?: Value;
  readonly sourceAccount?: Value;
  readonly organization?: Value;
  readonly functionUrlAuthType?: Value;
  /** `invoked_via_function_url`: the grant holds only for calls through the function's URL. */
  readonly invokedViaFunctionUrl?: Value;
  readonly at: Location;
}

/** Bucket-level settings that decide public access (spec/D3). Absent flags mean what the dialect's provider makes of them. */
export interface ObjectStoreAccess {
  /** Present when a public access block is declared; an omitted flag inside a declared block is false. */
  readonly publicAccessBlock?: {
    readonly blockPublicAcls?: Value;
    readonly ignorePublicAcls?: Value;
    readonly blockPublicPolicy?: Value;
    readonly restrictPublicBuckets?: Value;
    readonly at: Location;
  };
  readonly acl?: {
    readonly canned?: Value;
    readonly grants: readonly { readonly grantee: Value; readonly permission: Value; readonly at: Location }[];
    readonly at: Location;
  };
  /** `BucketOwnerEnforced` when absent. */
  readonly ownership?: Value;
  readonly website?: Location;
}
