import { proseLanguage } from '../document/language.ts';
import type { AnswerCache } from '../entities/cache.ts';
import type { WriteOptions } from '../formats/format.ts';
import { ModelError } from '../model/engine.ts';
import type { LocalEngine } from '../model/local/localEngine.ts';
import type { ModelChoice } from '../modelChoice.ts';
import { slotsOf, weakScore } from '../protocol.ts';
import type { ExtractionNotes } from '../protocol.ts';
import type { ExtractCommand } from './arguments.ts';
import { DocumentExtractor } from './documentExtractor.ts';
import { findInputs, readInput } from './inputs.ts';
import type { Input } from './inputs.ts';
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

/**
 * Extracts from all inputs and writes what was found. An input that can't be used is told in a line, and the
 * others go on; without a model nothing can.
 * @returns whether every input was used to the end
 */
export async function runExtract(command: ExtractCommand, rooms: CommandRooms): Promise<boolean> {
  const { tell, engine, choice, cache } = rooms;
  const { inputs, failures } = await findInputs(command.inputs);
  let failed = failures.length > 0;
  for (const { name, reason } of failures) tell(`${name}: ${reason}`);
  const extractor = new DocumentExtractor(engine, choice, command.types, cache, command.minScore);
  const output = await outputOf(command, rooms);
  try {
    for (const [index, input] of inputs.entries()) {
      const done = await extractOne(command, rooms, extractor, output, input, [index + 1, inputs.length]);
      failed ||= !done;
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    tell(`${error.message} ${error.remedy.replaceAll('universalNer.model', '--model')}`);
    failed = true;
  }
  rooms.progress.clear();
  for (const { name, reason } of await output.end()) {
    tell(`${name}: ${reason}`);
    failed = true;
  }
  return !failed;
}

async function extractOne(
  { language, types, verbose }: ExtractCommand,
  { tell, progress, engine }: CommandRooms,
  extractor: DocumentExtractor,
  output: Output,
  input: Input,
  [position, total]: readonly [number, number],
): Promise<boolean> {
  const read = await readInput(input, language);
  if ('reason' in read) {
    tell(`${read.name}: ${read.reason}`);
    return false;
  }
  const since = performance.now();
  const { document, notes } = await extractor.extract(input.name, read.languageId, read.text, (counts) => {
    progress.show(input.name, position, total, counts);
  });
  progress.clear();
  for (const line of remarks(notes, verbose)) tell(`${input.name}: ${line}`);
  if (verbose) {
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    tell(
      `${input.name}: ${counted(document.annotations.length, 'mention')} of ${counted(types.length, 'type')} in ${seconds} s`,
    );
    tell(modelLine(await engine.describe()));
  }
  await output.add(document);
  return (notes?.failedPassages ?? 0) === 0;
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
  { format, offsets, out, types }: ExtractCommand,
  { print, tell }: CommandRooms,
): Promise<Output> {
  if (format === 'terminal') {
    const isColoured = colours();
    return {
      add: (document) =>
        print(`${terminalView(document, types, process.stdout.columns || 80, isColoured)}\n`),
      end: () => Promise.resolve([]),
    };
  }
  const options: WriteOptions = {
    ...(offsets !== undefined && { offsets }),
    slotOf: slotsOf(types),
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
