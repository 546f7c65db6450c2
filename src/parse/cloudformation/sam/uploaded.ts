import { child, type YamlMapping, type YamlNode } from '../../yaml/node.js';
import { mapping, scalar, textOf } from './syntax.js';

/** `CodeUri` or `ContentUri` as an S3 location: `s3://bucket/key`, or `Bucket` and `Key`. A local path has none yet. */
export function uploaded(uri: YamlNode | undefined): YamlMapping | undefined {
  if (uri?.kind === 'mapping') {
    const version = child(uri, 'Version');
    return mapping({ S3Bucket: child(uri, 'Bucket'), S3Key: child(uri, 'Key'), S3ObjectVersion: version }, uri.at);
  }
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(textOf(uri) ?? '') ?? [];
  if (!uri || bucket === undefined || key === undefined) return undefined;
  return mapping({ S3Bucket: scalar(bucket, uri.at), S3Key: scalar(key, uri.at) }, uri.at);
}
