import type { Resource } from '../../../model/resource.js';
import { dataActions } from '../data/data-actions.js';
import type { Target } from '../decision/decide.js';
import type { IdentityModel } from '../model.js';
import { arnAccount, arnSegments, compareArn, segment } from '../pattern/arn.js';
import { hasHole, ownAccount, ownRegion } from '../pattern/symbol.js';

/** The resource that a user names by address, id, name or ARN. */
export function findResource(model: IdentityModel, text: string): Resource | undefined {
  const all = model.graph.resources;
  return (
    model.graph.resource(text) ??
    all.find(({ address }) => address === text) ??
    byArn(model, text, 'yes') ??
    byArn(model, text, 'unknown') ??
    all.find(({ name }) => name === text)
  );
}

/** `unknown`: the same but for an account number that the code does not tell. */
const byArn = (model: IdentityModel, text: string, truth: 'yes' | 'unknown'): Resource | undefined =>
  text.startsWith('arn:')
    ? model.graph.resources.find(
        (node) =>
          node.type.startsWith('aws.') &&
          !hasHole(model.names.arnOf(node)) &&
          compareArn(text, model.names.arnOf(node)) === truth,
      )
    : undefined;

/**
 * What an action on the named thing acts on. `aws_s3_bucket.logs` with `s3:GetObject` means any object in it; an ARN below a
 * resource of the scan (`arn:aws:s3:::logs/2024/*`) is judged with that resource's policy; any other ARN stands for itself.
 */
export function findTarget(model: IdentityModel, action: string, text: string): Target {
  const node = findResource(model, text);
  if (node) {
    const wanted = action.toLowerCase();
    const rule = dataActions(node).find(({ actions }) => actions.some((name) => name.toLowerCase() === wanted));
    return rule && rule.suffix !== '' ? model.targets.under(node, rule.suffix) : model.targets.of(node);
  }
  for (const candidate of text.startsWith('arn:') ? model.graph.resources : []) {
    if (!candidate.type.startsWith('aws.')) continue;
    const arn = model.names.arnOf(candidate);
    const written = asWritten(arn, text);
    if (text.startsWith(`${written}/`) || text.startsWith(`${written}:`))
      return { ...model.targets.of(candidate), arn: arn + text.slice(written.length) };
  }
  return { arn: text };
}

/** Our ARN with the account and Region that the user wrote, where the code leaves them open. */
const asWritten = (arn: string, text: string): string =>
  arn.replace(ownAccount, arnAccount(text)).replace(ownRegion, arnSegments(text)[segment.region] ?? '');
