import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { ModelError } from '../../server/src/model/engine.ts';
import type { Answer } from '../../server/src/model/engine.ts';
import { askAll, cross, Engines, paragraphsOf } from './engines.ts';
import type { TestEngine } from './engines.ts';

const ada = 'Ada Lovelace wrote to Charles Babbage from London in 1843.';
const nasty = [
  'He said "stop", \\ and left.\nThen: "Ada \\"Countess\\" Lovelace", {1} [2] </s> <|im_end|>.',
  '서울에서 김민수 씨가 👩\u200d👩\u200d👧 東京へ Zoe\u0308 Müller를 만났다.',
  '\t \u0007 A\u0000b \u{42000} \ud800 lone',
  '   ',
  '',
];

describe('the local engine', function () {
  this.timeout(180_000);
  const engines = new Engines();
  let shared: TestEngine;
  before(() => {
    shared = engines.start();
  });
  after(() => engines.dispose());

  const textsOf = (answers: readonly Answer[], type: string): string[] | undefined =>
    answers.find(({ query }) => query.type === type)?.strings.map(({ text }) => text);

  it("answers as the model's card says", async () => {
    const answers = await askAll(shared.engine, cross([ada], ['person', 'city', 'animal']));
    assert.deepEqual(textsOf(answers, 'person'), ['Ada Lovelace', 'Charles Babbage']);
    assert.deepEqual(textsOf(answers, 'city'), ['London']);
    assert.deepEqual(textsOf(answers, 'animal'), []);
  });

  it('answers each query once, with scores, in strings that stand in the passage', async () => {
    const passages = [
      ...nasty,
      ...paragraphsOf('meeting-notes.md'),
      ...paragraphsOf('korean.md').slice(0, 4),
    ];
    const queries = cross(passages, ['person', 'organization', 'a "quoted" type \\ 날짜']);
    const answers = await askAll(shared.engine, queries);
    const open = new Set(queries);
    for (const { query, strings, outcome, tokens } of answers) {
      assert.ok(open.delete(query), 'a query was answered twice');
      assert.ok(outcome === 'complete' || outcome === 'truncated');
      assert.ok(tokens.passage > 0 && tokens.answer >= 0);
      assert.equal(new Set(strings.map(({ text }) => text)).size, strings.length);
      for (const { text, score } of strings) {
        assert.ok(text.trim() !== '' && query.passage.includes(text), text);
        assert.ok(score >= 0 && score <= 1);
      }
    }
    assert.equal(open.size, 0);
  });

  it('asks in the style of a data set, beside the same questions without one', async () => {
    const plain = cross([ada], ['person', 'city', 'animal']);
    const styled = plain.map((query) => ({ ...query, style: 'CoNLL 2003' }));
    const answers = await askAll(
      shared.engine,
      plain.flatMap((query, at) => [query, styled[at] ?? query]),
    );
    const tokens = (style?: string): number[] =>
      answers.filter(({ query }) => query.style === style).map(({ tokens: { passage } }) => passage);
    assert.deepEqual(
      textsOf(
        answers.filter(({ query }) => !query.style),
        'city',
      ),
      ['London'],
    );
    assert.equal(tokens('CoNLL 2003').length, 3);
    assert.ok(Math.min(...tokens('CoNLL 2003')) > Math.max(...tokens()), 'the style is part of the prompt');
  });

  it('gives the same answers again', async () => {
    const queries = cross([ada, ...paragraphsOf('news-report.md').slice(0, 2)], ['person', 'date']);
    const first = await askAll(shared.engine, queries);
    const second = await askAll(shared.engine, queries);
    const texts = (answers: readonly Answer[]): unknown[] =>
      queries.map((query) =>
        answers.find((answer) => answer.query === query)?.strings.map(({ text }) => text),
      );
    assert.deepEqual(texts(second), texts(first));
  });

  it('says of a passage that does not fit that it is too long, and answers the rest', async () => {
    const long = Array.from({ length: 2000 }, (_, index) => `word${String(index)}`).join(' ');
    const answers = await askAll(shared.engine, cross([long, ada], ['person', 'city']));
    assert.equal(answers.length, 4);
    for (const { query, outcome, strings } of answers) {
      assert.equal(outcome, query.passage === long ? 'too-long' : 'complete');
      assert.ok(query.passage === ada || strings.length === 0);
    }
  });

  it('describes itself', async () => {
    const description = await shared.engine.describe();
    assert.match(description.name, /SmolLM2/);
    assert.ok(description.lanes >= 1 && description.threads >= 1);
    assert.ok(description.maxPassageTokens > 0 && description.maxPassageTokens < description.contextTokens);
    assert.match(description.runtime, /^node-llama-cpp \d+/);
  });

  it('stops within one evaluation, and is free for the next query at once', async () => {
    const stop = new AbortController();
    const queries = cross(paragraphsOf('contract.md'), [
      'company',
      'person',
      'date',
      'law',
      'amount of money',
    ]);
    let stoppedAt = 0;
    const reading = (async () => {
      for await (const answer of shared.engine.ask(queries, { signal: stop.signal })) {
        assert.ok(stoppedAt === 0, `answered after the end: ${answer.query.type}`);
        stoppedAt = performance.now();
        stop.abort();
      }
    })();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.ok(performance.now() - stoppedAt < 1000);
    assert.equal((await askAll(shared.engine, cross([ada], ['city']))).length, 1);
    assert.ok(performance.now() - stoppedAt < 5000);
    await assert.rejects(shared.engine.ask(queries, { signal: stop.signal })[Symbol.asyncIterator]().next(), {
      name: 'AbortError',
    });
  });

  it('forgets the rest when its reader leaves', async () => {
    const queries = cross(paragraphsOf('encyclopedia.md'), ['person', 'year']);
    for await (const answer of shared.engine.ask(queries)) {
      assert.ok(answer);
      break;
    }
    assert.deepEqual(shared.engine.state, { kind: 'ready' });
  });

  it('serves those who ask at the same time in turn', async () => {
    const passages = [...paragraphsOf('news-report.md'), ...paragraphsOf('meeting-notes.md')];
    const many = cross(passages, ['animal', 'dish', 'river', 'vehicle', 'weapon']);
    assert.ok(many.length > 60);
    const stop = new AbortController();
    let answered = 0;
    const reading = (async () => {
      for await (const { query } of shared.engine.ask(many, { signal: stop.signal })) {
        assert.ok(many.includes(query));
        answered++;
      }
    })();
    assert.equal((await askAll(shared.engine, cross([ada], ['person', 'city']))).length, 2);
    assert.ok(answered < many.length, String([answered, many.length]));
    stop.abort();
    await assert.rejects(reading, { name: 'AbortError' });
  });

  it('tells where it stands', async () => {
    const { engine } = engines.start();
    const kinds: string[] = [];
    const stop = engine.onState(({ kind }) => kinds.push(kind));
    assert.equal(engine.state.kind, 'idle');
    await askAll(engine, cross([ada], ['person', 'city']));
    assert.equal(kinds[0], 'loading');
    assert.ok(kinds.includes('asking'));
    assert.equal(engine.state.kind, 'ready');
    stop();
    engine.dispose();
    await assert.rejects(askAll(engine, cross([ada], ['city'])), ModelError);
    assert.equal(kinds.at(-1), 'ready');
  });
});
