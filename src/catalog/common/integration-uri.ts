import type { TemplateValue, Value } from '../../model/value.js';

/**
 * The function that an API Gateway integration or authorizer URI names:
 * `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations` (API Gateway Developer Guide).
 * Other values, such as a reference to `invoke_arn`, are given back as they are.
 */
export function functionOf(uri: Value): Value {
  if (uri.kind === 'string') {
    const [, arn] = /functions\/(.+?)\/invocations/.exec(uri.value) ?? [];
    return arn === undefined ? uri : { ...uri, value: arn };
  }
  if (uri.kind !== 'template') return uri;
  const parts = cut(uri.parts);
  const [only] = parts;
  if (parts.length === 0 || only === undefined) return uri;
  if (parts.length === 1) return typeof only === 'string' ? uri : { ...only, ...(uri.at && { at: uri.at }) };
  return { ...uri, parts };
}

/** The parts between `functions/` and `/invocations`. */
function cut(parts: TemplateValue['parts']): TemplateValue['parts'] {
  const start = parts.findIndex((part) => typeof part === 'string' && part.includes('functions/'));
  if (start === -1) return [];
  const kept: TemplateValue['parts'][number][] = [];
  for (const [index, part] of parts.slice(start).entries()) {
    if (typeof part !== 'string') {
      kept.push(part);
      continue;
    }
    const text = index === 0 ? part.slice(part.indexOf('functions/') + 'functions/'.length) : part;
    const end = text.indexOf('/invocations');
    const inner = end === -1 ? text : text.slice(0, end);
    if (inner !== '') kept.push(inner);
    if (end !== -1) break;
  }
  return kept;
}

/** All literal text of a string or template, holes left out; to recognise the service in a URI. */
export function literalText(value: Value | undefined): string {
  if (value?.kind === 'string') return value.value;
  if (value?.kind === 'template')
    return value.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  return '';
}

/** The AWS service that a URI `arn:aws:apigateway:{region}:{service}:path|action/...` calls. */
export function serviceOf(uri: Value | undefined): string | undefined {
  return /:apigateway:[^:]*:([a-z0-9.-]+):(?:path|action)\//.exec(literalText(uri))?.[1];
}
