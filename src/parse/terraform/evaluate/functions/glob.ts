/** bmatcuk/doublestar patterns as a regular expression; undefined when malformed. `**` spans folders. */
export function globToRegExp(pattern: string): RegExp | undefined {
  let out = '';
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === '*') {
      const whole = pattern.slice(i).startsWith('**') && (i === 0 || pattern[i - 1] === '/');
      const end = pattern[i + 2];
      if (whole && (end === '/' || end === undefined)) {
        out += end === '/' ? '(?:[^/]+/)*' : '.*';
        i += end === '/' ? 2 : 1;
      } else out += '[^/]*';
    } else if (char === '?') out += '[^/]';
    else if (char === '{') {
      braces += 1;
      out += '(?:';
    } else if (char === '}' && braces > 0) {
      braces -= 1;
      out += ')';
    } else if (char === ',' && braces > 0) out += '|';
    else if (char === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) return undefined;
      out += `[${pattern
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      i = end;
    } else if (char === '\\') {
      i += 1;
      out += escaped(pattern[i] ?? '\\');
    } else out += escaped(char);
  }
  if (braces > 0) return undefined;
  try {
    return new RegExp(`^${out}$`, 's');
  } catch {
    return undefined;
  }
}

const escaped = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
