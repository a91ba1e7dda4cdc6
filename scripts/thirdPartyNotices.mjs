/**
 * The licences of other people's packages that are part of the bundles, and of the model runtime's binaries beside
 * them, as one file that ships with the product.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The name of the file. */
export const noticesFile = 'ThirdPartyNotices.txt';

/**
 * Packages that come without a licence text: where theirs is kept here, below the clone, and why.
 * @type {Readonly<Record<string, { readonly text: string, readonly reason: string }>>}
 */
const keptTexts = {
  '@vscode/l10n': {
    text: 'scripts/licences/vscode-l10n.txt',
    reason: 'Its package leaves out the LICENSE of its repository, github.com/microsoft/vscode-l10n.',
  },
  imurmurhash: {
    text: 'scripts/licences/imurmurhash.txt',
    reason: 'Its licence is a section of its README.',
  },
};

/** Of the pages of a package, those that have to go with it; the first pattern names the licence itself. */
const licencePage = /^(un)?licen[cs]e[-\w]*(\.(md|txt))?$|^copying[-\w]*(\.(md|txt))?$/i;
const noticePage = /^(notice|third-?party-?notices?)[-\w]*(\.(md|txt))?$/i;

/**
 * @typedef {object} Notice
 * @property {string} name
 * @property {string} version
 * @property {string} licence its SPDX expression
 * @property {string} text
 */

/**
 * The folders of the packages of which something is in a bundle, each once.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {string[]} as the bundler names them, relative to its working directory
 */
export function bundledPackages(metafiles) {
  const outputs = metafiles.flatMap(({ outputs }) => Object.values(outputs));
  const modules = outputs.flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
  );
  const folders = modules.flatMap(([path]) => {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(folders)];
}

/**
 * What has to be told of a package.
 * @param {string} clone the folder that `folder` is relative to
 * @param {string} folder
 * @returns {Notice}
 * @throws {Error} when it names no licence, or comes without its text and none is kept here
 */
export function noticeOf(clone, folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(clone, folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') {
    throw new Error(`${name} ${version} is in a bundle, and its package.json names no licence.`);
  }
  const pages = readdirSync(join(clone, folder)).sort();
  const licences = pages.filter((page) => licencePage.test(page)).map((page) => `${folder}/${page}`);
  const kept = keptTexts[name];
  if (licences.length === 0 && !kept) {
    throw new Error(
      `${name} ${version} (${license}) is in a bundle and comes without the text of its licence. Put it into scripts/licences and list it, with the reason, in scripts/thirdPartyNotices.mjs.`,
    );
  }
  const notices = pages.filter((page) => noticePage.test(page)).map((page) => `${folder}/${page}`);
  const texts = [...(licences.length > 0 || !kept ? licences : [kept.text]), ...notices];
  return { name, version, licence: license, text: texts.map((path) => pageOf(clone, path)).join('\n\n') };
}

/**
 * The engine inside the model runtime's binaries, whose packages name only their own authors.
 * @param {string} clone
 * @returns {Notice}
 */
function engineNotice(clone) {
  const info = join(clone, 'node_modules/node-llama-cpp/llama/llama.cpp.info.json');
  const { tag } = JSON.parse(readFileSync(info, 'utf8'));
  const text = pageOf(clone, 'scripts/licences/llama.cpp.txt');
  return { name: 'llama.cpp', version: tag, licence: 'MIT', text };
}

/** @param {string} clone @param {string} path @returns {string} */
function pageOf(clone, path) {
  return readFileSync(join(clone, path), 'utf8').replaceAll('\r\n', '\n').trim();
}

/**
 * The file of all notices, in the order of their names; the same package in two places stands in it once.
 * @param {string} clone the folder that the bundler's paths are relative to
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {string}
 * @throws {Error} see {@link noticeOf}
 */
export function thirdPartyNotices(clone, metafiles) {
  const notices = bundledPackages(metafiles).map((folder) => noticeOf(clone, folder));
  const titled = [...notices, engineNotice(clone)].map((notice) => ({
    title: `${notice.name} ${notice.version} (${notice.licence})`,
    text: notice.text,
  }));
  const byTitle = new Map(titled.map(({ title, text }) => [title, text]));
  const sorted = [...byTitle].sort(([one], [other]) => (one < other ? -1 : 1));
  const intro =
    'Universal NER contains the packages below, under the licences that follow their names. The attributions of the embedded model are in models/ATTRIBUTIONS.md.';
  const rule = '-'.repeat(80);
  return `${[intro, ...sorted.map(([title, text]) => `${rule}\n${title}\n\n${text}`)].join('\n\n')}\n`;
}
