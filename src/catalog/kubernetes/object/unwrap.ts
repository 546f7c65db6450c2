import type { Declaration } from '../../../model/declaration.js';
import { at, textOf } from './values.js';

/** A `kubernetes_manifest` of Terraform is the object that it holds; its address stays Terraform's. */
export function unwrapManifest(declaration: Declaration): Declaration {
  if (declaration.dialect !== 'terraform' || declaration.type !== 'kubernetes_manifest') return declaration;
  const manifest = at(declaration.body, 'manifest');
  const apiVersion = textOf(at(manifest, 'apiVersion'));
  const kind = textOf(at(manifest, 'kind'));
  if (manifest?.kind !== 'map' || apiVersion === undefined || kind === undefined) return declaration;
  return { ...declaration, dialect: 'kubernetes', type: `${apiVersion}/${kind}`, body: manifest };
}
