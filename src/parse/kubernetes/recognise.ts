import { posix } from 'node:path';
import type { SourceFile } from '../../model/source.js';

const manifestName = /\.(ya?ml|json)$/i;
const otherFormats = /(\.tf\.json|\.tfvars\.json|(^|\/)(package|package-lock|tsconfig|composer|tree|cdk)\.json)$/;
const kustomizationName = /^(kustomization\.ya?ml|Kustomization)$/;
const apiVersion = /(^|[\s{,])["']?apiVersion["']?[ \t]*:/m;
const kind = /(^|[\s{,])["']?kind["']?[ \t]*:/m;

/** Whether a file may hold Kubernetes objects, by its name alone. */
export const mayBeManifest = (path: string): boolean =>
  (manifestName.test(path) && !otherFormats.test(path)) || path === 'stdin';

/** Every Kubernetes object says its `apiVersion` and `kind`; nothing else that is common says both. */
export const looksLikeManifest = (text: string): boolean => apiVersion.test(text) && kind.test(text);

export const isKustomization = (path: string): boolean => kustomizationName.test(posix.basename(path));

export const isChartFile = (path: string): boolean => posix.basename(path) === 'Chart.yaml';

/** Cheap test: may this file hold Kubernetes objects, or be the start of a Kustomize folder or a Helm chart? */
export const isKubernetesFile = (file: SourceFile): boolean =>
  isKustomization(file.path) || isChartFile(file.path) || (mayBeManifest(file.path) && looksLikeManifest(file.text()));

/** `{{ .Values.x }}` outside quotes is no YAML value: the file is a template that something else renders. */
export const isTemplated = (text: string): boolean => /\{\{-?\s*[.$/a-z(]/.test(text);
