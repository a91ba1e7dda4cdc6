import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedModel, unlistedModel } from './model/catalog.ts';
import type { Calibration } from './model/calibration.ts';
import type { CatalogEntry } from './model/catalog.ts';

/** A model that the setting `universalNer.model` names, before it is loaded. */
export interface ModelChoice {
  readonly modelPath: string;
  /** Absent for a file that the catalog does not list. */
  readonly entry?: CatalogEntry;
  /** Tells one model's answers from another's in the cache; changes when the file is replaced. */
  readonly key: string;
  readonly languages: readonly string[];
  /** In tokens. */
  readonly passageBudget: number;
  readonly minScore: number;
  /** What its scores are worth; no points where that is not known. */
  readonly calibration: Calibration;
}

/**
 * @param setting `embedded`, or the path of a GGUF file; `~/` stands for the home folder
 * @returns the choice, whether or not the file exists: the engine tells what is wrong with it when it loads
 */
export function chooseModel(setting: string): ModelChoice {
  if (setting === embeddedModel.id) {
    const { file, sha256, languages, passageBudget, minScore, calibration } = embeddedModel;
    const modelPath = join(modelsFolder(), file);
    return {
      modelPath,
      entry: embeddedModel,
      key: sha256,
      languages,
      passageBudget,
      minScore,
      calibration,
    };
  }
  const modelPath = expandHome(setting);
  const info = statSync(modelPath, { throwIfNoEntry: false });
  const key = `${modelPath}:${String(info?.size)}:${String(info?.mtimeMs)}`;
  const { languages, passageBudget, minScore } = unlistedModel;
  return { modelPath, key, languages, passageBudget, minScore, calibration: [] };
}

/** A path with the home folder in place of `~/`. */
export function expandHome(path: string): string {
  return path.replace(/^~(?=[/\\])/, homedir());
}

/** The file in which verdicts on model files are remembered between starts, in the user's cache folder. */
export function verdictFile(): string {
  return join(cacheFolder(), 'model-verdicts.json');
}

/** Where the product keeps what can be made again, for a client that names no folder of its own. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const byPlatform: Partial<Record<NodeJS.Platform, string | undefined>> = {
    win32: LOCALAPPDATA,
    darwin: join(homedir(), 'Library', 'Caches'),
  };
  const cache = byPlatform[process.platform] ?? (XDG_CACHE_HOME || join(homedir(), '.cache'));
  return join(cache, 'universal-ner');
}

/** Beside dist/ in a release, beside server/ in a source tree. */
function modelsFolder(): string {
  const folder = import.meta.url.endsWith('.ts') ? '../../models/' : '../models/';
  return fileURLToPath(new URL(folder, import.meta.url));
}
