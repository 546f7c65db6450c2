import type { Additions, ResourceGraph } from '../../graph/index.js';
import { crossings } from '../boundary/crossing.js';
import type { NetworkModel } from '../network/index.js';
import { configuredRelations } from './configured.js';
import { credentialRelations } from './credentials.js';
import { databaseLogins } from './database-logins.js';
import { flowOf, isFlow } from './flow.js';
import { logRelations } from './logs.js';
import { outsideFlows } from './outside.js';
import { outsiderFlows } from './outsiders.js';
import { permittedRelations } from './permitted.js';
import { strongest } from './select.js';
import { copiedRelations, joinedRelations } from './through.js';

/**
 * Relations that only settings and shared secrets reveal: which stores a process is told about, whose password a secret holds, which
 * hosts outside it talks to.
 */
export function wiringPass(graph: ResourceGraph): Additions {
  const outside = outsideFlows(graph);
  return {
    resources: outside.resources,
    relations: [
      ...configuredRelations(graph),
      ...credentialRelations(graph),
      ...outside.relations,
      ...copiedRelations(graph),
      ...logRelations(graph),
    ],
  };
}

/** Every data flow between two elements, graded by how firmly the code states it (spec/B4), with the boundaries it crosses. */
export function dataflowPass(graph: ResourceGraph, network: Pick<NetworkModel, 'reach'>): Additions {
  const zones = crossings(graph.boundaries);
  const permitted = permittedRelations(graph);
  const found = [...permitted, ...joinedRelations(graph), ...databaseLogins(graph, network), ...outsiderFlows(graph)];
  const relations = [...graph.relations.filter((relation) => isFlow(graph, relation)), ...found];
  return { relations: permitted, flows: strongest(relations.map((relation) => flowOf(graph, relation, zones))) };
}
