import type { YamlNode } from '../../yaml/node.js';
import { child } from '../../yaml/node.js';
import { conditionNamed } from './condition.js';
import { evaluate } from './evaluate.js';
import type { Stack } from './stack.js';

/** Reports mistakes where no resource's properties lead: `DependsOn` and outputs that name what is not declared. */
export function checkStack(stack: Stack): void {
  for (const { node } of stack.resources.values()) {
    const dependencies = child(node, 'DependsOn');
    for (const one of dependencies?.kind === 'sequence' ? dependencies.items : [dependencies]) {
      if (one?.kind === 'scalar' && !stack.resources.has(one.text)) missing(one.text, one, stack);
    }
  }
  for (const { value } of stack.template.outputs.values()) {
    const condition = child(value, 'Condition');
    const decided = condition?.kind === 'scalar' && conditionNamed(condition.text, condition, stack.environment).truth;
    const output = child(value, 'Value');
    if (output && decided !== 'no') evaluate(output, stack.environment);
  }
}

function missing(name: string, node: YamlNode, stack: Stack): void {
  const { problems } = stack.run;
  const hint = problems.suggest(name, stack.resources.keys());
  const detail = `The template has no resource of that name; the dependency is ignored.${hint}`;
  problems.error('cfn-unresolved-reference', node.at, `${name} is not declared`, detail);
}
