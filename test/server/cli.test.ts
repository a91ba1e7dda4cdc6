import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { csv } from '../../server/src/formats/csv.ts';
import { embeddedModel } from '../../server/src/model/catalog.ts';
import { runCli, startCli } from './cliProcess.ts';
import type { CliOptions, CliResult } from './cliProcess.ts';
import { modelPath, until } from './engines.ts';
import { isAlive, modelProcessesOf } from './modelProcess.ts';

interface Line {
  readonly file: string;
  readonly type: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly foundBy?: string | null;
}

const ada = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
const files: Record<string, string | Uint8Array> = {
  'ada.txt': ada,
  'emoji.txt': `😀👩\u200d👧 ${ada}\r\n\r\n👍 Charles Babbage answered from Paris.\r\n`,
  'bom.txt': `\ufeff${ada}`,
  'little.txt': Buffer.from(`\ufeff😀 ${ada}`, 'utf16le'),
  'big.txt': Buffer.from(`\ufeff😀 ${ada}`, 'utf16le').swap16(),
  'empty.txt': '',
  'image.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0]),
  'latin.txt': Buffer.from('Zo\xeb lives in K\xf6ln.', 'latin1'),
  'notes/letter.md': '# Letter\n\n**Ada** Lovelace wrote to [Charles Babbage](https://example.org/london).\n',
  'notes/deep/ada.txt': ada,
  'notes/ada.txt': ada,
  'notes/code.ts': 'const london = "Ada Lovelace";',
  'notes/.hidden/ada.txt': ada,
  'notes/node_modules/readme.md': ada,
  'nothing/code.ts': '',
};

/** The lines of a run that went well. */
function linesOf({ code, stdout, stderr }: CliResult): Line[] {
  assert.equal(code, 0, stderr);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

describe('the terminal program', function () {
  this.timeout(180_000);
  let folder: string;
  const cli = (args: readonly string[], options: Partial<CliOptions> = {}): Promise<CliResult> =>
    runCli(['extract', ...args], { cwd: folder, ...options });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'universal-ner cli-'));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    symlinkSync(join(folder, 'ada.txt'), join(folder, 'notes', 'link.txt'));
    symlinkSync(folder, join(folder, 'notes', 'loop'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes a mention a line, with UTF-16 offsets in the files as they are decoded', async () => {
    const named = ['ada.txt', 'emoji.txt', 'bom.txt', 'little.txt', 'big.txt', 'empty.txt'];
    const result = await cli([...named, '--types', 'person, city,,person']);
    const lines = linesOf(result);
    assert.equal(result.stderr, '');
    const decoded = (name: string): string => {
      const content = files[name] ?? '';
      if (typeof content === 'string') return content;
      return new TextDecoder(name === 'big.txt' ? 'utf-16be' : 'utf-16le', { ignoreBOM: true }).decode(
        content,
      );
    };
    for (const line of lines) {
      assert.deepEqual(Object.keys(line), ['file', 'type', 'text', 'start', 'end', 'score', 'foundBy']);
      assert.equal(decoded(line.file).slice(line.start, line.end), line.text);
      assert.ok(line.score >= 0 && line.score <= 1);
      assert.ok(['person', 'city'].includes(line.type));
    }
    for (const name of named.slice(0, -1))
      for (const text of ['Ada Lovelace', 'Charles Babbage', 'London'])
        assert.ok(
          lines.some((line) => line.file === name && line.text === text),
          `${text} in ${name}`,
        );
  });

  it('counts code points where asked to', async () => {
    const lines = linesOf(await cli(['emoji.txt', '--type', 'person', '--offsets', 'codepoint']));
    const points = [...(files['emoji.txt'] as string)];
    assert.ok(lines.length > 0);
    for (const { text, start, end } of lines) assert.equal(points.slice(start, end).join(''), text);
  });

  it('reads the Markdown and text files below a folder, named relative to it', async () => {
    const lines = linesOf(await cli(['notes', '--types', 'person']));
    const named = [...new Set(lines.map(({ file }) => file))];
    assert.deepEqual(named, ['ada.txt', 'deep/ada.txt', 'letter.md', 'link.txt']);
    const letter = files['notes/letter.md'] as string;
    const inLetter = lines.filter(({ file }) => file === 'letter.md');
    const found = inLetter.find(({ text }) => text === 'Ada Lovelace');
    assert.equal(letter.slice(found?.start, found?.end), 'Ada** Lovelace');
    assert.ok(inLetter.every(({ start }) => start < letter.indexOf('https')));
  });

  it('reads the standard input, as the language that it is told', async () => {
    const markdown = '**Ada** Lovelace and `Charles Babbage`.';
    const args = ['-', '--types', 'person', '--language', 'markdown'];
    const lines = linesOf(await cli(args, { input: markdown }));
    assert.deepEqual(
      lines.map(({ file, text }) => [file, text]),
      [['-', 'Ada Lovelace']],
    );
  });

  it('takes type names with commas, as they are', async () => {
    const lines = linesOf(await cli(['ada.txt', '--type', 'city, town or village', '--types', 'person']));
    assert.ok(lines.some(({ type }) => type === 'person'));
    for (const { type } of lines) assert.ok(['city, town or village', 'person'].includes(type));
    const quoted = await cli(['ada.txt', '--types', '"city, town or village", person']);
    assert.deepEqual(linesOf(quoted), lines);
  });

  it('leaves out what is weaker than the minimum score', async () => {
    const [all, strong] = await Promise.all(
      ['0', '0.6'].map(async (score) =>
        linesOf(await cli(['notes', '--types', 'person,city', '--min-score', score])),
      ),
    );
    assert.ok(all && strong && all.length > 0);
    assert.deepEqual(
      strong,
      all.filter(({ score }) => score >= 0.6),
    );
  });

  it('tells each file that it can not read in a line, writes the others, and ends with code 3', async () => {
    const { code, stdout, stderr } = await cli([
      'image.png',
      'latin.txt',
      'none.txt',
      'nothing',
      'ada.txt',
      '--types',
      'person',
      '--format',
      'jsonl',
    ]);
    assert.equal(code, 3);
    const told = stderr.trimEnd().split('\n').sort();
    assert.deepEqual(told, [
      'image.png: is not text',
      'latin.txt: is not valid UTF-8 text',
      'none.txt: does not exist',
      'nothing: holds no Markdown or text files',
    ]);
    assert.ok(stdout.includes('"file":"ada.txt"'));
  });

  it('says what is wrong with the model, in a line', async () => {
    const { code, stdout, stderr } = await cli([
      'ada.txt',
      'bom.txt',
      '--types',
      'person',
      '--model',
      'image.png',
    ]);
    assert.deepEqual([code, stdout], [3, '']);
    assert.match(stderr, /^The model file .*image\.png|^image\.png is not a GGUF model/);
    assert.equal(stderr.trimEnd().split('\n').length, 1);
    assert.match(stderr, /--model/);
  });

  it('says in a line that the model could answer about nothing, and goes on to the next file', async () => {
    const tooLong = Array<string>(9_000).fill('word').join(' ');
    const { code, stdout, stderr } = await cli(['ada.txt', 'bom.txt', '--type', tooLong]);
    assert.deepEqual([code, stdout], [3, '']);
    const lines = stderr.trimEnd().split('\n');
    for (const name of ['ada.txt', 'bom.txt']) {
      const told = lines.filter((line) => line.startsWith(`${name}: `));
      assert.match(told[0] ?? '', /No passage of the document fits the model's context.*\. Ask shorter/);
    }
  });

  it("remembers the hash of the model's file in the user's cache", async function () {
    if (process.platform !== 'linux') this.skip();
    const cache = join(folder, 'cache');
    linesOf(await cli(['empty.txt', 'ada.txt', '--types', 'city'], { env: { XDG_CACHE_HOME: cache } }));
    const verdicts = readFileSync(join(cache, 'universal-ner', 'model-verdicts.json'), 'utf8');
    assert.ok(verdicts.includes(embeddedModel.sha256));
  });

  it('asks nothing twice: what was answered before needs no model', async () => {
    const copy = join(folder, 'copy.gguf');
    copyFileSync(modelPath, copy);
    utimesSync(copy, 1_000_000_000, 1_000_000_000);
    const args = ['extract', 'ada.txt', '--types', 'person,city', '--model', 'copy.gguf'];
    const options = { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'answers') }, cache: true };
    const before = await runCli(args, options);
    assert.equal(before.code, 0);
    writeFileSync(copy, 'no model', { flag: 'r+' });
    utimesSync(copy, 1_000_000_000, 1_000_000_000);
    assert.deepEqual(await runCli(args, options), before);
    assert.equal((await runCli([...args, '--no-cache'], options)).code, 3);
  });

  it('asks for the types of sets', async () => {
    writeFileSync(join(folder, 'mail.txt'), 'Ada Lovelace wrote from ada@example.org to +44 20 7946 0000.\n');
    const mentions = linesOf(await cli(['mail.txt', '--type-set', 'personal data', '--type', 'city']));
    const of = (type: string): unknown[] =>
      mentions.filter((each) => each.type === type).map(({ text, foundBy }) => [text, foundBy]);
    assert.deepEqual(of('email address'), [['ada@example.org', 'pattern']]);
    assert.ok(of('person').length > 0);
  });

  it('asks for the types that documents name, and tells of those that name none', async () => {
    mkdirSync(join(folder, 'own'));
    const types = 'types: { case: { patterns: ["C-\\\\d+"], askBy: nothing, minScore: 7 } }';
    writeFileSync(join(folder, 'own/case.md'), `---\nuniversalNer:\n  ${types}\n---\nCase C-12.\n`);
    writeFileSync(join(folder, 'own/none.md'), 'Case C-13.\n');
    const { code, stdout, stderr } = await runCli(['extract', 'own'], { cwd: folder });
    assert.equal(code, 3);
    const mentions = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; text: string });
    assert.deepEqual(
      mentions.map(({ file, text }) => [file, text]),
      [['case.md', 'C-12']],
    );
    assert.match(stderr, /case\.md:3: universalNer\.types\["case"\]\["minScore"\] is wrong/);
    assert.match(stderr, /none\.md: its front matter names no types/);
    const named = linesOf(await cli(['own', '--types', 'case']));
    assert.ok(
      named.some(({ text }) => text === 'C-12'),
      'what the front matter says of a type counts too',
    );
  });

  it('asks in the style of a data set', async () => {
    const args = ['extract', 'ada.txt', '--types', 'city', '--format', 'jsonl'];
    const options = { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'styles') }, cache: true };
    const plain = await runCli(args, options);
    const styled = await runCli([...args, '--annotation-style', 'CoNLL 2003'], options);
    assert.deepEqual([plain.code, styled.code], [0, 0]);
    const kept = (): number =>
      readdirSync(join(folder, 'styles'), { recursive: true, encoding: 'utf8' }).filter((file) =>
        file.endsWith('.answers'),
      ).length;
    assert.equal(kept(), 2, 'an answer in a style is another answer');
    assert.deepEqual(await runCli(args, options), plain);
    assert.equal(kept(), 2);
  });

  it('explains wrong usage, and ends with code 2', async () => {
    for (const args of [
      [],
      ['extract'],
      ['extract', 'ada.txt'],
      ['extract', 'ada.txt', '--types', ' , '],
      ['extract', 'ada.txt', '--type-set', 'nonsense'],
      ['extract', 'ada.txt', '--types', 'a', '--annotation-style', ' '],
      ['nonsense'],
      ['extract', 'ada.txt', '--types', 'a', '--format', 'nonsense'],
      ['extract', 'ada.txt', '--types', 'a', '--min-score', '2'],
      ['extract', 'ada.txt', '--types', 'a', '--overlap-policy', 'none'],
      ['extract', 'ada.txt', '--types', 'a', '--offsets', 'bytes'],
      ['extract', 'ada.txt', '--types', 'a', '--format', 'brat'],
      ['extract', 'ada.txt', '--types', 'a', '--format', 'w3c', '--offsets', 'utf16'],
      ['extract', 'ada.txt', '--types', 'a', '--language', 'nonsense'],
      ['extract', 'ada.txt', '--types', 'a', '--nonsense'],
    ]) {
      const { code, stdout, stderr } = await runCli(args, { cwd: folder });
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^(error: .+|Usage: )/);
      assert.doesNotMatch(stderr, /\n\s+at /);
    }
  });

  it('helps', async () => {
    for (const args of [['--help'], ['extract', '--help'], ['help', 'extract']]) {
      const { code, stdout, stderr } = await runCli(args, { cwd: folder });
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^Usage: universal-ner/);
    }
  });

  it('writes one file whole, in the format of its name', async () => {
    const { code, stdout, stderr } = await cli([
      'notes',
      '--types',
      'person',
      '--out',
      'new folder/found.csv',
    ]);
    assert.deepEqual([code, stdout, stderr], [0, '', '']);
    assert.deepEqual(readdirSync(join(folder, 'new folder')), ['found.csv']);
    const content = readFileSync(join(folder, 'new folder', 'found.csv'), 'utf8');
    const { documents } = csv.read([{ name: 'found.csv', content }]);
    assert.deepEqual(
      documents.map(({ name }) => name),
      ['ada.txt', 'deep/ada.txt', 'letter.md', 'link.txt'],
    );
  });

  it('writes files for each document into a folder, and none outside it', async () => {
    const given = [
      'ada.txt',
      '../'.repeat(12) + join(folder, 'bom.txt').slice(1),
      join(folder, 'notes', 'ada.txt'),
    ];
    const { code, stderr } = await cli([...given, '--types', 'person', '--format', 'brat', '--out', 'brat']);
    assert.equal(code, 0, stderr);
    const written = readdirSync(join(folder, 'brat'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    );
    assert.equal(written.length, 6);
    assert.ok(readFileSync(join(folder, 'brat', 'ada.ann'), 'utf8').includes('Ada Lovelace'));
    assert.equal(readFileSync(join(folder, 'brat', 'ada.txt'), 'utf8').trim(), ada);
  });

  it('says why it can not write', async () => {
    const { code, stderr } = await cli(['ada.txt', '--types', 'person', '--out', 'ada.txt/found.jsonl']);
    assert.equal(code, 3);
    assert.match(stderr, /^ada\.txt\/found\.jsonl: .+\n$/);
  });

  it('says so where nothing can be made at all', async function () {
    if (process.platform !== 'linux') this.skip();
    for (const out of ['/proc/found.jsonl', '/proc/folder/deeper/found.jsonl']) {
      const { code, stderr } = await cli(['ada.txt', '--types', 'person', '--out', out]);
      assert.deepEqual([code, stderr], [3, `${out}: can't be made there\n`]);
    }
  });

  it('shows the text with its mentions and a table, in colours where they are wanted', async () => {
    const input = `${ada} \u001b[31mnot red\u001b[0m`;
    const args = ['-', '--types', 'person,city', '--format', 'terminal'];
    const plain = await cli(args, { input });
    assert.equal(plain.code, 0);
    assert.ok(!plain.stdout.includes('\u001b'));
    assert.match(plain.stdout, /\[Ada Lovelace\] wrote to \[Charles Babbage\] from \[London\]/);
    assert.match(plain.stdout, /\[person\]\s+2 {2}Ada Lovelace, Charles Babbage/);
    const coloured = await cli(args, { input, env: { FORCE_COLOR: '1' } });
    assert.match(coloured.stdout, /\u001b\[48;5;\d+;38;5;16mAda Lovelace\u001b\[0m/);
    assert.ok(!coloured.stdout.includes('\u001b[31m'));
    const none = await cli(args, { input, env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    assert.equal(none.stdout, plain.stdout);
  });

  it('ends quietly when its reader does', async () => {
    const child = startCli(['extract', ...Array.from({ length: 50 }, () => 'ada.txt'), '--types', 'person'], {
      cwd: folder,
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number | null];
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('ends when it is interrupted, and its model with it', async function () {
    if (process.platform !== 'linux') this.skip();
    const child = startCli(['extract', '-', '--types', 'person'], { cwd: folder });
    child.stdin.end(
      Array.from({ length: 400 }, (_, index) => `${ada} It was letter ${String(index)}.`).join('\n\n'),
    );
    const pid = child.pid ?? 0;
    await until(async () => (await modelProcessesOf(pid)).length > 0);
    const models = await modelProcessesOf(pid);
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 130);
    for (const model of models) await until(async () => !(await isAlive(model)));
  });
});
