import type { JsonNode } from './json-scanner.js';
import { parseHclExpression, parseHclTemplate } from './parse-hcl.js';
import type { JsonContext } from './parse-json.js';
import type { Expression, Span } from './syntax.js';

/** How strings are read: as templates, as references or types, or as they are. */
export type StringRule = 'template' | 'expression' | 'literal';

/** A JSON value as an expression. Property names are templates where strings are. */
export function toExpression(context: JsonContext, node: JsonNode, rule: StringRule): Expression {
  const { span } = node;
  switch (node.kind) {
    case 'string':
      return stringExpression(context, node.value, span, rule);
    case 'number':
      return numberLiteral(node.text, span);
    case 'keyword':
      return { kind: 'literal', value: node.value, span };
    case 'array':
      return { kind: 'tuple', items: node.items.map((item) => toExpression(context, item, rule)), span };
    case 'object':
      return {
        kind: 'object',
        items: node.properties.map((property) => ({
          key: stringExpression(
            context,
            property.name,
            property.nameSpan,
            rule === 'template' ? 'template' : 'literal',
          ),
          value: toExpression(context, property.value, rule),
        })),
        span,
      };
  }
}

function numberLiteral(text: string, span: Span): Expression {
  const value = Number(text);
  return String(value) === text ? { kind: 'literal', value, span } : { kind: 'literal', value, text, span };
}

function stringExpression(context: JsonContext, value: string, span: Span, rule: StringRule): Expression {
  const literal: Expression = { kind: 'literal', value, span };
  if (rule === 'literal') return literal;
  if (rule === 'template' && !value.includes('${') && !value.includes('%{')) return literal;
  const parse = rule === 'template' || value.startsWith('${') ? parseHclTemplate : parseHclExpression;
  const { expression, diagnostics } = parse(context.path, value, span.start + 1);
  for (const problem of diagnostics) {
    const start = context.lines.position(span.start);
    const end = context.lines.position(span.end);
    context.diagnostics.push({ ...problem, location: { file: context.path, start, end } });
  }
  return expression ?? literal;
}
