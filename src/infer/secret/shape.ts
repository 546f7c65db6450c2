/** Formats that only credentials have, wherever they stand (formats as their issuers document them). */
const formats: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, // AWS access key id
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/, // GitHub
  /\bglpat-[A-Za-z0-9_-]{20,}\b/, // GitLab
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}\b/, // Slack
  /\b[rs]k_live_[A-Za-z0-9]{16,}\b/, // Stripe
  /\bAIza[A-Za-z0-9_-]{35}\b/, // Google
  /\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\b/, // SendGrid
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:[^\s/@${}<>*]{3,100}@[\w.-]/, // user and password in a URL
];

const secretWords = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'apikey',
  'credential',
  'credentials',
]);
/** Two words in a row that mean a secret. */
const secretPairs = new Set([
  'api key',
  'private key',
  'access key',
  'signing key',
  'encryption key',
  'auth key',
  'db pass',
]);
/** A last word that says that the value is about a secret, not the secret. */
const aboutWords = new Set([
  'arn', 'name', 'id', 'path', 'file', 'url', 'uri', 'endpoint', 'host', 'parameter', 'param', 'ref', 'region', 'bucket', 'table',
  'ttl', 'expiry', 'expiration', 'expires', 'timeout', 'length', 'type', 'mode', 'header', 'enabled', 'policy', 'prefix', 'version',
  'age', 'days', 'hours', 'minutes', 'seconds', 'issuer', 'audience', 'algorithm', 'provider', 'store', 'manager', 'username', 'user',
]); // biome-ignore format: a list
const placeholder =
  /^(?:<.*>|\*+|x+|\.+|change[-_ ]?me.*|replace[-_ ]?.*|todo.*|tbd|none|null|nil|true|false|yes|no|placeholder.*|dummy.*|your[-_ ].*|set[-_ ].*)$/i;

/** Does a name say that its value is a secret? `DB_PASSWORD` does, `DB_PASSWORD_ARN` and `TOKEN_TTL` do not. */
export function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (aboutWords.has(words.at(-1) ?? '')) return false;
  return words.some((word, i) => secretWords.has(word) || secretPairs.has(`${words[i - 1] ?? ''} ${word}`));
}

/** Does a text hold a credential, whatever it is called? */
export const holdsCredential = (text: string): boolean => formats.some((format) => format.test(text));

/** Could a text, which a name calls a secret, be one: not a pointer to one, a switch, a number or a placeholder? */
export function couldBeSecret(text: string): boolean {
  if (text.length < 6 || text.length > 4096 || !/[A-Za-z]/.test(text)) return false;
  if (placeholder.test(text) || /^(?:arn:|\{\{resolve:|\/|https?:\/\/|ssm:|vault:)/.test(text)) return false;
  return !/\s/.test(text);
}

const assignment = /(?:^|[\s;"'])(?:export\s+)?([A-Za-z][A-Za-z0-9_]{2,60})\s*[=:]\s*["']?([^\s"'$`;&|]{6,200})/g;

/** Does a script or a configuration text assign a literal secret, or hold a credential? At most 64 kB are read. */
export function scriptHoldsSecret(script: string): boolean {
  const text = script.slice(0, 65_536);
  if (holdsCredential(text)) return true;
  for (const [, name, value] of text.matchAll(assignment)) {
    if (name !== undefined && value !== undefined && namesSecret(name) && couldBeSecret(value)) return true;
  }
  return false;
}
