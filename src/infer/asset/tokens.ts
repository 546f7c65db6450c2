import type { Sensitivity } from '../../model/analysis.js';

/** Words in names that tell what a store holds (spec/H3). Matched as whole words of split names, singular and plural. */
export const nameTokens: Readonly<Record<string, Sensitivity>> = {
  secret: 4,
  credential: 4,
  tfstate: 4,
  user: 3,
  customer: 3,
  patient: 3,
  claim: 3,
  payment: 3,
  card: 3,
  invoice: 3,
  ssn: 3,
  passport: 3,
  kyc: 3,
  email: 3,
  audit: 3,
  backup: 3,
  member: 3,
  employee: 3,
  payroll: 3,
  medical: 3,
  health: 3,
  pii: 3,
  phi: 3,
  pci: 3,
  token: 3,
};

/** Words that say that the content is meant for everybody. */
export const publicTokens: ReadonlySet<string> = new Set([
  'website',
  'site',
  'static',
  'asset',
  'public',
  'www',
  'web',
  'cdn',
  'frontend',
  'spa',
]);

/** Tag names that classify, without case, dashes and underscores. */
export const classificationTags: ReadonlySet<string> = new Set([
  'dataclassification',
  'dataclass',
  'classification',
  'sensitivity',
  'datasensitivity',
  'confidentiality',
]);

/** Tags whose truth means personal or regulated data. */
export const markerTags: ReadonlySet<string> = new Set(['pii', 'pci', 'phi', 'gdpr', 'hipaa']);

/** Values of classification tags. */
export const classificationLevels: Readonly<Record<string, Sensitivity>> = {
  public: 0,
  open: 0,
  none: 0,
  internal: 1,
  low: 1,
  private: 2,
  confidential: 2,
  medium: 2,
  moderate: 2,
  sensitive: 3,
  restricted: 3,
  high: 3,
  pii: 3,
  phi: 3,
  pci: 3,
  personal: 3,
  secret: 4,
  critical: 4,
  'top-secret': 4,
  topsecret: 4,
  crown: 4,
};

/** `acme-customerOrders_prod` -> acme, customer, order, prod: lower case, plural endings cut. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word));
}
