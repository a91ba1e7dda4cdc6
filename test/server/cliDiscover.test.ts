import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { TypeProposal } from '../../server/src/protocol.ts';
import { runCli } from './cliProcess.ts';

const ada = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
const options = { cwd: '.', input: ada };

describe('universal-ner discover', function () {
  this.timeout(240_000);

  it('prints the types that a text has mentions of, with examples that stand in it', async () => {
    const { code, stdout, stderr } = await runCli(['discover', '-', '--json'], options);
    assert.equal(code, 0, stderr);
    const { file, proposals } = JSON.parse(stdout) as { file: string; proposals: TypeProposal[] };
    assert.equal(file, '-');
    const person = proposals.find(({ name }) => name === 'person');
    assert.deepEqual([...(person?.examples ?? [])].sort(), ['Ada Lovelace', 'Charles Babbage']);
    for (const example of proposals.flatMap(({ examples }) => examples)) assert.ok(ada.includes(example));
  });

  it('tells about the model and how it was asked, where it is to', async () => {
    const { code, stderr } = await runCli(['discover', '-', '--json', '--verbose'], options);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^-: \d+ questions in [\d.]+ s$/m);
    assert.match(stderr, /, on CPU, threads: \d+, lanes: \d+ of \d+ tokens, .* a second, /m);
  });

  it('says in a line when nothing is found, and what can not be read or asked', async () => {
    const empty = await runCli(['discover', '-'], { ...options, input: '' });
    assert.deepEqual([empty.code, empty.stdout], [0, '']);
    assert.match(empty.stderr, /^-: no types with mentions were found\n$/);
    const missing = await runCli(['discover', 'nowhere.md'], options);
    assert.deepEqual([missing.code, missing.stderr], [3, 'nowhere.md: does not exist\n']);
    const unasked = await runCli(['discover', '-', '--model', 'nowhere.gguf'], options);
    assert.equal(unasked.code, 3);
    assert.match(unasked.stderr, /--model|nowhere\.gguf/);
    assert.equal((await runCli(['discover'], options)).code, 2);
  });
});
