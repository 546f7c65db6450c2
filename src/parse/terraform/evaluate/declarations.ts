import type { Declaration } from '../../../model/declaration.js';
import { locate } from '../module/locate.js';
import type { ModuleInstance } from './module-instance.js';
import { providerInEffect } from './providers.js';
import type { ResourceInstance } from './resource-instance.js';

/**
 * Every resource and data source of a module and of the modules it calls, one declaration per instance, in the order
 * of their addresses. Locals and outputs are evaluated too, so that what is wrong in them is reported.
 */
export function declarationsOf(module: ModuleInstance, into: Declaration[]): void {
  const { source } = module;
  for (const key of [...source.managed.keys(), ...source.data.keys()].sort()) {
    for (const instance of module.resource(key)?.all() ?? []) into.push(declaration(instance));
  }
  for (const name of [...source.locals.keys()].sort())
    module.local(name, { start: 0, end: 0 }, module.environment(source.files[0] as never));
  for (const name of module.outputNames) module.output(name);
  for (const name of [...source.calls.keys()].sort()) {
    for (const called of module.call(name)?.all() ?? []) declarationsOf(called, into);
  }
}

function declaration(instance: ResourceInstance): Declaration {
  const { node } = instance;
  const provider = providerInEffect(instance);
  return {
    dialect: 'terraform',
    type: node.type,
    mode: node.mode,
    scope: node.module.run.rootDir,
    address: instance.address,
    name: node.name,
    body: instance.body(),
    location: locate(node.block.file, node.block.headerSpan),
    exists: instance.exists,
    ...(provider && { provider }),
    ...(node.module.callers.length > 0 && { callers: node.module.callers }),
  };
}
