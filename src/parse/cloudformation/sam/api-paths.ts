import type { Location } from '../../../model/location.js';
import type { YamlNode } from '../../yaml/node.js';

/** One method of an API that an event asks for. */
export interface ApiOperation {
  readonly path: string;
  /** Lower case; `any` for all. */
  readonly method: string;
  readonly integration: YamlNode;
  /** The event's `Auth`. */
  readonly auth: YamlNode | undefined;
  readonly at: Location;
  readonly condition: string | undefined;
}

export const implicitRestApi = 'ServerlessRestApi';
export const implicitHttpApi = 'ServerlessHttpApi';

/** The operations that events add to each API, by the API's logical id. */
export class ApiPaths {
  private readonly byApi = new Map<string, ApiOperation[]>();

  add(api: string, operation: ApiOperation): void {
    const present = this.byApi.get(api);
    if (present) present.push(operation);
    else this.byApi.set(api, [operation]);
  }

  of(api: string): readonly ApiOperation[] {
    return this.byApi.get(api) ?? [];
  }
}
