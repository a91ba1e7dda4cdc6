/** What must happen when this process ends, however it ends: synchronous, and safe to be done twice. */
type Cleanup = () => void;

const cleanups = new Set<Cleanup>();

/**
 * Registers a clean-up for the process's end. SIGINT and SIGTERM end the process in the ordinary way, so that it
 * happens then too.
 * @returns a function that does it now, and not again later
 */
export function onceAtEnd(cleanup: Cleanup): Cleanup {
  if (cleanups.size === 0 && process.listenerCount('exit', cleanUpAll) === 0) {
    process.on('exit', cleanUpAll);
    process.once('SIGINT', () => process.exit(130));
    process.once('SIGTERM', () => process.exit(143));
  }
  cleanups.add(cleanup);
  return () => {
    if (cleanups.delete(cleanup)) cleanup();
  };
}

function cleanUpAll(): void {
  for (const cleanup of [...cleanups].reverse()) cleanup();
  cleanups.clear();
}
