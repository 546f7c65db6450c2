import type { ResourceGraph } from '../graph/index.js';
import { assetPass } from './asset/index.js';
import { attackPass } from './attack/index.js';
import { boundaryPass } from './boundary/index.js';
import { dataflowPass, wiringPass } from './dataflow/index.js';
import { analyseIdentity, grantReviewPass, identityPass } from './identity/index.js';
import { clusterPass, withCluster } from './kubernetes/index.js';
import { analyseNetwork, networkPass } from './network/index.js';
import { secretPass } from './secret/index.js';

/** Adds what no file states, pass by pass. Each pass sees what those before it have added. */
export function infer(declared: ResourceGraph): ResourceGraph {
  let graph = declared;
  const network = analyseNetwork(graph);
  graph = graph.extend(networkPass(graph, network));
  graph = graph.extend(wiringPass(graph));
  graph = graph.extend(secretPass(graph));
  graph = graph.extend(identityPass(graph, analyseIdentity(graph)));
  graph = graph.extend(clusterPass(graph));
  graph = graph.extend(assetPass(graph));
  graph = graph.extend(boundaryPass(graph, network));
  graph = graph.extend(dataflowPass(graph, network));
  graph = graph.extend(grantReviewPass(graph));
  return graph.extend(attackPass(graph, withCluster(graph, network)));
}
