import type { Fact } from '../../model/fact.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';

/** Collects what the cluster pass adds; of several facts of one name on one resource the last one counts. */
export class Findings {
  readonly resources: Resource[] = [];
  readonly relations: Relation[] = [];
  readonly facts: { readonly resource: string; readonly name: string; readonly fact: Fact }[] = [];

  fact(resource: string, name: string, fact: Fact): void {
    this.facts.push({ resource, name, fact });
  }

  relation(relation: Relation): void {
    this.relations.push(relation);
  }
}
