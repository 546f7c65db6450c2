/**
 * The syntax tree of HCL native syntax (hashicorp/hcl, spec.md), as the parser makes it and the evaluator reads it.
 * Offsets are UTF-16 indices into the file's text; `LineIndex` turns them into lines and columns on demand, so that
 * parsing never pays for positions nobody asks for.
 */
export interface Span {
  /** First character. */
  readonly start: number;
  /** One past the last character. */
  readonly end: number;
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  readonly span: Span;
}

export interface Attribute {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
  readonly span: Span;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** The type keyword and the labels, without the braces. */
  readonly headerSpan: Span;
  readonly span: Span;
}

export interface Label {
  readonly text: string;
  readonly span: Span;
}

export type UnaryOperator = '-' | '!';
export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export type Expression =
  | {
      readonly kind: 'literal';
      readonly value: string | number | boolean | null;
      readonly text?: string;
      readonly span: Span;
    }
  /** Quoted template or heredoc. A template that is one plain literal is a `literal` instead. */
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[]; readonly span: Span }
  /** `"${expr}"` and nothing else: evaluates to the value itself, unconverted. */
  | { readonly kind: 'wrap'; readonly inner: Expression; readonly span: Span }
  | { readonly kind: 'variable'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'attribute';
      readonly object: Expression;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'index'; readonly object: Expression; readonly key: Expression; readonly span: Span }
  /** Legacy `list.0`. */
  | { readonly kind: 'legacy-index'; readonly object: Expression; readonly index: number; readonly span: Span }
  /**
   * `object[*]...` (full) or `object.*...` (attribute-only, legacy). `each` is applied to every element; inside it the
   * element is the expression `{kind:'splat-item'}`.
   */
  | {
      readonly kind: 'splat';
      readonly full: boolean;
      readonly object: Expression;
      readonly each: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'splat-item'; readonly span: Span }
  | {
      readonly kind: 'call';
      /** With namespace: `provider::aws::arn_parse`. */
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expression[];
      /** `f(list...)`. */
      readonly expand: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: 'object'; readonly items: readonly ObjectItem[]; readonly span: Span }
  | {
      readonly kind: 'for';
      readonly keyVariable?: string;
      readonly valueVariable: string;
      readonly collection: Expression;
      /** Set for an object result (`{for ... : key => value}`). */
      readonly key?: Expression;
      readonly value: Expression;
      readonly condition?: Expression;
      /** `...` after the value: group values of equal keys. */
      readonly group: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'parentheses'; readonly inner: Expression; readonly span: Span };

export interface ObjectItem {
  /** A bare identifier key is a `literal` string; `(expr)` is a `parentheses`; anything else evaluates. */
  readonly key: Expression;
  readonly value: Expression;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'interpolation'; readonly value: Expression; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
      readonly span: Span;
    }
  | {
      readonly kind: 'for';
      readonly keyVariable?: string;
      readonly valueVariable: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
      readonly span: Span;
    };

export interface Comment {
  /** Without the marker. */
  readonly text: string;
  readonly span: Span;
}

/** What the parser makes of one file: always a tree, partial where there were errors. */
export interface HclFile {
  readonly path: string;
  readonly body: Body;
  readonly comments: readonly Comment[];
  readonly lines: LineIndex;
}

/** Turns offsets into 1-based lines and columns by binary search over line starts. */
export interface LineIndex {
  position(offset: number): { readonly line: number; readonly column: number };
}
