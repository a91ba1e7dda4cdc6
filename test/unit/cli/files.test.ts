import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeText, NotText } from '../../../server/src/cli/decode.ts';
import { findInputs } from '../../../server/src/cli/inputs.ts';
import { CollectedOutput, fileNames } from '../../../server/src/cli/output.ts';
import { readProse } from '../../../server/src/document/registry.ts';
import type { AnnotatedDocument } from '../../../server/src/formats/annotatedDocument.ts';
import { brat } from '../../../server/src/formats/brat.ts';
import { csv } from '../../../server/src/formats/csv.ts';

const nowhere = (): Promise<void> => assert.fail('nothing is printed');

function plainDocument(name: string, text: string): AnnotatedDocument {
  return { name, languageId: 'plaintext', document: readProse('plaintext', text), annotations: [] };
}

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
        const documents = names.map((each) => ({ name: each }));
        const files = fileNames(documents);
        assert.deepEqual([...files.keys()], documents);
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

  it('are told when they can not be written, and the others are', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'universal-ner-out-'));
    try {
      mkdirSync(join(folder, 'a.ann'));
      const output = new CollectedOutput(brat, {}, folder, nowhere);
      for (const text of ['one', 'two']) await output.add(plainDocument('a.md', text));
      const failures = await output.end();
      assert.deepEqual(failures, [{ name: join(folder, 'a.ann'), reason: 'is a folder' }]);
      assert.deepEqual(readdirSync(folder).sort(), ['a.ann', 'a.md.ann', 'a.md.txt', 'a.txt']);
      assert.equal(readFileSync(join(folder, 'a.md.txt'), 'utf8'), 'two');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('may be pipes, which stay pipes', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'universal-ner-pipe-'));
    try {
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      const output = new CollectedOutput(csv, {}, pipe, nowhere);
      const [content, failures] = await Promise.all([readFile(pipe, 'utf8'), output.end()]);
      assert.deepEqual([content, failures], ['file,type,text,start,end,score,foundBy,context\r\n', []]);
      assert.ok(statSync(pipe).isFIFO());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are found beside a folder that can not be read', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'universal-ner-in-'));
    const closed = join(folder, 'closed');
    const isRoot = process.geteuid?.() === 0;
    try {
      mkdirSync(closed, { mode: 0 });
      writeFileSync(join(folder, 'open.md'), '');
      chmodSync(folder, 0o755);
      // Whom nothing is closed to has to become somebody else.
      if (isRoot) process.seteuid?.(65_534);
      assert.deepEqual(await findInputs([folder, closed]), {
        inputs: [{ name: 'open.md', path: join(folder, 'open.md') }],
        failures: [
          { name: closed, reason: 'is not permitted' },
          { name: closed, reason: 'is not permitted' },
        ],
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
      rmSync(folder, { recursive: true });
    }
  });
});
