import type { ResourceGraph } from '../../graph/types.js';
import type { ResourceGrant } from '../../model/identity.js';
import { mergeLocations } from '../../model/location.js';
import type { Resource } from '../../model/resource.js';
import type { Operation } from '../../model/surface.js';
import type { Value } from '../../model/value.js';
import { possibilities } from '../../model/values.js';

/**
 * An operation of a function URL without authentication, as it is answered: where the function's policy lets nobody call it
 * without credentials, every such call is denied (Lambda Developer Guide, "Control access to function URLs"; spec/C11).
 * Terraform's provider adds the permission by itself, CloudFormation leaves it to an AWS::Lambda::Permission.
 */
export function withGrant(graph: ResourceGraph, url: Resource, operation: Operation): Operation {
  if (url.kind !== 'edge/function-url' || url.dialect !== 'cloudformation' || operation.authentication !== 'none')
    return operation;
  const functions = graph.outgoing(url.id, 'invokes').flatMap(({ to }) => graph.resource(to) ?? []);
  if (functions.length === 0 || functions.some((one) => !one.managed || one.identity?.grants?.some(letsAnyoneCall)))
    return operation;
  const because = mergeLocations(
    operation.because,
    functions.map(({ location }) => location),
  );
  return { ...operation, authentication: 'iam', because };
}

const letsAnyoneCall = ({ principal, action }: ResourceGrant): boolean =>
  maybe(principal, (text) => text === '*') &&
  maybe(action, (text) => /^(\*|lambda:(\*|InvokeFunctionUrl))$/i.test(text));

/** True as well for what is not known. */
const maybe = (value: Value, test: (text: string) => boolean): boolean =>
  possibilities(value).some((one) => one.kind !== 'string' || test(one.value));
