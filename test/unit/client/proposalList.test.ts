import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ProposalList } from '../../../client/src/discovery/proposalList.ts';
import { inventory } from '../../../server/src/entities/discovery/inventory.ts';
import type { TypeProposal } from '../../../server/src/protocol.ts';

const proposal = (name: string, mentionEstimate = 1): TypeProposal => ({
  name,
  group: 'people',
  examples: ['Ada'],
  mentionEstimate,
  score: 0.5,
  similar: [],
});
const all = (...names: string[]): TypeProposal[] => names.map((name) => proposal(name));
const shown = (list: ProposalList): string[] => list.lines.map(({ name }) => name);

describe('the list of proposals', () => {
  it('shows the best first as long as nobody does anything', () => {
    const list = new ProposalList();
    list.update(all('person', 'city'));
    list.update(all('date', 'person'));
    assert.deepEqual(shown(list), ['date', 'person']);
  });

  it('moves no line once it is held, adds at the end, and keeps what it says up to date', () => {
    const list = new ProposalList();
    list.update(all('person', 'city'));
    list.hold();
    list.update([proposal('date'), proposal('city', 7), proposal('law')]);
    assert.deepEqual(shown(list), ['person', 'city', 'date', 'law']);
    assert.equal(list.lines[1]?.mentionEstimate, 7);
  });

  it('names no type as similar that has a line of its own', () => {
    const list = new ProposalList();
    list.update(all('politician'));
    list.hold();
    list.update([{ ...proposal('person'), similar: ['politician', 'scientist'] }]);
    assert.deepEqual(
      list.lines.map(({ similar }) => similar),
      [[], ['scientist']],
    );
  });

  it('is held by a tick, and gives the ticked in their order', () => {
    const list = new ProposalList();
    list.update(all('person', 'city', 'date'));
    list.tick(['date']);
    list.tick(['city', 'date']);
    list.update(all('law'));
    assert.deepEqual(list.ticked, ['date', 'city']);
    assert.deepEqual(shown(list), ['person', 'city', 'date', 'law']);
    list.tick(['city']);
    assert.deepEqual(list.ticked, ['city']);
  });

  it('never loses a ticked line, nor shows one twice, whatever comes', () => {
    const names = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(names, names), { maxLength: 8 }), (steps) => {
        const list = new ProposalList();
        for (const [found, wanted] of steps) {
          list.update(all(...found));
          const before = shown(list);
          list.tick(wanted.filter((name) => before.includes(name)));
          assert.equal(new Set(before).size, before.length);
          assert.ok(list.ticked.every((name) => before.includes(name)));
        }
      }),
    );
  });

  it('has a translated name for the field of every type', () => {
    const source = readFileSync(
      new URL('../../../client/src/discovery/groupNames.ts', import.meta.url),
      'utf8',
    );
    for (const group of new Set(inventory.map((type) => type.group)))
      assert.ok(source.includes(`l10n.t('${group}')`), group);
  });
});
