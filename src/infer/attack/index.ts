import type { Additions, ResourceGraph } from '../../graph/index.js';
import type { AttackPath } from '../../model/analysis.js';
import { type Fact, known, unknownFact } from '../../model/fact.js';
import { externalIds } from '../../model/ids.js';
import { mergeReasons } from '../../model/unknown.js';
import { callSteps, entrySteps } from './moves.js';
import { assumptionSteps, permissionSteps } from './permission-moves.js';
import { alternativesTo, stepsByDoor } from './alternatives.js';
import { type Crossings, crossings } from '../boundary/crossing.js';
import { podSteps } from './cluster-moves.js';
import { codeSteps, secretSteps } from './code-moves.js';
import type { Connections } from './connections.js';
import { costs } from './costs.js';
import { Lateral } from './lateral.js';
import { pathTo, targetOf } from './path.js';
import { type Arrival, cheapest } from './search.js';
import { holdOf, idOf, stateOf, type Step } from './steps.js';
import { writeSteps } from './write-moves.js';
import { isGoal } from './goals.js';

/** Cheapest attack paths from every outside start to every asset and privilege, with the costs of spec/H2. */
export function attackPass(graph: ResourceGraph, network: Connections): Additions {
  const entries = entrySteps(graph, externalIds.internet);
  const fromInternet = explore(graph, network, externalIds.internet, costs.start.internet, entries);
  const others = startsOf(graph).map(({ id, cost }) => explore(graph, network, id, cost));
  const zones = crossings(graph.boundaries);
  const paths = [fromInternet, ...others].flatMap((reached) => pathsOf(graph, zones, reached));
  const kept = markImplied(dropDearer(withoutWaypoints(graph, paths)));
  const all = [...kept, ...alternativesTo(kept, throughEachDoor(graph, network, zones, entries))];
  return { paths: all, facts: [...costFacts(graph, fromInternet), ...pathFacts(kept)] };
}

type Reached = ReadonlyMap<string, Arrival>;

/** The cheapest paths from the internet through each kind of door by itself. */
function throughEachDoor(
  graph: ResourceGraph,
  network: Connections,
  zones: Crossings,
  entries: readonly Step[],
): readonly AttackPath[] {
  const doors = stepsByDoor(graph, entries);
  const paths = doors.flatMap((steps) =>
    pathsOf(graph, zones, explore(graph, network, externalIds.internet, costs.start.internet, steps)),
  );
  return withoutWaypoints(graph, paths);
}

function explore(
  graph: ResourceGraph,
  network: Connections,
  start: string,
  cost: number,
  entries: readonly Step[] = entrySteps(graph, start),
): Reached {
  const home = stateOf('own', start);
  const lateral = new Lateral(graph, network);
  return cheapest(home, cost, (state, reached) =>
    state === home ? entries : stepsOf(graph, network, lateral, state, reached),
  );
}

function stepsOf(
  graph: ResourceGraph,
  network: Connections,
  lateral: Lateral,
  state: string,
  reached: Reached,
): readonly Step[] {
  const id = idOf(state);
  switch (holdOf(state)) {
    case 'call':
      return callSteps(graph, id);
    case 'own':
      return [
        ...codeSteps(graph, network, lateral, id),
        ...podSteps(graph, id),
        ...permissionSteps(graph, id),
        ...assumptionSteps(graph, id),
      ];
    case 'read':
      return secretSteps(graph, network, id, ownedOnTheWay(graph, state, reached));
    case 'write':
      return writeSteps(graph, id);
    case 'destroy':
      return [];
  }
}

/** Processes that the attacker controls on the cheapest way to a state, nearest first. */
function ownedOnTheWay(graph: ResourceGraph, state: string, reached: Reached): readonly string[] {
  const owned: string[] = [];
  for (let step = reached.get(state)?.by; step; step = reached.get(step.from)?.by) {
    const id = idOf(step.from);
    if (holdOf(step.from) === 'own' && graph.resource(id)?.kind.startsWith('process/')) owned.push(id);
  }
  return owned;
}

/** Outsiders other than the internet that something lets in: any AWS account, foreign accounts, CI, identity providers. */
function startsOf(graph: ResourceGraph): readonly { readonly id: string; readonly cost: number }[] {
  const startCost: Readonly<Record<string, number>> = {
    'external/any-aws': costs.start.anyAws,
    'external/account': costs.start.foreignAccount,
    'external/ci': costs.start.ci,
    'external/identity-provider': costs.start.identityProvider,
  };
  return graph.byKind('external/').flatMap((resource) => {
    const cost = startCost[resource.kind];
    const admitted = graph.outgoing(resource.id).length > 0;
    return cost !== undefined && admitted ? [{ id: resource.id, cost }] : [];
  });
}

function pathsOf(graph: ResourceGraph, zones: Crossings, reached: Reached): readonly AttackPath[] {
  return [...reached.keys()]
    .filter((state) => isGoal(graph, state))
    .map((state) => pathTo(graph, zones, state, reached));
}

/** The way to a secret that goes on to the database it opens is told once, to its end. */
function withoutWaypoints(graph: ResourceGraph, paths: readonly AttackPath[]): readonly AttackPath[] {
  const passed = new Set(
    paths.flatMap((path) => path.hops.slice(0, -1).map((hop) => `${path.from} ${hop.to} ${hop.action}`)),
  );
  return paths.filter((path) => {
    const last = path.hops.at(-1);
    const secret = graph.resource(path.to)?.store?.store === 'secret';
    return !(secret && path.effect === 'read' && passed.has(`${path.from} ${path.to} ${last?.action}`));
  });
}

/** Who has become administrator may do everything: what is reached from there is no news of its own. */
function markImplied(paths: readonly AttackPath[]): readonly AttackPath[] {
  const admins = new Map(
    paths.flatMap((path) => (path.effect === 'admin' ? [[`${path.from} ${path.to}`, path.id] as const] : [])),
  );
  return paths.map((path) => {
    const via = path.hops.find((hop) => admins.has(`${path.from} ${hop.to}`));
    const id = via && admins.get(`${path.from} ${via.to}`);
    return id === undefined || id === path.id || path.effect === 'admin' ? path : { ...path, impliedBy: id };
  });
}

/** One path for each start, end and effect; a path that only reads what another reads more cheaply on the same way stays out. */
function dropDearer(paths: readonly AttackPath[]): readonly AttackPath[] {
  const best = new Map<string, AttackPath>();
  for (const path of paths) {
    const key = targetOf(path);
    const present = best.get(key);
    if (!present || path.cost < present.cost) best.set(key, path);
  }
  // Whoever has no account at all is the worse start: what the internet can do as cheaply is told of the internet.
  const told = [...best.values()].filter((path) => {
    const internet =
      path.from === externalIds.internet ? undefined : best.get(targetOf({ ...path, from: externalIds.internet }));
    return !internet || internet.cost > path.cost;
  });
  return told.sort((a, b) => a.cost - b.cost || a.hops.length - b.hops.length || (a.id < b.id ? -1 : 1));
}

function costFacts(graph: ResourceGraph, reached: Reached) {
  const least = new Map<string, number>();
  for (const [state, { cost }] of reached) {
    const id = idOf(state);
    if (cost < (least.get(id) ?? Number.POSITIVE_INFINITY)) least.set(id, cost);
  }
  return [...least].flatMap(([id, cost]) => {
    const resource = graph.resource(id);
    return resource ? [{ resource: id, name: 'attack.cost', fact: known(cost, [resource.location]) }] : [];
  });
}

/** On a path: surely when one path is sure, else it depends on what those paths depend on. */
function pathFacts(paths: readonly AttackPath[]) {
  const facts = new Map<string, Fact>();
  for (const path of paths) {
    const open = mergeReasons(...path.hops.map((hop) => hop.unknowns));
    for (const hop of path.hops) {
      const sure = path.confidence !== 'possible' || open.length === 0;
      if (facts.get(hop.to)?.state === 'known') continue;
      facts.set(hop.to, sure ? known(true, hop.because) : unknownFact(open, hop.because));
    }
  }
  return [...facts].map(([resource, fact]) => ({ resource, name: 'attack.onPath', fact }));
}
