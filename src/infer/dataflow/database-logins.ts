import type { ResourceGraph } from '../../graph/index.js';
import { mergeLocations } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Truth } from '../../model/tri.js';

/** The answer of infer/network to "can a open a connection to b?". */
interface Reachability {
  reach(from: string, to: string): { readonly truth: Truth };
}

/**
 * A process that is told of the secret of a database, and has a network path to it, talks to that database: a configured flow,
 * although only the secret stands in its settings.
 */
export function databaseLogins(graph: ResourceGraph, network: Reachability): readonly Relation[] {
  return graph.byKind('data-store/secret').flatMap((secret) => {
    const databases = graph.incoming(secret.id, 'authenticates-with').flatMap((relation) => {
      const database = graph.resource(relation.from);
      return database?.store?.needsNetwork ? [{ database, relation }] : [];
    });
    if (databases.length === 0) return [];
    return holdersOf(graph, secret).flatMap((held) =>
      databases.flatMap(({ database, relation }) => login(network, held, database, relation)),
    );
  });
}

const holdersOf = (graph: ResourceGraph, secret: Resource): readonly Relation[] =>
  graph.incoming(secret.id, 'uses').filter((relation) => {
    const holder = graph.resource(relation.from);
    return relation.grade === 'configured' && holder?.kind.startsWith('process/');
  });

function login(network: Reachability, held: Relation, database: Resource, credential: Relation): readonly Relation[] {
  const { truth } = network.reach(held.from, database.id);
  if (truth === 'no' || held.from === database.id) return [];
  const certain = truth === 'yes' && held.certainty === 'certain' && credential.certainty === 'certain';
  return [
    {
      kind: 'uses',
      from: held.from,
      to: database.id,
      certainty: certain ? 'certain' : 'conditional',
      grade: 'configured',
      because: mergeLocations(held.because, credential.because),
      attrs: { through: 'secret' },
    },
  ];
}
