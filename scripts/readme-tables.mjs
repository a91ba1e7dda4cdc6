/**
 * Writes the tables of commands and settings in README.md from package.json, so that they can't drift:
 * `npm run readme-tables`. A test fails when they have.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './steps.mjs';

/** @typedef {{ command: string, title: string, category?: string }} Command */
/** @typedef {{ command: string, key: string, mac?: string }} Keybinding */
/**
 * @typedef {{ type?: string | string[], default?: unknown, enum?: unknown[], scope?: string, description?: string,
 *   markdownDescription?: string }} Setting
 */

/** @param {string} file @returns {any} */
const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** @param {string} text for one cell of a table */
const cell = (text) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

/** @param {string[]} head @param {string[][]} rows */
function table(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** @param {Setting} setting @returns {string} what it may be, and what it is by default */
function values({ type, enum: choices, default: preset }) {
  const kinds = choices
    ? choices.map((choice) => `\`${choice}\``)
    : [type ?? []].flat().map((kind) => String(kind));
  return `${kinds.join(', ')}; default \`${JSON.stringify(preset)}\``;
}

/**
 * @param {string} page README.md
 * @returns {string} the page with its tables as package.json has them now
 */
export function withTables(page) {
  const { contributes = {} } = readJson('package.json');
  const words = existsSync(join(root, 'package.nls.json')) ? readJson('package.nls.json') : {};
  /** @param {string} [text] `%key%` or the text itself @returns {string} */
  const say = (text = '') =>
    text.replace(/^%(.+)%$/, (_, key) => words[key] ?? key).replaceAll(/`#([\w.]+)#`/g, '`$1`');
  /** @type {{ commands?: Command[], keybindings?: Keybinding[], configuration?: any }} */
  const { commands = [], keybindings = [], configuration = [] } = contributes;
  /** @type {[string, Setting][]} */
  const settings = [configuration].flat().flatMap((section) => Object.entries(section.properties ?? {}));
  /** @type {Record<string, string>} */
  const tables = {
    commands: table(
      ['Command', 'Key', 'Id'],
      commands.map(({ command, title, category }) => {
        const keys = keybindings
          .filter((binding) => binding.command === command)
          .map(({ key }) => `\`${key}\``);
        return [[say(category), say(title)].filter(Boolean).join(': '), keys.join(', '), `\`${command}\``];
      }),
    ),
    settings: table(
      ['Setting', 'Values', 'Scope', 'What it does'],
      settings.map(([name, setting]) => [
        `\`${name}\``,
        values(setting),
        setting.scope ?? 'window',
        say(setting.markdownDescription ?? setting.description),
      ]),
    ),
  };
  return page.replace(
    /(<!-- table: (\w+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start, name, end) => `${start}${tables[name] ?? ''}\n${end}`,
  );
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const page = join(root, 'README.md');
  writeFileSync(page, withTables(readFileSync(page, 'utf8')));
}
