let segmenter: Intl.Segmenter | undefined;

/** Made on first use: loading the Unicode tables takes longer than a small scan. */
const graphemeSegmenter = (): Intl.Segmenter => (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' }));

/** User-perceived characters, which is what Terraform counts. Latin text without CR needs no segmenter. */
export function graphemes(text: string): readonly string[] {
  // biome-ignore lint: control characters are meant
  if (/^[\x00-\x0c\x0e-\u02ff]*$/.test(text)) return [...text];
  return Array.from(graphemeSegmenter().segment(text), ({ segment }) => segment);
}
