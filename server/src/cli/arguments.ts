import { extname } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { knownLanguages } from '../document/registry.ts';
import { findTypeSet, offeredSets } from '../entities/typeSets/offeredSets.ts';
import { type OverlapPolicy, overlapPolicies } from '../entities/ground.ts';
import type { OfferedSet, OwnTypeSets } from '../entities/typeSets/offeredSets.ts';
import type { Format, OffsetUnit } from '../formats/format.ts';
import { jsonl } from '../formats/jsonl.ts';
import { formatById, formats } from '../formats/registry.ts';
import { embeddedModel } from '../model/catalog.ts';
import { namesInLine } from '../protocol.ts';
import { type FileSettings, noFileSettings, readSettingsFile } from './settingsFile.ts';
import { version } from '../../../package.json';

interface Options {
  readonly format?: string;
  /** Absent: the standard output. A folder for formats that write files for each document. */
  readonly out?: string;
  readonly offsets?: OffsetUnit;
  /** `embedded`, or the path of a GGUF file. */
  readonly model: string;
  /** Absent: the settings', else the model's own default. */
  readonly minScore?: number;
  /** Absent: the settings'. */
  readonly overlapPolicy?: OverlapPolicy;
  /** VS Code's language identifier; absent: by each file's extension. */
  readonly language?: string;
  /** The data set whose way of annotating the model is to follow; absent: the settings'. */
  readonly annotationStyle?: string;
  /** The path of a settings file. */
  readonly settings?: string;
  readonly verbose: boolean;
  /** Whether answers are taken from the disk and kept there. */
  readonly cache: boolean;
}

/** What `universal-ner extract` is asked to do. */
export interface ExtractCommand extends Omit<Options, 'format' | 'settings'> {
  readonly kind: 'extract';
  /** Files, folders, and `-` for the standard input, as given. */
  readonly inputs: readonly string[];
  /** In the user's words and order, each once. Where there are no type sets either, documents name their own. */
  readonly types: readonly string[];
  readonly typeSets: readonly OfferedSet[];
  readonly fileSettings: FileSettings;
  readonly format: Format | 'terminal';
}

/** What `universal-ner discover` is asked to do. */
export interface DiscoverCommand extends Pick<Options, 'model' | 'language' | 'verbose' | 'cache'> {
  readonly kind: 'discover';
  /** A file, or `-` for the standard input, as given. */
  readonly input: string;
  /** JSON instead of a table. */
  readonly json: boolean;
  /** The path of an instruct model's GGUF file, or the address of a server; absent: the model of entities is asked. */
  readonly discoveryModel?: string;
  /** The model's name at that address; absent: the server's first. */
  readonly modelName?: string;
  /** Whether sampled passages may leave this machine, for that address. */
  readonly sendPassages: boolean;
}

/** The command line is wrong, or asked for help: what commander had to say is said. */
export class UsageEnd extends Error {
  constructor(readonly exitCode: number) {
    super('the command line was answered');
  }
}

const notes = `
jsonl holds a mention a line: {"file","type","text","start","end","score","foundBy"}. Offsets count UTF-16 code
units of the file (a byte order mark counts as one), unless --offsets codepoint. "file" is the name as given, or
relative to the folder given. "foundBy" is pattern or term, null where the model found it. Files are UTF-8, or
UTF-16 with a byte order mark.

Where no types and no type sets are named, each Markdown document is asked for the types that its front matter
names in "universalNer.types" or "universalNer.typeSet", and others for those that --settings name. What the command
line says goes before the settings. Files of terms are looked for beside the settings file, or beside its .vscode.

Exit codes: 0 done, 2 wrong usage, 3 some files failed (the others are written).

Example: universal-ner extract notes/ --types person,city --type "clause with a deadline" --out mentions.csv`;

const discoverNotes = `
The API key of a server is taken from the variable UNIVERSAL_NER_API_KEY. Without --discovery-model the model of
entities is asked an inventory of some 500 types, on this machine.

Example: universal-ner discover notes.md --discovery-model ~/models/instruct.gguf`;

/**
 * Reads a command line; says what is wrong with it on the standard error, help on the standard output.
 * @param args without the program's own name
 * @param isTerminal whether the standard output is one
 * @throws {UsageEnd} when there is nothing to do
 */
export function readArguments(
  args: readonly string[],
  isTerminal: boolean,
): ExtractCommand | DiscoverCommand {
  let command: ExtractCommand | DiscoverCommand | undefined;
  const types: string[] = [];
  const setNamed: string[] = [];
  const program = new Command('universal-ner')
    .description('Finds entities of any type in text, on this machine.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError();
  addDiscover(program, (given) => {
    command = given;
  });
  program
    .command('extract')
    .description('Finds the mentions of the types that you name, or that the documents name.')
    .argument(
      '<inputs...>',
      'files, folders (the Markdown and text files below them), or - for standard input',
    )
    .option(
      '--types <list>',
      'types, separated by commas; double quotes keep one with commas together',
      (list: string) => types.push(...namesInLine(list)),
    )
    .option('--type <name>', 'one type, which may hold commas; can be repeated', (name: string) =>
      types.push(name),
    )
    .option(
      '--type-set <name>',
      `the types of a set; can be repeated (${setNames({})}, or one of the settings)`,
      (name: string) => setNamed.push(name),
    )
    .option(
      '--settings <path>',
      'a settings.json of VS Code: its types, type sets, labels, minimum scores and policies count',
    )
    .addOption(
      new Option(
        '--format <name>',
        'jsonl in a pipe, the coloured text on a terminal, unless --out says it',
      ).choices([...formats.map(({ id }) => id), 'terminal']),
    )
    .option('--out <path>', 'file to write, or the folder for formats with files for each document')
    .addOption(new Option('--offsets <unit>', 'what offsets count').choices(['utf16', 'codepoint']))
    .addOption(model())
    .option('--min-score <score>', "leave out weaker mentions, from 0 to 1 (default: the model's)", toScore)
    .addOption(
      new Option(
        '--overlap-policy <name>',
        'of mentions of different types that overlap, keep all (the default), the longest, or one type a text in a passage',
      ).choices(overlapPolicies),
    )
    .option(
      '--annotation-style <name>',
      'the data set to follow, for models trained with such names',
      toStyle,
    )
    .addOption(language())
    .addOption(cache())
    .addOption(verbose())
    .addHelpText('after', notes)
    .action((inputs: string[], options: Options, self: Command) => {
      command = toCommand({ inputs, types, setNamed }, options, self, isTerminal);
    });
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) throw new UsageEnd(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
  if (!command) throw new UsageEnd(2);
  return command;
}

const model = (): Option => new Option('--model <path>', 'a GGUF file').default(embeddedModel.id);
const language = (): Option =>
  new Option('--language <id>', 'whatever the names of the files').choices(knownLanguages());
const cache = (): Option => new Option('--no-cache', 'ask everything anew, and keep no answers on disk');
const verbose = (): Option =>
  new Option('--verbose', 'tell about the model and each file on standard error').default(false);

function addDiscover(program: Command, found: (command: DiscoverCommand) => void): void {
  program
    .command('discover')
    .description('Proposes types that a document has mentions of, with examples.')
    .argument('<file>', 'a file, or - for standard input')
    .option('--json', 'JSON instead of a table', false)
    .option(
      '--discovery-model <path or address>',
      'who proposes: the GGUF file of an instruct model, or an OpenAI-compatible server (http://127.0.0.1:8080/v1)',
    )
    .option('--model-name <name>', "the model's name on that server (default: its first)")
    .option('--send-passages', 'let sampled passages leave this machine, for that server', false)
    .addOption(model())
    .addOption(language())
    .addOption(cache())
    .addOption(verbose())
    .addHelpText('after', discoverNotes)
    .action((input: string, options: Omit<DiscoverCommand, 'kind' | 'input'>) => {
      found({ kind: 'discover', input, ...options });
    });
}

function toCommand(
  { inputs, types, setNamed }: Pick<ExtractCommand, 'inputs' | 'types'> & { setNamed: readonly string[] },
  { settings: path, ...options }: Options,
  self: Command,
  isTerminal: boolean,
): ExtractCommand {
  const { out, offsets } = options;
  const named = [...new Set(types.map((type) => type.trim()).filter((type) => type !== ''))];
  if (types.length > 0 && named.length === 0) self.error('error: --types and --type name no type');
  const fileSettings = toSettings(path, self);
  const { typeSets: own } = fileSettings.settings;
  const typeSets = setNamed.map((name) => {
    const found = findTypeSet(name, own);
    return (
      found ??
      self.error(`error: there is no type set ${JSON.stringify(name)}: it is one of ${setNames(own)}`)
    );
  });
  const format = toFormat(options, isTerminal);
  if (format === 'terminal') {
    if (out !== undefined) self.error("error: --format terminal can't be written to a file");
  } else {
    if (format.perDocument && out === undefined)
      self.error(`error: ${format.id} writes files for each document: name a folder with --out`);
    if (offsets !== undefined && offsets !== format.unit && !format.takesUnit)
      self.error(`error: ${format.id} has no offsets in ${offsets}`);
  }
  return { kind: 'extract', ...options, inputs, types: named, typeSets, fileSettings, format };
}

/** The format asked for; else the one that the file to write is named after; else what suits the output. */
function toFormat({ format, out }: Options, isTerminal: boolean): Format | 'terminal' {
  if (format !== undefined) return formatById(format) ?? 'terminal';
  const extension = out === undefined ? '' : extname(out).slice(1).toLowerCase();
  const named = formats.find((each) => each.extension === extension && !each.perDocument);
  return named ?? (out === undefined && isTerminal ? 'terminal' : jsonl);
}

function setNames(own: OwnTypeSets): string {
  return offeredSets(own)
    .map(({ id }) => id)
    .join(', ');
}

function toSettings(path: string | undefined, self: Command): FileSettings {
  if (path === undefined) return noFileSettings;
  try {
    return readSettingsFile(path);
  } catch (error) {
    return self.error(`error: ${path} ${error instanceof Error ? error.message : String(error)}`);
  }
}

function toStyle(name: string): string {
  if (name.trim() === '') throw new InvalidArgumentError('It is the name of a data set.');
  return name.trim();
}

function toScore(text: string): number {
  const score = Number(text);
  if (text.trim() === '' || !(score >= 0 && score <= 1))
    throw new InvalidArgumentError('It is a number from 0 to 1.');
  return score;
}
