import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { proposalsView } from '../../../server/src/cli/proposalsView.ts';

const proposals = [
  {
    name: 'person',
    group: 'people',
    examples: ['Ada\nLovelace', '王莲'],
    mentionEstimate: 120,
    score: 0.5,
    similar: ['politician'],
  },
  { name: 'drug', group: 'medicine', examples: ['ramipril'], mentionEstimate: 3, score: 0.4, similar: [] },
];

describe('proposals in a terminal', () => {
  it('stand in columns, a type a line', () => {
    assert.deepEqual(proposalsView(proposals, Infinity).split('\n'), [
      'type    about  field     examples',
      'person    120  people    Ada Lovelace, 王莲  (also: politician)',
      'drug        3  medicine  ramipril',
      '',
    ]);
  });

  it('are clipped to the terminal, and obey no control characters', () => {
    const [, line = ''] = proposalsView(
      [{ ...proposals[0], examples: ['\u001b[31mred'] } as never],
      34,
    ).split('\n');
    assert.equal(line, 'person    120  people  ␛[31mred  …');
  });
});
