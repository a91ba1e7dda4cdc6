/** The samples in a terminal: their text with coloured mentions, and a table of what was found. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSamples } from './samples.mjs';
import { root, seconds } from './steps.mjs';

/** @typedef {{ type: string, text: string, start: number, end: number, score: number }} Mention */

const coloured = process.stdout.isTTY || process.env['FORCE_COLOR'] !== undefined;
const colours = [33, 36, 35, 32, 34, 31];

/** @param {number} slot @param {string} text */
const paint = (slot, text) =>
  coloured ? `\u001b[7;${colours[slot % colours.length]}m${text}\u001b[27;39m` : `[${text}]`;

/**
 * Asks the terminal program, whose notices go to this terminal.
 * @param {string} file
 * @param {readonly string[]} types
 * @returns {Promise<Mention[]>} in document order
 * @throws {Error} when the program fails
 */
function extract(file, types) {
  const asked = types.flatMap((type) => ['--type', type]);
  const child = spawn(process.execPath, ['dist/cli.mjs', 'extract', file, ...asked, '--format', 'jsonl'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (part) => (output += part));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) reject(new Error(`${file}: the extraction ended with code ${code}.`));
      else
        resolve(
          output
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line)),
        );
    });
  });
}

/**
 * @param {string} source
 * @param {readonly Mention[]} mentions in UTF-16 offsets of `source`
 * @param {readonly string[]} types
 * @returns {string} `source` with its mentions painted; of those that overlap, the first and longest
 */
function highlight(source, mentions, types) {
  let shown = '';
  let end = 0;
  for (const mention of [...mentions].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (mention.start < end) continue;
    shown += source.slice(end, mention.start);
    shown += paint(types.indexOf(mention.type), source.slice(mention.start, mention.end));
    end = mention.end;
  }
  return shown + source.slice(end);
}

/** @param {readonly Mention[]} mentions @returns {string} each text once, the most frequent first */
function summary(mentions) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { text } of mentions) counts.set(text, (counts.get(text) ?? 0) + 1);
  const entities = [...counts].sort((a, b) => b[1] - a[1]);
  return entities.map(([text, count]) => (count > 1 ? `${text} (${count})` : text)).join(', ');
}

/**
 * Shows every sample with the types suggested for it.
 * @throws {Error} when an extraction fails
 */
export async function showSamples() {
  for (const { file, types } of readSamples()) {
    const since = performance.now();
    const mentions = await extract(file, types);
    const bold = coloured ? ['\u001b[1m', '\u001b[22m'] : ['', ''];
    console.log(`\n${bold[0]}== ${file}${bold[1]}\n`);
    console.log(highlight(readFileSync(join(root, file), 'utf8').trimEnd(), mentions, types));
    console.log(`\n${bold[0]}${file}: ${mentions.length} mentions in ${seconds(since)}${bold[1]}`);
    const width = Math.max(...types.map((type) => type.length));
    for (const [slot, type] of types.entries()) {
      const found = mentions.filter((mention) => mention.type === type);
      const count = String(found.length).padStart(4);
      console.log(`  ${paint(slot, type)}${' '.repeat(width - type.length)} ${count}  ${summary(found)}`);
    }
  }
}
