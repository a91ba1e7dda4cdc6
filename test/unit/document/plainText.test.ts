import assert from 'node:assert/strict';
import fc from 'fast-check';
import { languageIdOf, readProse, readProseSteps } from '../../../server/src/document/registry.ts';
import { pace } from '../../../server/src/document/steps.ts';

const texts = (source: string): string[] => {
  const { prose, blocks } = readProse('plaintext', source);
  return blocks.map(({ start, end }) => prose.slice(start, end));
};

describe('plain text', () => {
  const wrapped = 'This line was wrapped by a program at some fifty columns,\nso that the name of Ada\nKing';

  it('is read in many steps, also where it is one paragraph', () => {
    const steps = [
      ...readProseSteps('plaintext', 'A line of a log that has no blank lines.\n'.repeat(50_000)),
    ];
    assert.ok(steps.length >= 50, `${String(steps.length)} steps for two megabytes`);
  });

  it('ends paragraphs at blank lines', () => {
    assert.deepEqual(texts('One\n\n \t\nTwo\r\n\r\nThree\rFour\n'), ['One', 'Two', 'Three\nFour']);
  });

  it('reads the line ends of wrapped text as spaces, and those of lists and forms as line ends', () => {
    const program =
      'This paragraph was wrapped by a program, and so the name of Ada\nLovelace is on two lines.';
    assert.deepEqual(texts(program), [program.replace('\n', ' ')]);
    assert.deepEqual(texts(program.replace('\n', '\r\n   ')), [program.replace('\n', ' ')]);
    const form = 'Name: Ada Lovelace, Countess of Lovelace, of London\nCity: London\n- one\n- two';
    assert.deepEqual(texts(form), [form]);
    assert.deepEqual(texts(wrapped), [wrapped.replace(',\n', ', ')]);
  });

  it('is one segment where the prose is as long as the source', () => {
    const { map, prose } = readProse('plaintext', `${wrapped}\n\n${'Ada Lovelace. '.repeat(70_000)}`);
    assert.equal(map.segmentCount, 1);
    assert.match(prose, /columns, so/);
  });

  it('reads nothing from nothing, and leaves a byte order mark out', () => {
    for (const source of ['', '\ufeff', ' \n\t\r\n']) assert.deepEqual(texts(source), []);
    assert.deepEqual(texts('\ufeffAda'), ['Ada']);
    const { map } = readProse('plaintext', '\ufeffAda');
    assert.deepEqual(map.toSource({ start: 0, end: 3 }), { start: 1, end: 4 });
  });

  it('maps every unit of a block to the unit that it was read from, and holds all that is not space', () => {
    const unit = fc.constantFrom(
      'a',
      'Bc',
      ' ',
      '\n',
      '\r\n',
      '\r',
      '\t',
      '😀',
      'e\u0301',
      '漢',
      '\n\n',
      'x'.repeat(45),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (source) => {
        const { prose, blocks, map } = readProse('plaintext', source);
        let read = '';
        for (const { start, end } of blocks) {
          for (let at = start; at < end; at++) {
            const span = map.toSource({ start: at, end: at + 1 });
            const from = source.slice(span.start, span.end);
            assert.ok(from === prose.charAt(at) || (from.trim() === '' && prose.charAt(at).trim() === ''));
            read += from.trim();
          }
        }
        assert.equal(read, source.replace(/\s/g, ''));
      }),
    );
  });
});

describe('the registry of markup languages', () => {
  it('reads what it does not know as plain text', () => {
    assert.equal(readProse('markdown', '*Ada*').prose, 'Ada');
    assert.equal(readProse('plaintext', '*Ada*').prose, '*Ada*');
    assert.equal(readProse('cobol', '*Ada*').prose, '*Ada*');
    assert.equal(readProse('constructor', '*Ada*').prose, '*Ada*');
  });

  it('knows a language by the extension of a file', () => {
    assert.equal(languageIdOf('/a.b/README.MD'), 'markdown');
    assert.equal(languageIdOf('C:\\x\\notes.txt'), 'plaintext');
    assert.equal(languageIdOf('a.md/LICENSE'), 'plaintext');
    assert.equal(languageIdOf('-'), 'plaintext');
  });

  it('gives the event loop its turn while it reads a long document, and stops when told to', async () => {
    const source = '# Head\n\nAda *King* wrote [letters](x) to Charles Babbage.\n\n'.repeat(6000);
    let turns = 0;
    let reading = true;
    const count = (): void => {
      turns++;
      if (reading) setImmediate(count);
    };
    setImmediate(count);
    const document = await pace(readProseSteps('markdown', source), { sliceMs: 0 });
    reading = false;
    assert.equal(document.blocks.length, 12_000);
    assert.ok(turns > 50, `${String(turns)} turns`);
    const stopped = pace(readProseSteps('markdown', source), { signal: AbortSignal.abort() });
    await assert.rejects(stopped, { name: 'AbortError' });
  });
});
