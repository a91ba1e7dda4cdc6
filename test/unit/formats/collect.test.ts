import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { annotateSteps } from '../../../server/src/formats/annotatedDocument.ts';
import { collectExport, collectSteps } from '../../../server/src/formats/collect.ts';
import { formats } from '../../../server/src/formats/registry.ts';
import type { Steps } from '../../../server/src/document/steps.ts';
import { annotate, plainDocument } from './arbitraryDocuments.ts';

/** Runs steps to their end. @returns the result, and in how many steps it was made */
function counted<T>(steps: Steps<T>): { result: T; count: number } {
  for (let count = 1; ; count++) {
    const step = steps.next();
    if (step.done === true) return { result: step.value, count };
  }
}

describe('an export in memory', () => {
  const words = 3000;
  const document = plainDocument('Ada. '.repeat(words));
  const spans = Array.from({ length: words }, (_, at) => ({ type: 'name', start: 5 * at, end: 5 * at + 3 }));
  const annotated = annotate('a.md', document, spans);

  for (const format of formats) {
    it(`is made in steps and comes out the same: ${format.id}`, () => {
      const { result, count } = counted(collectSteps(format, [annotated]));
      assert.deepEqual(result, collectExport(format, [annotated]));
      assert.ok(result.files.length > 0 && count >= 3, `${String(count)} steps`);
    });
  }

  it('has its mentions placed in steps', () => {
    const mentions = annotated.annotations.map(({ type, text, source }) => ({ type, text, source }));
    const { result, count } = counted(annotateSteps(mentions, document));
    assert.deepEqual(result, annotated.annotations);
    assert.ok(count > 5, `${String(count)} steps`);
  });
});
