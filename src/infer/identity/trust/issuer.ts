import type { IdentityModel } from '../model.js';
import type { Statement } from '../document/types.js';
import { readable } from '../pattern/symbol.js';

/** A federated principal as its trust policy names it: `github` by provider ARN, by reference, or by web identity name. */
export interface Issuer {
  readonly kind: 'oidc' | 'saml' | 'cognito';
  /** Host and path without `https://`; the provider's name for SAML. */
  readonly name: string;
}

/** Finds the issuer from the ARN, from the declared provider, or from the keys that the conditions ask about. */
export function issuerOf(provider: string, statement: Statement, model: IdentityModel): Issuer {
  if (provider === 'cognito-identity.amazonaws.com') return { kind: 'cognito', name: provider };
  const named = /:(oidc|saml)-provider\/(.+)$/.exec(provider);
  if (named && !/[\uE000-\uE002]/.test(named[2] ?? ''))
    return { kind: named[1] as 'oidc' | 'saml', name: named[2] as string };
  const declared = model.graph.byKind('identity/provider').find((node) => model.names.arnOf(node) === provider);
  if (declared?.type.includes('saml')) return { kind: 'saml', name: declared.name };
  const url = declared?.identity?.issuer && model.names.textOf(declared.identity.issuer);
  if (url && !/[\uE000-\uE002]/.test(url)) return { kind: 'oidc', name: url.replace(/^https:\/\//, '') };
  const key = statement.conditions.map((condition) => condition.key).find((k) => /:(sub|aud)$/.test(k));
  if (key?.startsWith('saml:')) return { kind: 'saml', name: readable(provider) };
  if (key) return { kind: 'oidc', name: key.slice(0, key.lastIndexOf(':')) };
  if (declared) return { kind: 'oidc', name: readable(provider) };
  return { kind: /^[\w.-]+\.\w+$/.test(provider) ? 'oidc' : 'saml', name: readable(provider) };
}
