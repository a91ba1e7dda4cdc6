/** What parts the names of types in one line, in Latin, Chinese and Japanese writing. */
const separator = /[,;，；、\n\r]/u;
/** A quote at the beginning of a name, and the one that ends it. */
const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”' };

/**
 * The names of types in one line: parted by commas, semicolons or line breaks, without the spaces around them and
 * with one space between words. A name in double quotes holds such signs itself; two quotes inside stand for one, as
 * in CSV. A quote that does not end goes to the end of the line, as while it is being typed.
 * @returns the names in their order, also the same one twice, but no empty ones
 */
export function namesInLine(line: string): string[] {
  const names: string[] = [];
  let name = '';
  let closing: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at);
    if (closing !== undefined) {
      if (sign !== closing) name += sign;
      else if (line.charAt(at + 1) === closing) name += line.charAt(++at);
      else closing = undefined;
    } else if (separator.test(sign)) {
      names.push(name);
      name = '';
    } else if (name.trim() === '' && quotes[sign] !== undefined) closing = quotes[sign];
    else name += sign;
  }
  return [...names, name].map(withPlainSpaces).filter((each) => each !== '');
}

/** The names of types in one line, from which {@link namesInLine} reads them again: in quotes where they need it. */
export function lineOfNames(names: readonly string[]): string {
  return names
    .map((name) => {
      const needsQuotes = separator.test(name) || quotes[name.charAt(0)] !== undefined;
      return needsQuotes ? `"${name.replaceAll('"', '""')}"` : name;
    })
    .join(', ');
}

/** A name as it is kept: without spaces around it, and with one space between words. */
export function withPlainSpaces(name: string): string {
  return name.trim().replace(/\s+/gu, ' ');
}
