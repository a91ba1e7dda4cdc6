/**
 * `npm run explore [-- TIMES [FILE ...]]`: runs the property-based tests with so many times the usual number of
 * examples (default: 20), others in every run. What fails prints its seed.
 */
import { join } from 'node:path';
import { root, runProgram } from './steps.mjs';

const [times = '20', ...files] = process.argv.slice(2);
const program = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const args = [program, '--timeout', '0', ...(files.length > 0 ? files : ['test/unit/**/*.test.ts'])];
process.exitCode = await runProgram(process.execPath, args, { EXPLORE: times });
