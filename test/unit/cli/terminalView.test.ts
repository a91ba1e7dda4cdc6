import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Legend } from '../../../server/src/cli/legend.ts';
import { terminalView } from '../../../server/src/cli/terminalView.ts';
import { readProse } from '../../../server/src/document/registry.ts';

/** The view of a text in which the given stretches are mentions. */
function view(
  text: string,
  found: readonly (readonly [type: string, text: string])[],
  columns = 80,
  colours = false,
): string {
  const document = readProse('plaintext', text);
  const annotations = found
    .map(([type, mention]) => {
      const start = text.indexOf(mention);
      const source = { start, end: start + mention.length };
      return { type, text: mention, source, prose: source, score: 1 };
    })
    .sort((a, b) => a.source.start - b.source.start || b.source.end - a.source.end);
  const legend = new Legend();
  legend.add({ types: ['person', 'place'], colors: {} });
  return terminalView(
    { name: 'a.txt', languageId: 'plaintext', document, annotations },
    legend,
    columns,
    colours,
  );
}

describe('the view in a terminal', () => {
  it('shows mentions where they stand, and what was found of each type', () => {
    assert.equal(
      view('Ada met Bob in Rome.\r\nBye.', [
        ['person', 'Ada'],
        ['person', 'Bob'],
        ['place', 'Rome'],
      ]),
      'a.txt\n\n[Ada] met [Bob] in [Rome].\nBye.\n\n[person]     2  Ada, Bob\n[place]      1  Rome\n',
    );
  });

  it('shows the inner one of mentions inside each other', () => {
    const shown = view('University of Rome now', [
      ['person', 'University of Rome'],
      ['place', 'Rome'],
    ]);
    assert.ok(shown.includes('\n[University of ][Rome] now\n'));
  });

  it('paints no line end', () => {
    const shown = view('New\nYork', [['place', 'New\nYork']], 80, true);
    assert.equal(shown.match(/\u001b\[48;5;\d+;38;5;16m(New|York)\u001b\[0m/g)?.length, 2);
  });

  it('gives each type a colour of its own, the same everywhere', () => {
    const shown = view(
      'Ada in Rome',
      [
        ['person', 'Ada'],
        ['place', 'Rome'],
      ],
      80,
      true,
    );
    const colourOf = (text: string): string[] =>
      [...shown.matchAll(new RegExp(`\\u001b\\[48;5;(\\d+);38;5;16m${text}`, 'g'))].map(
        (match) => match[1] ?? '',
      );
    assert.deepEqual(colourOf('Ada'), colourOf('person'));
    assert.deepEqual(colourOf('Rome'), colourOf('place'));
    assert.notDeepEqual(colourOf('Ada'), colourOf('Rome'));
  });

  it('obeys no control characters of the text', () => {
    const shown = view('a\u001b[2Jb\u0007\u009b1m\u202etxt.exe', []);
    assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/.test(shown));
    assert.ok(shown.includes('a␛[2Jb␇'));
  });

  it('keeps the table within the columns', () => {
    const names = Array.from({ length: 30 }, (_, index) => ['place', `서울${String(index)}e\u0301`] as const);
    const shown = view(names.map(([, name]) => name).join(' '), names, 40);
    const line = shown.split('\n').find((row) => row.startsWith('[place]')) ?? '';
    assert.ok(line.endsWith('…'));
    assert.ok(line.replace(/[가-힣]/g, 'xx').replaceAll('\u0301', '').length <= 40);
  });
});
