import type { Value } from '../../../model/value.js';
import { stringValue, unknownValue } from '../../../model/values.js';
import { concatenate, withMarks } from './combine.js';
import type { Environment } from './environment.js';

const opening = '{{resolve:';

/**
 * `{{resolve:secretsmanager:…}}`, `{{resolve:ssm:…}}` and `{{resolve:ssm-secure:…}}` become what they lead to: a reference
 * to the declared secret or parameter, else an unknown looked up at deployment.
 */
export function resolveDynamic(value: Value, env: Environment): Value {
  const parts = value.kind === 'string' ? [value.value] : value.kind === 'template' ? value.parts : [];
  if (!parts.some((part) => typeof part === 'string' && part.includes(opening))) return value;
  const { at, refs, assumed, sensitive } = value;
  const pieces = resolveParts(parts, env);
  if (!pieces) return value;
  const resolved = concatenate(pieces);
  const marked = withMarks(resolved, {
    ...(refs && { refs }),
    ...(assumed && { assumed }),
    ...(sensitive && { sensitive }),
  });
  return { ...marked, sensitive: true, ...(at && { at }) };
}

/**
 * Cuts the parts at `{{resolve:` and `}}`; what stands between is one dynamic reference, perhaps with holes. Undefined when one
 * is not closed: it is a piece of a text that is yet to be joined.
 */
function resolveParts(parts: readonly (string | Value)[], env: Environment): Value[] | undefined {
  const done: Value[] = [];
  let inside: (string | Value)[] | undefined;
  const queue = [...parts];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    if (typeof part !== 'string') {
      if (inside) inside.push(part);
      else done.push(part);
      continue;
    }
    const mark = inside ? part.indexOf('}}') : part.indexOf(opening);
    if (mark === -1) {
      if (inside) inside.push(part);
      else done.push(stringValue(part));
      continue;
    }
    if (inside) {
      done.push(target([...inside, part.slice(0, mark)], env));
      inside = undefined;
      queue.unshift(part.slice(mark + 2));
    } else {
      done.push(stringValue(part.slice(0, mark)));
      inside = [];
      queue.unshift(part.slice(mark + opening.length));
    }
  }
  return inside ? undefined : done;
}

/** What `service:name:…` leads to. */
function target(inside: readonly (string | Value)[], env: Environment): Value {
  const text = inside.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  const service = text.slice(0, text.indexOf(':'));
  const symbol = inside.find(
    (part) => typeof part !== 'string' && part.kind === 'reference' && !part.to.address.startsWith('AWS::'),
  );
  if (symbol && typeof symbol !== 'string' && symbol.kind === 'reference') {
    return { kind: 'reference', to: { ...symbol.to, path: pathOf(service) }, sensitive: true };
  }
  const name = text.slice(service.length + 1);
  const found = env.stack.run.named(typesOf(service), nameIn(service, name));
  if (found) return { ...found.stack.reference(found.id, ...pathOf(service)), sensitive: true };
  const subject = `${opening}${inside.map((part) => (typeof part === 'string' ? part : '?')).join('')}}}`;
  return { ...unknownValue('data', subject), sensitive: true };
}

const pathOf = (service: string): readonly string[] => (service === 'secretsmanager' ? ['SecretString'] : ['Value']);
const typesOf = (service: string): readonly string[] =>
  service === 'secretsmanager' ? ['AWS::SecretsManager::Secret'] : ['AWS::SSM::Parameter'];

/** `orders/db` of `orders/db:SecretString:password`, and of an ARN with its random end. */
function nameIn(service: string, text: string): string {
  if (service !== 'secretsmanager') return text.replace(/:\d+$/, '');
  if (!text.startsWith('arn:')) return text.split(':')[0] ?? text;
  return (text.split(':')[6] ?? '').replace(/-[A-Za-z0-9]{6}$/, '');
}
