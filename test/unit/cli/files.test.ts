import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeText, NotText } from '../../../server/src/cli/decode.ts';
import { fileNames } from '../../../server/src/cli/output.ts';

describe('the files of the terminal program', () => {
  it('are decoded as UTF-8, or as UTF-16 after a byte order mark', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((sample) => !sample.includes('\0'));
    fc.assert(
      fc.property(text, (sample) => {
        const marked = `\ufeff${sample}`;
        assert.equal(decodeText(Buffer.from(sample)), sample);
        assert.equal(decodeText(Buffer.from(marked)), marked);
        assert.equal(decodeText(Buffer.from(marked, 'utf16le')), marked);
        assert.equal(decodeText(Buffer.from(marked, 'utf16le').swap16()), marked);
      }),
    );
  });

  it('are refused when they are no text', () => {
    for (const [bytes, reason] of [
      [[0x61, 0, 0x62], 'is not text'],
      [[0xff, 0xd8, 0xff, 0xe0, 0], 'is not text'],
      [[0x5a, 0xeb], 'is not valid UTF-8 text'],
      [[0xff, 0xfe, 0x61], 'is not valid UTF-16 text'],
      [[0xfe, 0xff, 0xd8, 0x00, 0x00, 0x61], 'is not valid UTF-16 text'],
      [[0xff, 0xfe, 0, 0], 'is not text'],
    ] as const)
      assert.throws(
        () => decodeText(Uint8Array.from(bytes)),
        (error) => error instanceof NotText && error.message === reason,
      );
  });

  it('are written below the folder, no two alike, whatever the documents are called', () => {
    const segment = fc.constantFrom(
      'a.md',
      'a.txt',
      'A.md',
      'a',
      '..',
      '.',
      '',
      'C:',
      'notes',
      '-',
      'a.md.txt',
    );
    const name = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const files = fileNames(names.map((each) => ({ name: each })));
        assert.deepEqual([...files.keys()], [...new Set(names)]);
        const written = [...files.values()];
        assert.equal(new Set(written.map((file) => file.toLowerCase())).size, written.length);
        for (const file of written) {
          assert.ok(!file.startsWith('/') && /[^/]$/.test(file) && !/^[a-z]:/i.test(file), file);
          assert.ok(!file.split('/').includes('..'));
        }
      }),
    );
    assert.deepEqual(
      [...fileNames([{ name: 'notes/a.md' }, { name: '-' }, { name: 'notes/a.txt' }]).values()],
      ['notes/a', 'standard-input', 'notes/a.txt'],
    );
  });
});
