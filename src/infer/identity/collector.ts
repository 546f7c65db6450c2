import type { Additions } from '../../graph/types.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { Fact } from '../../model/fact.js';
import type { Location } from '../../model/location.js';
import { mergeLocations } from '../../model/location.js';
import type { Relation } from '../../model/relation.js';
import type { Resource } from '../../model/resource.js';
import type { Statement } from './document/types.js';

/** Gathers what the parts of the pass add. */
export class Collector {
  private readonly resources = new Map<string, Resource>();
  private readonly relations: Relation[] = [];
  private readonly facts: { readonly resource: string; readonly name: string; readonly fact: Fact }[] = [];
  private readonly diagnostics: Diagnostic[] = [];

  resource(resource: Resource): void {
    if (!this.resources.has(resource.id)) this.resources.set(resource.id, resource);
  }

  relation(relation: Relation): void {
    this.relations.push(relation);
  }

  fact(resource: string, name: string, fact: Fact): void {
    this.facts.push({ resource, name, fact });
  }

  diagnostic(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  additions(diagnostics: readonly Diagnostic[]): Additions {
    return {
      resources: [...this.resources.values()],
      relations: this.relations,
      facts: this.facts,
      diagnostics: [...diagnostics, ...this.diagnostics],
    };
  }
}

/** The places that make statements grant or deny: their action and resource when they have places, else the statement. */
export function placesOf(statements: readonly Statement[]): Location[] {
  return mergeLocations(statements.map((statement) => statement.at));
}
