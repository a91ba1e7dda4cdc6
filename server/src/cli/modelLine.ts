import type { EngineDescription } from '../model/engine.ts';

/** One line about the model and how it runs, for `--verbose`. */
export function modelLine(description: EngineDescription): string {
  const { name, gpu, threads, lanes, contextTokens, batchTokens, speed, runtime } = description;
  return [
    name,
    `on ${gpu === false ? 'CPU' : gpu}`,
    `threads: ${String(threads)}`,
    `lanes: ${String(lanes)} of ${String(contextTokens)} tokens`,
    `batch: ${String(batchTokens)} tokens`,
    ...(speed.read > 0
      ? [`${String(speed.read)} tokens read and ${String(speed.written)} written a second`]
      : []),
    runtime,
  ].join(', ');
}
