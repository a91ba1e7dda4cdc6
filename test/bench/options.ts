import { parseArgs } from 'node:util';

/** What a measurement can be told, with what holds where it is not. */
interface Options<NumberName extends string, TextName extends string> {
  /** Positive integers. */
  readonly numbers: Readonly<Record<NumberName, number>>;
  readonly texts?: Readonly<Record<TextName, string | undefined>>;
}

type Given<NumberName extends string, TextName extends string> = Readonly<
  Record<NumberName, number> & Record<TextName, string | undefined>
>;

/** The command line is wrong; the message says how, in one sentence. */
export class OptionError extends Error {}

/**
 * Reads `--name value`.
 * @throws {OptionError} for other options, missing values, and numbers that are none
 */
export function parseOptions<NumberName extends string, TextName extends string = never>(
  args: readonly string[],
  { numbers, texts }: Options<NumberName, TextName>,
): Given<NumberName, TextName> {
  const defaults: Record<string, number | string | undefined> = { ...numbers, ...texts };
  let values: Record<string, unknown>;
  try {
    const options = Object.fromEntries(
      Object.keys(defaults).map((name) => [name, { type: 'string' as const }]),
    );
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
  const given = Object.entries(defaults).map(([name, usual]) => {
    const value = values[name];
    if (typeof value !== 'string') return [name, usual];
    if (!(name in numbers)) return [name, value];
    if (!/^[1-9]\d{0,5}$/.test(value))
      throw new OptionError(`--${name} is a number from 1 on, not ${JSON.stringify(value)}.`);
    return [name, Number(value)];
  });
  return Object.fromEntries(given) as Given<NumberName, TextName>;
}

/**
 * Reads the command line of this process. For `--help` it prints the usage, for a wrong line the sentence that says so
 * and the usage, and ends the process.
 * @param usage the line that shows all options
 */
export function readOptions<NumberName extends string, TextName extends string = never>(
  usage: string,
  options: Options<NumberName, TextName>,
): Given<NumberName, TextName> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(`Usage: ${usage}`);
    process.exit(0);
  }
  return orEnd(usage, () => parseOptions(args, options));
}

/** Does what may find the command line wrong; then says so, and how it is used, and ends the process. */
export function orEnd<T>(usage: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    console.error(`${error.message}\nUsage: ${usage}`);
    process.exit(2);
  }
}
