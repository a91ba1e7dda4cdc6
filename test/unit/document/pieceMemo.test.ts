import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutPassages, passageSteps } from '../../../server/src/document/passages.ts';
import { PieceMemo } from '../../../server/src/document/pieceMemo.ts';
import { readProse } from '../../../server/src/document/registry.ts';
import { finish } from '../../../server/src/document/steps.ts';

const paragraphs = fc.array(
  fc.constantFrom(
    '# Heading',
    '## A heading of more words than that',
    'Ada went to Rome. She stayed there, for a week or so; nobody knows why.',
    'One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve.',
    '어제 서울에서 만난 사람은 누구였을까? 아무도 모른다.',
    '- item 😀\n- another item',
    `${'longword'.repeat(30)} end`,
  ),
  { maxLength: 12 },
);

describe('cutting with a memo', () => {
  it('gives what cutting anew gives, through any edits and budgets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(paragraphs, fc.constantFrom(8, 20, 60)), { maxLength: 6 }),
        (versions) => {
          const memo = new PieceMemo();
          for (const [parts, budget] of versions) {
            const document = readProse('markdown', parts.join('\n\n'));
            assert.deepEqual(finish(passageSteps(document, budget, memo)), cutPassages(document, budget));
          }
        },
      ),
    );
  });

  it('cuts only blocks that changed, and forgets what is gone', () => {
    const memo = new PieceMemo();
    let cuts = 0;
    const cut = (): [] => {
      cuts++;
      return [];
    };
    const read = (...keys: string[]): void => {
      memo.begin();
      for (const key of keys) memo.pieces(key, cut);
    };
    read('a', 'b', 'a');
    assert.equal(cuts, 2);
    read('b', 'c');
    assert.equal(cuts, 3);
    read('b');
    read('a', 'b');
    assert.equal(cuts, 4);
  });
});
