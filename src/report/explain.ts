import { describeReason } from '../model/unknown.js';
import type { Threat } from '../model/threat.js';
import type { ModelFact, ModelPath, ModelResource, ThreatModel } from '../model/threat-model.js';
import { placeOf } from './place.js';
import type { ReportOptions } from './index.js';
import type { Context } from './table/context.js';
import { plain, styleFor } from './table/style.js';
import { hopLines } from './table/worst-path.js';
import { categoryNames } from './words.js';

/** Everything behind a threat, a path or a resource; undefined when the model has no such thing. */
export function explain(model: ThreatModel, subject: string, options: ReportOptions): string | undefined {
  const context: Context = { model, style: styleFor(options.color === true), width: options.width ?? 100, all: true };
  const threat = model.threats.find((t) => t.id === subject);
  if (threat) return ended(threatText(threat, context));
  const path = model.paths.find((p) => p.id === subject);
  if (path) return ended(pathText(path, context));
  const resource = model.resources.find((r) => r.address === subject);
  return resource && ended(resourceText(resource, context));
}

const ended = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

function threatText(threat: Threat, context: Context): readonly string[] {
  const { model, style } = context;
  const path = model.paths.find((p) => p.id === threat.path);
  return [
    style.bold(plain(threat.title)),
    `${style.severity[threat.severity](threat.severity)}, ${threat.confidence} · ${threat.stride.map((s) => categoryNames[s]).join(', ')}`,
    style.dim(`${plain(threat.address)}  ${placeOf(model, threat.location)}  policy ${threat.policy}  ${threat.id}`),
    '',
    plain(threat.threat.trim()),
    ...(path ? ['', style.bold('The way there'), ...hopLines(path, context)] : []),
    ...evidenceText(threat, context),
    ...openText(threat, context),
    '',
    style.bold('What would make it go away'),
    ...threat.mitigations.map((m) =>
      `  ${plain(m.text)}${m.attribute ? ` Set ${plain(m.attribute)}.` : ''} ${style.dim(placeOf(model, m.location))}`.trimEnd(),
    ),
    '',
    style.dim(`Likelihood ${threat.likelihood} of 5, impact ${threat.impact} of 5, score ${threat.score} of 100`),
  ];
}

function evidenceText(threat: Threat, { model, style }: Context): readonly string[] {
  if (threat.because.length === 0) return [];
  const rows = threat.because.flatMap(({ text, locations }) => [
    `  ${plain(text)}`,
    ...locations.map((at) => `      ${style.dim(placeOf(model, at))}`),
  ]);
  return ['', style.bold('Because'), ...rows];
}

function openText(threat: Threat, { model, style }: Context): readonly string[] {
  if (threat.unknowns.length === 0) return [];
  return [
    '',
    style.bold('It depends on'),
    ...threat.unknowns.map((u) => `  ${plain(describeReason(u))}  ${style.dim(placeOf(model, u.at))}`),
  ];
}

const pathText = (path: ModelPath, context: Context): readonly string[] => [
  `${context.style.bold(`${plain(path.from)} → ${plain(path.to)}`)}  (${path.effect}, ${path.confidence}, effort ${path.cost})`,
  ...hopLines(path, context),
];

function resourceText(resource: ModelResource, context: Context): readonly string[] {
  const { model, style } = context;
  const threats = model.threats.filter((t) => t.address === resource.address || t.related.includes(resource.address));
  const paths = model.paths.filter(
    (p) => p.to === resource.address || p.hops.some((hop) => hop.to === resource.address),
  );
  return [
    style.bold(plain(resource.address)),
    style.dim(
      `${resource.type}  ${placeOf(model, resource.location)}${resource.boundary ? `  in ${resource.boundary}` : ''}`,
    ),
    ...Object.entries(resource.facets).map(([name, fact]) => factRow(name, fact, context)),
    ...(threats.length > 0
      ? [
          '',
          style.bold('Threats'),
          ...threats.map(
            (t) => `  ${style.severity[t.severity](t.severity.padEnd(8))}  ${plain(t.title)}  ${style.dim(t.id)}`,
          ),
        ]
      : []),
    ...paths.slice(0, 5).flatMap((path) => ['', ...pathText(path, context)]),
  ];
}

function factRow(name: string, fact: ModelFact, { model, style }: Context): string {
  const value =
    fact.value === null ? `unknown: ${(fact.unknowns ?? []).map(describeReason).join('; ')}` : String(fact.value);
  return `  ${name} = ${plain(value)}${fact.assumed ? ' (assumed)' : ''}  ${style.dim(placeOf(model, fact.because[0]))}`;
}
