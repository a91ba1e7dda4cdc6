/**
 * `npm run package`: the .vsix for this platform, with the embedded model inside. `-- --target linux-arm64` for
 * another one, `-- --gpu vulkan` (or cuda) with the binaries for a GPU beside those for the CPU.
 */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownTarget, stageRuntime, targets } from './runtime.mjs';
import { root, runProgram, seconds, tool } from './steps.mjs';

/**
 * @returns {Promise<number>} an exit code
 * @throws {Error} when the platform is not known or its binaries can't be had
 */
async function makePackage() {
  const { values } = parseArgs({
    options: { target: { type: 'string' }, gpu: { type: 'string', multiple: true, default: [] } },
  });
  const target = values.target ?? ownTarget();
  if (!target || !targets[target]) {
    throw new Error(
      `There is no model runtime for ${target ?? 'this platform'}. Known: ${Object.keys(targets).join(', ')}.`,
    );
  }
  const since = performance.now();
  const staged = join(root, 'dist', 'node_modules');
  const built = await runProgram(process.execPath, ['esbuild.mjs', '--production']);
  if (built !== 0) return built;
  try {
    await stageRuntime(staged, target, values.gpu);
    const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const file = `${[name, target, ...values.gpu].join('-')}-${version}.vsix`;
    const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
    const code = await runProgram(tool('vsce'), ['package', ...flags, '--target', target, '--out', file]);
    if (code !== 0) return code;
    console.log(`${file}: ${(statSync(join(root, file)).size / 1e6).toFixed(1)} MB in ${seconds(since)}`);
    return 0;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await makePackage();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
