import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { contextsOf } from '../../../server/src/formats/context.ts';
import { cutScore } from '../../../server/src/formats/score.ts';
import { annotate } from '../../../server/src/formats/annotatedDocument.ts';
import { arbitraryDocument, plainDocument } from './arbitraryDocuments.ts';

/** The contexts of all places of some words. */
function contexts(text: string, ...words: readonly string[]): string[] {
  const mentions = words.map((word) => ({
    start: text.indexOf(word),
    end: text.indexOf(word) + word.length,
  }));
  return [...contextsOf(plainDocument(text), mentions)];
}

describe('the context of a mention', () => {
  it('is its sentence on one line, or the line that ends without a sentence', () => {
    const text = 'Letter 5\nDr. Ada met \t Bob. It rained! 東京は雨。 서울은 맑다.';
    assert.deepEqual(contexts(text, '5', 'Ada', 'Bob', 'It', '東京', '서울'), [
      'Letter 5',
      'Dr. Ada met Bob.',
      'Dr. Ada met Bob.',
      'It rained!',
      '東京は雨。',
      '서울은 맑다.',
    ]);
  });

  it('has all sentences that the mention touches, and those of mentions inside it', () => {
    const text = 'He read. War. And Peace again. Then slept.';
    assert.deepEqual(contexts(text, 'War. And Peace', 'Peace', 'slept'), [
      'War. And Peace again.',
      'War. And Peace again.',
      'Then slept.',
    ]);
  });

  it('is what stands around the mention where the sentence is long, in whole words and letters', () => {
    const [context = ''] = contexts(`${'before '.repeat(200)}Ada ${'after '.repeat(200)}`, 'Ada');
    assert.match(context, /^…(before )+Ada (after )*after…$/);
    assert.ok(context.length > 200 && context.length < 250);
    const [joined = ''] = contexts(`${'😀'.repeat(300)}Ada,${'x😀'.repeat(300)}`, 'Ada');
    assert.match(joined, /^…(😀)+Ada,(x😀?)+…$/u);
  });

  it('holds the mention, whatever the text', () => {
    fc.assert(
      fc.property(arbitraryDocument, ({ document, annotations }) => {
        const mentions = annotations.map(({ prose }) => prose);
        const found = [...contextsOf(document, mentions)];
        assert.equal(found.length, mentions.length);
        const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();
        for (const [index, { start, end }] of mentions.entries()) {
          const context = found[index] ?? '';
          assert.ok(context.includes(plain(document.prose.slice(start, end))));
          assert.doesNotMatch(context, /[\r\n\t]/);
          assert.ok(plain(document.prose).includes(context), 'nothing but what a reader reads');
        }
      }),
    );
  });
});

describe('the scores of exports', () => {
  it('have four decimals, and stay on their side of every minimum', () => {
    const exported = (score: number): number | undefined =>
      annotate([{ type: 't', text: 'a', source: { start: 0, end: 1 }, score }], plainDocument('a'))[0]?.score;
    assert.equal(exported(0.8123456789012345), 0.8123);
    assert.equal(exported(0.99999), 0.9999);
    assert.equal(exported(0.49999999), 0.4999);
    assert.equal(exported(0.29), 0.29);
    assert.equal(exported(1), 1);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(100), (score, hundredths) => {
        const minimum = hundredths / 100;
        if (Math.abs(score - minimum) > 1e-12) assert.equal(cutScore(score) >= minimum, score >= minimum);
        assert.equal(cutScore(cutScore(score)), cutScore(score));
        assert.ok(String(cutScore(score)).length <= 6);
      }),
    );
  });
});
