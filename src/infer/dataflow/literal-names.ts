/** A resource that a literal text names, and the types that it may be. */
export interface NamedBy {
  readonly name: string;
  readonly expects: readonly string[];
}

interface Form {
  readonly pattern: RegExp;
  readonly expects: readonly string[];
}

/**
 * Host names and URLs that AWS makes from the name of a resource (AWS General Reference, "Service endpoints"): the first group
 * is that name.
 */
const forms: readonly Form[] = [
  {
    pattern: /(?:^|[/@])([a-z][\w-]*?)\.(?:cluster-|cluster-ro-|proxy-)?[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com/i,
    expects: ['aws.rds.'],
  },
  {
    pattern: /(?:^|[/@])([a-z][\w-]*?)\.cluster-(?:ro-)?[a-z0-9]+\.[a-z0-9-]+\.(?:docdb|neptune)\.amazonaws\.com/i,
    expects: ['aws.docdb.', 'aws.neptune.'],
  },
  {
    pattern:
      /(?:^|[/@])(?:master\.|replica\.)?([a-z][\w-]*?)\.[a-z0-9]+\.(?:\d+\.)?[a-z0-9-]*\.?cache\.amazonaws\.com/i,
    expects: ['aws.elasticache.'],
  },
  {
    pattern: /(?:^|[/@])([a-z][\w-]*?)\.[a-z0-9]+\.[a-z0-9-]+\.redshift\.amazonaws\.com/i,
    expects: ['aws.redshift.'],
  },
  {
    pattern: /(?:^|[/@])(?:search|vpc)-([a-z0-9-]+?)-[a-z0-9]+\.[a-z0-9-]+\.(?:es|aos)\.amazonaws\.com/i,
    expects: ['aws.opensearch.'],
  },
  { pattern: /sqs\.[a-z0-9-]+\.amazonaws\.com\/[^/]+\/([\w.-]+)/i, expects: ['aws.sqs.queue'] },
  { pattern: /^s3[an]?:\/\/([\w.-]+)/i, expects: ['aws.s3.bucket'] },
  { pattern: /(?:^|\/)([a-z0-9][\w.-]+?)\.s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com/i, expects: ['aws.s3.bucket'] },
  { pattern: /(?:^|\/)s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com\/([\w.-]+)/i, expects: ['aws.s3.bucket'] },
  { pattern: /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/([\w./-]+?)(?:[:@]|$)/i, expects: ['aws.ecr.repository'] },
];

/** What a host name, URL or connection string names, by the forms that AWS gives them; undefined when it has none of them. */
export function namedInUrl(text: string): NamedBy | undefined {
  for (const { pattern, expects } of forms) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return { name, expects };
  }
  return undefined;
}

/** What the name of a setting says about its value: `TABLE_NAME` names a table, however short the name. */
const settingWords: readonly { readonly word: RegExp; readonly expects: readonly string[] }[] = [
  { word: /table/i, expects: ['aws.dynamodb.'] },
  { word: /bucket/i, expects: ['aws.s3.bucket'] },
  { word: /queue/i, expects: ['aws.sqs.queue'] },
  { word: /topic/i, expects: ['aws.sns.topic'] },
  { word: /stream/i, expects: ['aws.kinesis.', 'aws.firehose.'] },
  { word: /state_?machine|workflow/i, expects: ['aws.states.'] },
  { word: /event_?bus/i, expects: ['aws.events.event-bus'] },
  { word: /function|lambda/i, expects: ['aws.lambda.function'] },
  { word: /secret/i, expects: ['aws.secretsmanager.secret'] },
  { word: /param/i, expects: ['aws.ssm.parameter'] },
];

/** Types that a setting of this name means; undefined when its name says nothing. */
export const expectedBySetting = (name: string): readonly string[] | undefined =>
  settingWords.find(({ word }) => word.test(name))?.expects;
