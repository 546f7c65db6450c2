/** A line on the terminal's stderr for work that takes more than a second. Silent when stderr is not a terminal. */
export function progress(what: string): { stop(): void } {
  if (!process.stderr.isTTY) return { stop: () => {} };
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - started) / 1000);
    if (seconds >= 1) process.stderr.write(`\r${what} … ${seconds} s`);
  }, 250);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      if (Date.now() - started >= 1000) process.stderr.write('\r\u001b[K');
    },
  };
}
