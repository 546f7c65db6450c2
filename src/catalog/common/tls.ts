/** Protocol versions, oldest first: the values of `surface.minimumTls`. */
export type TlsVersion = 'ssl3' | 'tls1.0' | 'tls1.1' | 'tls1.2' | 'tls1.3';

/** Oldest version that a security policy of Elastic Load Balancing accepts (ELB guide, "Security policies"). */
export function loadBalancerTls(policy: string): TlsVersion | undefined {
  if (/TLS13-1-3/.test(policy)) return 'tls1.3';
  if (/TLS13-1-2|TLS-1-2|FS-1-2|TLS13-Res|Res-/.test(policy)) return 'tls1.2';
  if (/TLS13-1-1|TLS-1-1|FS-1-1/.test(policy)) return 'tls1.1';
  if (/TLS13-1-0|TLS-1-0|FS-2018-06|2016-08|2015-\d\d|2014-\d\d|2011-08/.test(policy)) return 'tls1.0';
  return undefined;
}

/** Oldest version that a CloudFront `minimum_protocol_version` accepts (CloudFront guide, "Supported protocols and ciphers"). */
export function cdnTls(policy: string): TlsVersion | undefined {
  if (policy.startsWith('TLSv1.3')) return 'tls1.3';
  if (policy.startsWith('TLSv1.2')) return 'tls1.2';
  if (policy.startsWith('TLSv1.1')) return 'tls1.1';
  if (policy.startsWith('TLSv1')) return 'tls1.0';
  if (policy === 'SSLv3') return 'ssl3';
  return undefined;
}

const order: readonly string[] = ['ssl3', 'tls1.0', 'tls1.1', 'tls1.2', 'tls1.3'];

/** The older of several versions. */
export const oldestTls = (versions: readonly TlsVersion[]): TlsVersion | undefined =>
  versions.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0];
