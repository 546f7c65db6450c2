/**
 * Which properties of a JSON configuration are blocks, as far as Terraform itself defines them (Terraform docs,
 * "JSON Configuration Syntax", "Block-type-specific Exceptions"). Blocks that a provider defines (`ingress`, `tags`)
 * cannot be told from attributes here and stay attributes; the evaluator decides them by the resource's type.
 */
export interface JsonBlockType {
  readonly labels: number;
  readonly body: JsonBodySchema;
}

export interface JsonBodySchema {
  readonly blocks: Readonly<Record<string, JsonBlockType>>;
  /** Attributes whose strings are expressions (references, types, traversals), not templates. */
  readonly expressions: ReadonlySet<string>;
  /** Attributes whose strings are taken as they are. */
  readonly literals: ReadonlySet<string>;
}

function body(
  blocks: Readonly<Record<string, JsonBlockType>> = {},
  expressions: readonly string[] = [],
  literals: readonly string[] = [],
): JsonBodySchema {
  return { blocks, expressions: new Set(expressions), literals: new Set(literals) };
}

function block(labels: number, schema: JsonBodySchema = body()): JsonBlockType {
  return { labels, body: schema };
}

const condition = block(0);
const lifecycle = block(
  0,
  body({ precondition: condition, postcondition: condition }, ['ignore_changes', 'replace_triggered_by']),
);
const dynamic: JsonBlockType = block(1, {
  blocks: {
    content: block(0, {
      get blocks() {
        return { dynamic };
      },
      expressions: new Set(),
      literals: new Set(),
    }),
  },
  expressions: new Set(['iterator']),
  literals: new Set(),
});
const connection = block(0);
const provisioner = block(1, body({ connection }));
const resource = block(2, body({ lifecycle, dynamic, connection, provisioner }, ['depends_on', 'provider']));
const data = block(2, body({ lifecycle, dynamic }, ['depends_on', 'provider']));
const terraform = block(
  0,
  body(
    {
      required_providers: block(0, body({}, ['configuration_aliases'])),
      backend: block(1),
      cloud: block(0, body({ workspaces: block(0) })),
      provider_meta: block(1),
    },
    ['experiments'],
    ['required_version'],
  ),
);

/** The schema of a configuration file's top level. */
export const CONFIGURATION: JsonBodySchema = body({
  resource,
  ephemeral: resource,
  data,
  terraform,
  provider: block(1, body({ dynamic }, [], ['alias', 'version'])),
  variable: block(1, body({ validation: condition }, ['type'], ['default', 'description'])),
  output: block(1, body({ precondition: condition }, ['depends_on'])),
  module: block(1, body({}, ['depends_on', 'providers'], ['source', 'version'])),
  locals: block(0),
  moved: block(0, body({}, ['from', 'to'])),
  removed: block(0, body({ lifecycle: block(0), connection, provisioner }, ['from'])),
  import: block(0, body({}, ['to', 'provider'])),
  check: block(1, body({ data, assert: condition })),
});
