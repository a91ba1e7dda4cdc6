/**
 * `npm run explore [-- TIMES [FILE ...]]`: runs the property-based tests with so many times the usual number of
 * examples (default: 20), others in every run. What fails prints its seed.
 */
import { runProgram, tool } from './steps.mjs';

const [times = '20', ...files] = process.argv.slice(2);
const args = ['--timeout', '0', ...(files.length > 0 ? files : ['test/unit/**/*.test.ts'])];
process.exitCode = await runProgram(tool('mocha'), args, { EXPLORE: times });
