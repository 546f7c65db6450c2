import type { ModelHop, ModelPath, ThreatModel } from '../../model/threat-model.js';
import { placeOf } from '../place.js';
import type { Context } from './context.js';
import { cut, plain } from './style.js';

/** The worst attack path, hop by hop, each with the place that makes it possible. */
export function pathLines(context: Context): readonly string[] {
  const { model, style } = context;
  const path = model.paths.find((candidate) => candidate.id === model.summary.worstPath);
  if (!path) return [];
  const threat = model.threats.find((candidate) => candidate.path === path.id);
  const rating = threat ? `${style.severity[threat.severity](threat.severity)}, ${threat.confidence}` : path.confidence;
  return [
    `${style.bold('Worst path')}  ${plain(path.from)} → ${plain(path.to)}  (${rating})`,
    ...hopLines(path, context),
    ...otherPaths(context),
  ];
}

export function hopLines(path: ModelPath, { model, style, width }: Context): readonly string[] {
  return withoutGroups(path.hops, model).map((hop, index) => {
    const place = placeOf(model, hop.because[0]);
    const unsure = hop.certainty === 'conditional' ? ' (if)' : '';
    const text = `${String(index + 1).padStart(4)}. ${subjectOf(hop, index)}${plain(hop.text)}${unsure}`;
    const line = cut(text, width);
    return place === '' ? line : `${line}\n      ${style.dim(plain(place))}`;
  });
}

/** A load balancer reaches its backend through a target group, which is no place of its own to a reader. */
function withoutGroups(hops: readonly ModelHop[], model: ThreatModel): readonly ModelHop[] {
  const types = new Map(model.resources.map(({ address, type }) => [address, type]));
  return hops.filter((hop, index) => types.get(hop.to) !== 'aws.elb.target-group' || index === hops.length - 1);
}

const subjectOf = (hop: ModelHop, index: number): string => (index === 0 ? `${plain(hop.from)} ` : '');

function otherPaths({ model, style }: Context): readonly string[] {
  const others = model.paths.length - 1;
  return others > 0 ? [style.dim(`      and ${others} more: threatplan explain <address> shows them`)] : [];
}
