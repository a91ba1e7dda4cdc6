import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { readSamples } from '../../scripts/samples.mjs';

describe('the samples', () => {
  const folder = new URL('../../samples/', import.meta.url);

  it('stand in the table of their README, each with some types', () => {
    const texts = readdirSync(folder).filter((name) => name !== 'README.md');
    const listed = readSamples();
    assert.deepEqual(listed.map(({ file }) => file).sort(), texts.map((name) => `samples/${name}`).sort());
    for (const { file, types } of listed) assert.ok(types.length >= 3 && types.every(Boolean), file);
  });

  it('are of a length that a person reads', () => {
    for (const { file } of readSamples()) {
      const words = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split(/\s+/);
      assert.ok(words.length >= 250 && words.length <= 600, `${file}: ${words.length} words`);
    }
  });
});
