import type { Resource } from '../../model/resource.js';

/** How people and reports name a resource: operations by their verb and path, everything else by address. */
export function labelOf(resource: Resource | undefined): string {
  if (!resource) return 'it';
  const [operation, ...others] = resource.surface?.operations ?? [];
  if (resource.kind === 'edge/operation' && operation && others.length === 0) return operation.name;
  return resource.address;
}
