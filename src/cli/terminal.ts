/** Whether and how to colour: NO_COLOR and FORCE_COLOR win over what the stream is (no-color.org). */
export function terminal(toScreen: boolean): { readonly color: boolean; readonly width: number } {
  const width = process.stdout.columns ?? 120;
  if (process.env.NO_COLOR) return { color: false, width };
  if (process.env.FORCE_COLOR && process.env.FORCE_COLOR !== '0') return { color: toScreen, width };
  return { color: toScreen && process.stdout.isTTY === true && process.env.TERM !== 'dumb', width };
}
