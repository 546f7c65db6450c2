import { build } from './build.js';
import { containers } from './containers.js';
import { dataPlatform } from './data-platform.js';
import { ec2 } from './ec2.js';
import { lambda } from './lambda.js';
import { orchestration } from './orchestration.js';
import { ssm } from './ssm.js';
import type { Technique } from './technique.js';

/** Every technique that goes through compute, by family. Those on identities themselves are in identities.ts. */
export const techniques: readonly Technique[] = [
  ...lambda,
  ...ec2,
  ...ssm,
  ...containers,
  ...build,
  ...dataPlatform,
  ...orchestration,
];
