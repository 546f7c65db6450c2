/** Go's encoding/csv with its default settings; a string is the error message (`parse error on line 2: ...`). */
export function parseCsv(text: string): string[][] | string {
  const rows: string[][] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const lineEnd = /\r?\n/.exec(text.slice(at, at + 2));
    if (lineEnd?.index === 0) {
      at += lineEnd[0].length;
      line += 1;
      continue;
    }
    const row = readRow(text, at, line);
    if (typeof row === 'string') return row;
    if (rows[0] && row.fields.length !== rows[0].length)
      return `CSV parse error on line ${line}: wrong number of fields`;
    rows.push(row.fields);
    at = row.end;
    line = row.line;
  }
  return rows;
}

interface Row {
  readonly fields: string[];
  readonly end: number;
  readonly line: number;
}

function readRow(text: string, start: number, firstLine: number): Row | string {
  const fields: string[] = [];
  let at = start;
  let line = firstLine;
  for (;;) {
    if (text[at] === '"') {
      const quoted = readQuoted(text, at, line);
      if (typeof quoted === 'string') return quoted;
      fields.push(quoted.field);
      at = quoted.end;
      line = quoted.line;
    } else {
      const plain = /^[^,\n]*/.exec(text.slice(at))?.[0] ?? '';
      if (plain.includes('"')) return `CSV parse error on line ${line}: bare " in non-quoted-field`;
      fields.push(plain.replace(/\r$/, ''));
      at += plain.length;
    }
    if (text[at] !== ',') return { fields, end: at + 1, line: line + 1 };
    at += 1;
  }
}

function readQuoted(
  text: string,
  start: number,
  firstLine: number,
): { field: string; end: number; line: number } | string {
  let at = start + 1;
  let field = '';
  let line = firstLine;
  for (;;) {
    const quote = text.indexOf('"', at);
    const stop = quote < 0 ? text.length : quote;
    const stretch = text.slice(at, stop);
    line += stretch.split('\n').length - 1;
    if (quote < 0)
      return `CSV parse error on line ${Math.max(firstLine, line - (text.endsWith('\n') ? 1 : 0))}: extraneous or missing " in quoted-field`;
    field += stretch.replaceAll('\r\n', '\n');
    const next = text.slice(quote + 1, quote + 3);
    if (next[0] === '"') {
      field += '"';
      at = quote + 2;
    } else if (next === '' || next[0] === ',' || next[0] === '\n') return { field, end: quote + 1, line };
    else if (next === '\r\n') return { field, end: quote + 2, line };
    else return `CSV parse error on line ${line}: extraneous or missing " in quoted-field`;
  }
}
