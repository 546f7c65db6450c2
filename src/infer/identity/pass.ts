import type { Additions, ResourceGraph } from '../../graph/types.js';
import { Collector } from './collector.js';
import { assumeRelations } from './effective/assume.js';
import { type PrincipalClass, principalClasses } from './effective/classes.js';
import { canRelations } from './effective/relations.js';
import { escalationRelations } from './escalation/relations.js';
import type { IdentityModel } from './model.js';
import { privilegeFacts } from './privilege/facts.js';
import { publicAccess } from './public/resource-access.js';
import { vacuousConditions } from './public/vacuous.js';
import { trustRelations } from './trust/relations.js';

/** What identity reasoning adds to the graph: facts, `can`, `trusts`, `can-assume` and `escalates-to` relations. */
export function identityPass(_graph: ResourceGraph, model: IdentityModel): Additions {
  const out = new Collector();
  const classes = principalClasses(model);
  publicAccess(model, out);
  trustRelations(model, out);
  vacuousConditions(model, out);
  const privileges = privilegeFacts(model, classes, out);
  assumeRelations(model, classes, out);
  canRelations(model, [...classes, ...permissionSets(model)], out);
  escalationRelations(model, classes, privileges, out);
  return out.additions([...model.diagnostics]);
}

/** What people get through IAM Identity Center: they can do things, but no code assumes them. */
function permissionSets(model: IdentityModel): readonly PrincipalClass[] {
  const sets = model.graph.resources.filter((node) => node.identity?.part === 'permission-set');
  return principalClasses(
    model,
    sets.map((node) => model.reader.principal(node)),
  );
}
