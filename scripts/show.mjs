/** The samples in this terminal: their text with coloured mentions, and a table of what was found. */
import { readSamples } from './samples.mjs';
import { runProgram, seconds } from './steps.mjs';

/**
 * Shows every sample with the types that are suggested for it.
 * @returns {Promise<number>} the first exit code that is not 0, else 0
 */
export async function showSamples() {
  for (const { file, types } of readSamples()) {
    const since = performance.now();
    const asked = types.flatMap((type) => ['--type', type]);
    const args = ['dist/cli.mjs', 'extract', file, ...asked, '--format', 'terminal'];
    const code = await runProgram(process.execPath, args);
    if (code !== 0) return code;
    console.log(`(${file}: ${types.length} types in ${seconds(since)})\n`);
  }
  return 0;
}
