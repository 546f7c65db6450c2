/** An instance key as Terraform prints it in an address: a quoted HCL string. */
export function quoteKey(key: string): string {
  const escaped = key
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/([$%])\{/g, '$1$1{');
  return `"${escaped}"`;
}
