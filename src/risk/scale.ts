import type { Severity } from '../model/threat.js';

/** A figure from 1 to 5. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** Rounds into 1 to 5. */
export const level = (value: number): Level => Math.min(5, Math.max(1, Math.trunc(value))) as Level;

/** Likelihood from effort points (spec/H2). `undefined`: no way is known. */
export function likelihoodOf(cost: number | undefined): Level {
  if (cost === undefined) return 1;
  if (cost <= 2) return 5;
  if (cost <= 4) return 4;
  if (cost <= 7) return 3;
  return cost <= 10 ? 2 : 1;
}

/** 4 to 100 (spec/H5). */
export const scoreOf = (likelihood: Level, impact: Level): number => 4 * likelihood * impact;

const thresholds: readonly (readonly [number, Severity])[] = [
  [80, 'critical'],
  [48, 'high'],
  [24, 'medium'],
  [8, 'low'],
];

/** The band that a score falls into (spec/H5). */
export function severityOf(score: number): Severity {
  return thresholds.find(([least]) => score >= least)?.[1] ?? 'info';
}
