import { proseLanguage } from '../document/language.ts';
import type { AnswerCache } from '../entities/cache.ts';
import type { WriteOptions } from '../formats/format.ts';
import { ModelError } from '../model/engine.ts';
import type { LocalEngine } from '../model/local/localEngine.ts';
import type { ModelChoice } from '../modelChoice.ts';
import { weakScore } from '../protocol.ts';
import type { ExtractionNotes } from '../protocol.ts';
import { UsageEnd } from './arguments.ts';
import type { ExtractCommand } from './arguments.ts';
import { AskedTypes } from './askedTypes.ts';
import { DocumentExtractor } from './documentExtractor.ts';
import { findInputs, readInput } from './inputs.ts';
import type { Input } from './inputs.ts';
import { Legend } from './legend.ts';
import { modelLine } from './modelLine.ts';
import { CollectedOutput, StreamedOutput } from './output.ts';
import type { Output, Print } from './output.ts';
import type { ProgressLine } from './progressLine.ts';
import { terminalView } from './terminalView.ts';

/** What a command works with. */
export interface CommandRooms {
  readonly engine: LocalEngine;
  readonly choice: ModelChoice;
  readonly cache: AnswerCache;
  /** To the standard output. */
  readonly print: Print;
  /** A line to the standard error. */
  readonly tell: (line: string) => void;
  readonly progress: ProgressLine;
}

/** What all inputs of a command have in common. */
interface Run {
  readonly extractor: DocumentExtractor;
  readonly asked: AskedTypes;
  readonly legend: Legend;
  /** How many inputs there are. */
  readonly total: number;
}

/**
 * Extracts from all inputs and writes what was found. An input that can't be used is told in a line, and the
 * others go on; without a model nothing can.
 * @returns whether every input was used to the end
 * @throws {UsageEnd} when nobody names any types
 */
export async function runExtract(command: ExtractCommand, rooms: CommandRooms): Promise<boolean> {
  const { tell, engine, choice, cache } = rooms;
  const { inputs, failures } = await findInputs(command.inputs);
  let failed = failures.length > 0;
  for (const { name, reason } of failures) tell(`${name}: ${reason}`);
  const { settings, problems } = command.fileSettings;
  for (const problem of problems) tell(problem);
  const minScore = command.minScore ?? settings.minScore ?? undefined;
  const style = command.annotationStyle ?? settings.annotationStyle ?? undefined;
  const run: Run = {
    extractor: new DocumentExtractor(engine, choice, cache, {
      policy: command.overlapPolicy ?? settings.overlapPolicy,
      ...(minScore !== undefined && { minScore }),
      ...(style !== undefined && { style }),
    }),
    asked: new AskedTypes(command.types, command.typeSets, command.fileSettings, tell),
    legend: new Legend(),
    total: inputs.length,
  };
  const output = await outputOf(command, rooms, run.legend);
  const untyped: string[] = [];
  try {
    for (const [index, input] of inputs.entries()) {
      const outcome = await extractOne(command, rooms, run, output, input, index + 1);
      failed ||= outcome !== 'done';
      if (outcome === 'untyped') untyped.push(input.name);
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    tell(`${error.message} ${error.remedy.replaceAll('universalNer.model', '--model')}`);
    failed = true;
  }
  rooms.progress.clear();
  if (untyped.length > 0 && untyped.length === inputs.length) {
    tell('error: name at least one type with --types, --type or --type-set');
    throw new UsageEnd(2);
  }
  for (const name of untyped) tell(`${name}: its front matter names no types, and no others were asked for`);
  for (const { name, reason } of await output.end()) {
    tell(`${name}: ${reason}`);
    failed = true;
  }
  return !failed;
}

/** @param position of the input among all, from 1 */
async function extractOne(
  { language, verbose }: ExtractCommand,
  { tell, progress, engine }: CommandRooms,
  { asked, extractor, legend, total }: Run,
  output: Output,
  input: Input,
  position: number,
): Promise<'done' | 'failed' | 'untyped'> {
  const read = await readInput(input, language);
  if ('reason' in read) {
    tell(`${read.name}: ${read.reason}`);
    return 'failed';
  }
  const since = performance.now();
  const ask = await asked.of(read.languageId, read.text);
  for (const { line, message } of ask.problems) tell(`${input.name}:${String(line)}: ${message}`);
  if (ask.types.length === 0) return 'untyped';
  legend.add(ask);
  const { languageId, text } = read;
  const { document, notes, error } = await extractor.extract(input.name, languageId, text, ask, (counts) => {
    progress.show(input.name, position, total, counts);
  });
  progress.clear();
  if (error) tell(`${input.name}: ${error.message} ${error.remedy}`);
  for (const line of remarks(notes, verbose)) tell(`${input.name}: ${line}`);
  if (verbose) {
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    tell(
      `${input.name}: ${counted(document.annotations.length, 'mention')} of ${counted(ask.types.length, 'type')} in ${seconds} s`,
    );
    tell(modelLine(await engine.describe()));
  }
  await output.add(document);
  return (notes?.failedPassages ?? 0) === 0 ? 'done' : 'failed';
}

/** What a person should know of an extraction, beside its mentions. */
function remarks(notes: ExtractionNotes | undefined, verbose: boolean): string[] {
  if (!notes) return [];
  const { failedPassages, foreignPassages, foreignLanguages, belowMinScore, ungrounded } = notes;
  const lines: string[] = [];
  if (failedPassages > 0) lines.push(`${counted(failedPassages, 'passage')} could not be asked about`);
  if (foreignPassages > 0)
    lines.push(
      `${counted(foreignPassages, 'passage')} in a language that the model does not know (${foreignLanguages.join(', ')})`,
    );
  if (verbose && belowMinScore > 0)
    lines.push(`${counted(belowMinScore, 'mention')} below the minimum score`);
  if (verbose && ungrounded > 0) lines.push(`${counted(ungrounded, 'answer')} that the text does not hold`);
  return lines;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

async function outputOf(
  { format, offsets, out }: ExtractCommand,
  { print, tell }: CommandRooms,
  legend: Legend,
): Promise<Output> {
  if (format === 'terminal') {
    const isColoured = colours();
    return {
      add: (document) =>
        print(`${terminalView(document, legend, process.stdout.columns || 80, isColoured)}\n`),
      end: () => Promise.resolve([]),
    };
  }
  const options: WriteOptions = {
    ...(offsets !== undefined && { offsets }),
    slotOf: (type) => legend.slotOf(type),
    weakBelow: weakScore,
    languageOf: await proseLanguage(),
    onLeftOut: ({ document, annotation, reason }) => {
      const why = reason === 'overlap' ? 'overlaps a longer mention' : 'holds only white space';
      tell(`${document}: left out ${JSON.stringify(annotation.text)} (${annotation.type}), which ${why}`);
    },
  };
  return format.id === 'jsonl' && out === undefined
    ? new StreamedOutput(format, options, print)
    : new CollectedOutput(format, options, out, print);
}

/** NO_COLOR and FORCE_COLOR decide (https://no-color.org), else whether the standard output is a terminal. */
function colours(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR !== undefined
    ? FORCE_COLOR !== '0'
    : process.stdout.isTTY && process.stdout.hasColors(256);
}
