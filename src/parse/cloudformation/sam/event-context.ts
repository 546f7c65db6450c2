import type { Location } from '../../../model/location.js';
import type { YamlEntry, YamlMapping, YamlNode } from '../../yaml/node.js';
import type { ResourceNode } from '../evaluate/stack.js';
import type { ApiPaths } from './api-paths.js';
import type { Output } from './output.js';
import { scalar } from './syntax.js';

/** One entry of a function's `Events`. */
export interface FunctionEvent {
  readonly resource: ResourceNode;
  /** The function, or the alias that is published. */
  readonly target: YamlNode;
  readonly arn: YamlNode;
  readonly event: YamlEntry;
  readonly out: Output;
  readonly paths: ApiPaths;
}

/** An event with what its transform needs to hand. */
export interface Context extends FunctionEvent {
  /** Logical id of what the event makes: function and event name. */
  readonly id: string;
  readonly at: Location;
  readonly properties: YamlMapping;
  readonly made: { readonly at: Location; readonly condition: string | undefined };
}

/** Makes the resources of one type of event. */
export type Transform = (context: Context) => void;

/** Lets a service call the function; from one source, when it is known. */
export function permit(
  c: Context,
  principal: string,
  source: YamlNode | undefined,
  suffix = 'Permission',
  extra: Readonly<Record<string, YamlNode>> = {},
): void {
  c.out.add(
    `${c.id}${suffix}`,
    'AWS::Lambda::Permission',
    {
      Action: scalar('lambda:InvokeFunction', c.at),
      FunctionName: c.target,
      Principal: scalar(principal, c.at),
      SourceArn: source,
      ...extra,
    },
    c.made,
  );
}
