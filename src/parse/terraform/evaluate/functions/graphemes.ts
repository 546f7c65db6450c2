const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** User-perceived characters, which is what Terraform counts. Latin text without CR needs no segmenter. */
export function graphemes(text: string): readonly string[] {
  // biome-ignore lint: control characters are meant
  if (/^[\x00-\x0c\x0e-\u02ff]*$/.test(text)) return [...text];
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
