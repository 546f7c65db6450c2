import { readFileSync } from 'node:fs';
import { actionsSnapshot, managedPoliciesSnapshot } from '../infer/identity/index.js';
import { packageFile } from './package-file.js';

/** The version in package.json. */
export const version = (): string =>
  (JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }).version;

/** Days of the data snapshots that decisions rest on; only their headers are read. */
export const snapshotDates = (): Readonly<Record<string, string>> => ({
  'iam-actions': actionsSnapshot().date,
  'iam-managed-policies': managedPoliciesSnapshot().date,
});

/** What `--version` prints: the tool, then the data that it brings. */
export function versionText(): string {
  const dates = snapshotDates();
  return `${version()}\nIAM actions of ${dates['iam-actions']}, AWS-managed policies of ${dates['iam-managed-policies']}\n`;
}
