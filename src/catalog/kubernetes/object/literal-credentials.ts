import type { Location } from '../../../model/location.js';
import type { Value } from '../../../model/value.js';
import type { WorkloadFacet } from '../../../model/workload.js';
import type { Finding } from './finding.js';

const secretName =
  /(^|[_\-.])(password|passwd|pwd|secret|token|api_?key|private_?key|access_?key|secret_?key|credentials?|connection_?string|auth)$|password$/i;
const notSecret = /(_|-)?(file|path|name|ref|arn|id|url|uri|host|enabled|ttl|expiry|length|type|header|endpoint)$/i;
/** What people write where the real value comes from elsewhere, or what is plainly no secret. */
const placeholder =
  /^\s*(|true|false|none|null|\d{1,5}|changeme|change-me|example|placeholder|todo|tbd|dummy|\$\(.*\)|\$\{.*\}|\{\{.*\}\}|<.*>|\/[\w./-]*|vault:.*|arn:.*|ref\+.*)\s*$/i;
/** `postgres://user:password@host`. */
const urlWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:([^\s/@]+)@/i;
const knownKeys =
  /\b(AKIA[0-9A-Z]{16}|ghp_[0-9A-Za-z]{36}|xox[baprs]-[0-9A-Za-z-]{10,}|sk_live_[0-9A-Za-z]{16,})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** True when a setting of this name and text holds a credential. */
export function isCredential(name: string, text: string): boolean {
  if (knownKeys.test(text)) return true;
  const url = urlWithPassword.exec(text);
  if (url && !placeholder.test(url[1] ?? '')) return true;
  return secretName.test(name) && !notSecret.test(name) && !placeholder.test(text);
}

/** Environment variables, and arguments such as `--token=...`, whose value is a credential that is written out. */
export function literalCredentials({ settings }: WorkloadFacet): readonly Finding[] {
  return settings.flatMap(({ name, value, at, kind }) => {
    if (value.kind !== 'string' || value.sensitive) return [];
    const [, option, given] = kind === 'argument' ? (/^--?([\w-]+)=(\S+)$/.exec(value.value) ?? []) : [];
    const found =
      kind === 'environment'
        ? isCredential(name, value.value)
        : option !== undefined && given !== undefined && isCredential(option, given);
    return found ? [{ at, unknowns: [] }] : [];
  });
}

/** Entries of a ConfigMap that hold a credential: everybody who may look at the namespace reads them. */
export function literalEntries(data: Value | undefined, place: Location): readonly Location[] {
  if (data?.kind !== 'map') return [];
  return [...data.entries].flatMap(([key, value]) =>
    value.kind === 'string' && !value.value.includes('\n') && isCredential(key, value.value) ? [value.at ?? place] : [],
  );
}
