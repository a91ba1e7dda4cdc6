import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AnswerCache } from '../../../../server/src/entities/cache.ts';
import { discover } from '../../../../server/src/entities/discovery/discover.ts';
import type { DiscoverOptions } from '../../../../server/src/entities/discovery/discover.ts';
import { extract } from '../../../../server/src/entities/extract.ts';
import { EntityStore } from '../../../../server/src/entities/store.ts';
import { TypeResolver } from '../../../../server/src/entities/types.ts';
import type { DiscoveredTypes } from '../../../../server/src/protocol.ts';
import { ScriptedEngine } from '../scriptedExtraction.ts';

const dictionary = {
  person: ['Ada', 'Bob', 'Cy'],
  politician: ['Ada', 'Bob', 'Cy'],
  city: ['Oslo', 'Rome', 'Paris'],
  'musical instrument': ['cello'],
};
const text = Array.from(
  { length: 12 },
  (_, at) =>
    `On day ${String(at)} Ada and Bob met Cy in Oslo, not in Rome or Paris. Somebody played the cello, for long.`,
).join('\n\n');
const document = { uri: 'file:///a.md', version: 1, languageId: 'markdown', text };
const resolver = new TypeResolver();
const options: DiscoverOptions = { passageBudget: 60, resolve: (type) => resolver.resolve(type) };

const rooms = (): { engine: ScriptedEngine; cache: AnswerCache; modelKey: string } => ({
  engine: new ScriptedEngine(dictionary),
  cache: new AnswerCache(),
  modelKey: 'scripted',
});

describe('discovering types', () => {
  it('proposes the types that have answers, with examples that stand in the document', async () => {
    const { proposals, progress } = await discover(document, options, rooms());
    const names = proposals.map(({ name }) => name);
    assert.ok(names.includes('person') && names.includes('city') && names.includes('musical instrument'));
    assert.deepEqual(proposals.find(({ name }) => name === 'person')?.similar, ['politician']);
    assert.ok(proposals.flatMap(({ examples }) => examples).every((example) => text.includes(example)));
    assert.equal(proposals.find(({ name }) => name === 'city')?.mentionEstimate, 36);
    assert.equal(progress.asked, progress.total);
  });

  it('finds e-mail addresses and the like by their patterns, without the model', async () => {
    const own = rooms();
    const mail = { ...document, text: text.replaceAll('for long.', 'says ada@example.org.') };
    const { proposals } = await discover(mail, options, own);
    assert.ok(
      proposals.some(({ name, examples }) => name === 'email address' && examples[0] === 'ada@example.org'),
    );
    assert.ok(own.engine.asked.every(({ type }) => type !== 'email address'));
  });

  it('asks each question once, those of a passage together, far fewer than all', async () => {
    const own = rooms();
    await discover(document, options, own);
    const asked = own.engine.asked.map(({ passage, type }) => `${type} ${passage}`);
    assert.equal(new Set(asked).size, asked.length);
    assert.ok(asked.length < 2_000, String(asked.length));
  });

  it('tells what it has found while it asks, and how far it is', async () => {
    const told: DiscoveredTypes[] = [];
    const onProgress = (found: () => DiscoveredTypes): void => {
      if (told.length < 400) told.push(found());
    };
    await discover(document, { ...options, onProgress }, rooms());
    assert.ok(told.some(({ proposals }) => proposals.length > 0));
    assert.ok(told.some(({ progress }) => progress.etaMs !== undefined));
    assert.ok(told.every(({ progress: { asked, total } }) => asked <= total));
    assert.ok(told.every((each, at) => each.progress.asked >= (told[at - 1]?.progress.asked ?? 0)));
  });

  it('asks nothing when it runs again, and accepting a type asks about the other passages only', async () => {
    const own = rooms();
    const first = await discover(document, options, own);
    const before = own.engine.asked.length;
    assert.deepEqual((await discover(document, options, own)).proposals, first.proposals);
    assert.equal(own.engine.asked.length, before);
    const store = new EntityStore();
    store.open(document.uri, 1);
    const known = own.engine.asked.filter(({ type }) => type === 'city').length;
    const extraction = { passageBudget: 60, languages: ['en'], foreign: 'run', policy: 'all' } as const;
    await extract(document, ['city'], extraction, { ...own, store });
    const passages = new Set(own.engine.asked.map(({ passage }) => passage)).size;
    assert.equal(own.engine.asked.length - before, passages - known);
    assert.equal(store.mentions(document.uri).length, 36);
  });

  it('keeps what it has found when it is stopped', async () => {
    const own = rooms();
    const abort = new AbortController();
    own.engine.before = () => {
      if (own.engine.asked.length === 60) abort.abort();
    };
    const { proposals, progress } = await discover(document, { ...options, signal: abort.signal }, own);
    assert.ok(proposals.some(({ name }) => name === 'person'));
    assert.ok(progress.asked < progress.total);
    assert.equal(own.engine.asked.length, 60);
  });

  it('goes on where questions fail, and fails where the model can not be asked', async () => {
    const own = rooms();
    own.engine.outcome = ({ type }) => (type === 'person' ? 'failed' : 'complete');
    const { proposals } = await discover(document, options, own);
    assert.ok(!proposals.some(({ name }) => name === 'person'));
    assert.ok(proposals.some(({ name }) => name === 'city'));
    own.engine.before = () => Promise.reject(new Error('no model'));
    await assert.rejects(discover({ ...document, text: 'Ada is in Rome.' }, options, own), /no model/);
  });

  it('proposes nothing for an empty document', async () => {
    const { proposals, progress } = await discover({ ...document, text: '' }, options, rooms());
    assert.deepEqual([proposals, progress], [[], { asked: 0, total: 0 }]);
  });
});
