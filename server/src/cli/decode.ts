/** Bytes that are not text, with the reason in words that follow the file's name. */
export class NotText extends Error {}

/**
 * Decodes a text file: UTF-8, or UTF-16 that begins with a byte order mark. The mark stays in the text, as
 * its first character, so that offsets count what stands in the file.
 * @throws {NotText} when the bytes are no such text, or hold NUL characters, as binary files do
 */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const name = encoding === 'utf-8' ? 'UTF-8' : 'UTF-16';
    throw new NotText(
      bytes.includes(0) && encoding === 'utf-8' ? 'is not text' : `is not valid ${name} text`,
    );
  }
  if (text.includes('\0')) throw new NotText('is not text');
  return text;
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
