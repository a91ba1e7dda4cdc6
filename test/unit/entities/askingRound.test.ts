import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { passageSteps } from '../../../server/src/document/passages.ts';
import type { Span } from '../../../server/src/document/span.ts';
import { readProse } from '../../../server/src/document/registry.ts';
import { finish } from '../../../server/src/document/steps.ts';
import { AskingRound } from '../../../server/src/entities/askingRound.ts';
import { AnswerCache, passageKey, queryKey } from '../../../server/src/entities/cache.ts';
import { PassageWork } from '../../../server/src/entities/passageWork.ts';
import { TypeResolver } from '../../../server/src/entities/types.ts';

const lines = ['Ada lives in Oslo with a big dog.', 'Bob went to Rome for a week and came back.'];

/** The work on a document whose paragraphs repeat. */
function repeated(times: number): PassageWork[] {
  const prose = readProse('plaintext', Array.from({ length: times }, () => lines.join('\n\n')).join('\n\n'));
  const resolver = new TypeResolver();
  const types = ['city', 'person'].map((type) => resolver.resolve(type));
  return finish(passageSteps(prose, 12)).map((passage) => {
    const kept = { ...prose.map.toSource(passage), text: passage.text, foreign: undefined, gone: false };
    return new PassageWork({ ...kept, settledAs: undefined }, passage, {
      modelKey: 'scripted',
      policy: 'all',
      map: prose.map,
      types,
      besides: [],
    });
  });
}

describe('a round of questions', () => {
  it('asks about each text once, and looks at no more passages than that', () => {
    const works = repeated(50);
    let looks = 0;
    const round = new AskingRound(works, new AnswerCache(), {
      visible: () => [],
      isOpen: () => {
        looks++;
        return true;
      },
    });
    const queries = [...round.queries()];
    const texts = new Set(works.map(({ text }) => text));
    assert.ok(works.length > texts.size);
    assert.equal(queries.length, texts.size * 2);
    assert.equal(looks, texts.size);
    for (const query of queries) {
      const about = [
        ...round.take({ query, strings: [], outcome: 'complete', tokens: { passage: 1, answer: 1 } }),
      ];
      assert.deepEqual(
        about,
        works.filter(({ text }) => text === query.passage),
      );
    }
    assert.ok(works.every(({ isDone }) => isDone));
  });

  it('turns to what becomes visible within a passage, and comes back for the rest', () => {
    const works = repeated(1);
    const [near, far] = [works[0], works.at(-1)];
    assert.ok(near && far && near !== far);
    let visible: Span[] = [];
    const round = new AskingRound(works, new AnswerCache(), { visible: () => visible, isOpen: () => true });
    const asked: string[] = [];
    for (const { passage, type, seenSince } of round.queries()) {
      const place = works.findIndex(({ text }) => text === passage);
      asked.push([place, type, seenSince !== undefined].join(' '));
      if (asked.length === 1) visible = [far.kept];
    }
    const last = String(works.length - 1);
    assert.deepEqual(asked.slice(0, 4), [
      '0 city false',
      `${last} city true`,
      `${last} person true`,
      '0 person false',
    ]);
    assert.equal(new Set(asked).size, works.length * 2);
  });

  it('does not ask what was answered for others while it waited for room', () => {
    const cache = new AnswerCache();
    const round = new AskingRound(repeated(1).slice(0, 1), cache, { visible: () => [], isOpen: () => true });
    const queries = round.queries();
    const first = queries.next().value;
    assert.ok(first);
    const key = queryKey(passageKey('scripted', first.passage), 'person');
    const claim = cache.claim(key, first.passage);
    assert.ok(first.type === 'city' && claim.isMine);
    claim.end({ strings: [], outcome: 'complete' });
    assert.deepEqual([...queries], []);
  });
});
