import type { ResourceGraph } from '../../graph/types.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { Resource } from '../../model/resource.js';
import { type Authority, decide, type Decision, type Request, type Target } from './decision/decide.js';
import type { ContextValue } from './condition/context.js';
import type { Principal } from './decision/principal.js';
import { Names } from './naming.js';
import { PrincipalReader } from './principals.js';
import { TargetReader } from './targets.js';

/** All that identity questions are answered from. Nothing is parsed or decided before it is asked for. */
export interface IdentityModel {
  readonly graph: ResourceGraph;
  readonly names: Names;
  readonly authority: Authority;
  /** Declared roles and users, by id. */
  readonly principals: ReadonlyMap<string, Principal>;
  readonly reader: PrincipalReader;
  readonly targets: TargetReader;
  readonly decide: (
    principal: Principal,
    action: string,
    target: Target,
    given?: ReadonlyMap<string, ContextValue>,
  ) => Decision;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the principals and policies of a graph. */
export function analyseIdentity(graph: ResourceGraph): IdentityModel {
  const names = new Names(graph);
  const reader = new PrincipalReader(graph, names);
  const targets = new TargetReader(graph, names, reader);
  const authority: Authority = {
    account: names.account,
    textOf: names.textOf,
    serviceControl: [],
    resourceControl: [],
  };
  const principals = new Map(
    graph.resources.filter(isPrincipal).map((node) => [node.id, reader.principal(node)] as const),
  );
  return {
    graph,
    names,
    authority,
    principals,
    reader,
    targets,
    decide: (principal, action, target, given) => {
      const request: Request = { principal, action, target, ...(given && { given }) };
      return decide(request, authority);
    },
    diagnostics: reader.diagnostics,
  };
}

const isPrincipal = (node: Resource): boolean => node.identity?.part === 'role' || node.identity?.part === 'user';
