import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markdownSteps } from '../../../server/src/document/markdown.ts';
import { MarkdownLabels } from '../../../server/src/document/markdownLabels.ts';
import { readMarkdownBlocks } from '../../../server/src/document/markdownProse.ts';
import type { ProseDocument } from '../../../server/src/document/prose.ts';
import { ProseBuilder } from '../../../server/src/document/proseBuilder.ts';
import { ProseMemo } from '../../../server/src/document/proseMemo.ts';
import { readProse, readProseSteps } from '../../../server/src/document/registry.ts';
import { finish } from '../../../server/src/document/steps.ts';
import { runs } from '../../properties.ts';

/** Every block as kind, prose, and the source it was read from. */
function blocks({ source, prose, map, blocks }: ProseDocument): string[][] {
  return blocks.map((block) => {
    const span = map.toSource(block);
    return [block.kind, prose.slice(block.start, block.end), source.slice(span.start, span.end)];
  });
}

/** What the source says where `text` stands in the prose. */
function sourceOf(source: string, text: string): string {
  const { prose, map } = readProse('markdown', source);
  const start = prose.indexOf(text);
  assert.notEqual(start, -1, `${JSON.stringify(text)} is not in ${JSON.stringify(prose)}`);
  const span = map.toSource({ start, end: start + text.length });
  return source.slice(span.start, span.end);
}

describe('Markdown', () => {
  it('reads the prose of every kind of block', () => {
    const source = `# One *two* #

Three
=====

- [ ] four
  - five

1. six

> seven
eight

| nine | ten |
| ---- | --- |
| 11   | 12  |

![thirteen](x.png)

fourteen[^1] ![fifteen](y.png)

[^1]: sixteen
`;
    assert.deepEqual(
      blocks(readProse('markdown', source)).map(([kind, text]) => [kind, text]),
      [
        ['heading', 'One two'],
        ['heading', 'Three'],
        ['listItem', 'four'],
        ['listItem', 'five'],
        ['listItem', 'six'],
        ['paragraph', 'seven eight'],
        ['tableRow', 'nine | ten'],
        ['tableRow', '11 | 12'],
        ['alt', 'thirteen'],
        ['paragraph', 'fourteen fifteen'],
        ['footnote', 'sixteen'],
      ],
    );
  });

  it('leaves out code, URLs, HTML, comments, definitions and front matter', () => {
    const source = `---
title: Secret

date: Secret
---
A \`Secret\` <b title="Secret">b</b> <!-- Secret --> c <https://Secret.org> [d](Secret "Secret") www.Secret.org

\`\`\`js
Secret

Secret
\`\`\`

    Secret

<!-- Secret

Secret -->

<div class="Secret">

e

</div>

<script>
Secret

Secret
</script>

[d]: Secret "Secret"
`;
    const { prose } = readProse('markdown', source);
    assert.doesNotMatch(prose, /Secret/);
    assert.match(prose, /^A \ufffc b {2}c \ufffc d \ufffc\n\ne$/);
  });

  it('maps mentions with markup inside to exact ranges', () => {
    assert.equal(sourceOf('So **Ada** Lovelace came.', 'Ada Lovelace'), 'Ada** Lovelace');
    assert.equal(sourceOf('So [Ada](x) Lovelace', 'Ada Lovelace'), 'Ada](x) Lovelace');
    assert.equal(sourceOf('[Ada *King*][1] left\n\n[1]: u', 'King left'), 'King*][1] left');
    assert.equal(sourceOf('a Caf&eacute; b', 'Café'), 'Caf&eacute;');
    assert.equal(sourceOf('a R&amp;D b', 'R&D'), 'R&amp;D');
    assert.equal(sourceOf('a &#x1F600; b', '😀'), '&#x1F600;');
    assert.equal(sourceOf('a 5\\*3 b', '5*3'), '5\\*3');
    assert.equal(sourceOf('> Ada\n> Lovelace', 'Ada Lovelace'), 'Ada\n> Lovelace');
    assert.equal(sourceOf('> Ada\nLovelace', 'Ada Lovelace'), 'Ada\nLovelace');
    assert.equal(sourceOf('- Ada\r\n  Lovelace', 'Ada Lovelace'), 'Ada\r\n  Lovelace');
    assert.equal(sourceOf('Mail ada@example.org now', 'ada@example.org'), 'ada@example.org');
    assert.equal(sourceOf('\ufeff# Ada', 'Ada'), 'Ada');
    assert.equal(sourceOf('| a \\| b | c |\n|-|-|', 'a | b'), 'a \\| b');
  });

  it('keeps emoji, combining marks, right-to-left and CJK text as they are', () => {
    for (const text of ['👨‍👩‍👧‍👦 Ada', 'Zo\u0308e\u0301', 'דוד בן גוריון', '夏目漱石', '세종대왕은', 'a\tb']) {
      assert.equal(sourceOf(`# x\r\n\r\n1 **${text}** 2`, text), text);
    }
  });

  it('reads line ends as a reader sees them', () => {
    const prose = (source: string): string => readProse('markdown', source).prose;
    assert.equal(prose('Ada  \nKing\\\nLovelace<br>\nx'), 'Ada\nKing\nLovelace\nx');
    assert.equal(prose('東京\n大学。\n世界'), '東京大学。世界');
    assert.equal(prose('서울\n대학교'), '서울 대학교');
    assert.equal(prose('東京\nAda'), '東京 Ada');
  });

  it('never lets a mention run over two cells', () => {
    assert.equal(readProse('markdown', '|Ada|King|\n|-|-|\n|x||').prose, 'Ada | King\n\nx');
  });

  it('finds where HTML begins in every chunk', () => {
    const code = '    code\n'.repeat(600);
    const headingsBelow = (above: string): string[] => {
      const { blocks, prose } = readProse('markdown', `${above}<span>\n# Ada\n\n# King`);
      return blocks.filter(({ kind }) => kind === 'heading').map(({ start, end }) => prose.slice(start, end));
    };
    assert.deepEqual(headingsBelow(`---\n${code}`), ['King']);
    assert.deepEqual(headingsBelow(`Letters\n\n${code}`), ['King']);
    assert.deepEqual(
      headingsBelow(`- Letters\n\n${code}`),
      ['Ada', 'King'],
      'no code, but a paragraph of the item',
    );
  });

  it('drops blocks without a letter or a digit', () => {
    assert.equal(readProse('markdown', 'Ada\n\n`x`\n\n😀 *–*\n\nKing').prose, 'Ada\n\nKing');
    assert.equal(sourceOf('`x`\n\n*King*', 'King'), 'King');
  });

  it('reads nothing from nothing', () => {
    for (const source of ['', '\ufeff', '\n\n', '---', '```', '***', '[a]: b']) {
      assert.deepEqual(readProse('markdown', source).blocks, [], JSON.stringify(source));
    }
  });

  const LINES = [
    '', '', '', '', 'Ada *King*', 'wrote **to', 'him** [x] and [y][x]', '# Head', 'Set', '===\n', '---', '- item',
    '  - sub', '   more', '1. one', '1. two', '> quote', '> - in', '```', '~~~', '    code', '<div>', '</div>',
    '<!-- c', 'c -->', '<b>x</b>', '| a | b |', '|---|---|', '[x]: /u "t"', '[^1]: note', 'see[^1]', '    deep',
    '* star', '+++', '\tTab', '&amp; \\* é', '[x]:', '/u', '<span>',
  ]; // prettier-ignore
  const text = fc.array(fc.constantFrom(...LINES), { maxLength: 24 }).map((lines) => lines.join('\n'));

  it('reads a document in chunks as it reads it at once', () => {
    const sizes = { least: 1, enough: 1, most: 1_000_000 };
    fc.assert(
      fc.property(text, (rest) => {
        // At once, the parser takes the second of two lazy tags for the start of HTML, which can't interrupt a paragraph.
        fc.pre(!rest.includes('<span>\n<span>'));
        const source = `Start\n\n[x]: /u\n\n[^1]: note\n\n${rest}`;
        const whole = new ProseBuilder();
        whole.append(readMarkdownBlocks(source, new MarkdownLabels().forPart()), 0);
        assert.deepEqual(
          blocks(finish(markdownSteps(source, new ProseMemo(), sizes))),
          blocks(whole.document(source)),
        );
      }),
      { numRuns: runs(400) },
    );
  });

  it('reads an edited document with its memo as it reads it afresh', () => {
    const sizes = { least: 1, enough: 1, most: 1_000_000 };
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (versions) => {
        const memo = new ProseMemo();
        versions.forEach((version, at) => {
          const source = `# ${String(at)}\n\n${version}\n\n# Same\n\n${versions[0] ?? ''}`;
          assert.deepEqual(
            blocks(finish(markdownSteps(source, memo, sizes))),
            blocks(finish(markdownSteps(source, new ProseMemo(), sizes))),
          );
        });
      }),
      { numRuns: runs(200) },
    );
  });

  it('parses only what changed when it has a memo', () => {
    const part = (name: string): string =>
      `# ${name}\n\n${`Ada *King* wrote to [${name}](x). `.repeat(200)}\n\n`;
    const names = Array.from({ length: 60 }, (_, at) => `n${String(at)}`);
    const memo = new ProseMemo();
    const milliseconds = (source: string): number => {
      const before = process.cpuUsage();
      finish(readProseSteps('markdown', source, memo));
      return process.cpuUsage(before).user / 1000;
    };
    const first = milliseconds(names.map(part).join(''));
    const again = milliseconds(names.with(30, 'edited').map(part).join(''));
    assert.ok(again * 4 < first, `${String(first)} ms, then ${String(again)} ms`);
  });

  it('maps every unit of the prose to the source that it was read from, and back', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 80 })), (source) => {
        const { prose, map, blocks } = readProse('markdown', source);
        let before = 0;
        for (const block of blocks) {
          for (let at = block.start; at < block.end; at++) {
            const span = map.toSource({ start: at, end: at + 1 });
            const read = source.slice(span.start, span.end);
            const unit = prose.charAt(at);
            if (read === '') assert.match(unit, /[ |\n]/);
            else {
              assert.ok(span.start >= before || /^&/.test(read), 'in the order of the source');
              before = span.start;
              const same = read === unit || (/\s/.test(unit) && read.trim() === '');
              assert.ok(same || unit === '\ufffc' || /^(?:&|\\|<br)/i.test(read), `${unit} from ${read}`);
              const back = map.toProse(span);
              assert.ok(back !== undefined && back.start <= at && back.end > at);
            }
          }
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it('finds every word of a text under any mix of markup', () => {
    const wrap = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => `**${word}**`,
      (word) => `*${word}*`,
      (word) => `~~${word}~~`,
      (word) => `[${word}](https://x.org/a_b "t")`,
      (word) => `![${word}](i.png)`,
      (word) => `<b>${word}</b>`,
      (word) => `***[${word}](u)***`,
    );
    const space = fc.constantFrom(' ', '\n', '  ', '\r\n', ' <!-- c --> ', ' `x` ', ' &amp; ', '\\\n');
    const prefix = fc.constantFrom('', '> ', '- ', '1. ', '# ', '> - ');
    fc.assert(
      fc.property(
        prefix,
        fc.array(fc.tuple(wrap, space), { minLength: 1, maxLength: 12 }),
        (start, parts) => {
          const separators = start === '# ' ? [' '] : undefined;
          let source = `${start}`;
          const places: number[] = [];
          parts.forEach(([wrapWord, between], at) => {
            const word = `w${String(at)}e`;
            places.push(source.length + wrapWord(word).indexOf(word));
            source += wrapWord(word) + (separators?.[0] ?? between);
          });
          const { prose, map } = readProse('markdown', source);
          places.forEach((place, at) => {
            const word = `w${String(at)}e`;
            const found = prose.search(new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`));
            assert.notEqual(found, -1, `${word} in ${prose}`);
            assert.deepEqual(map.toSource({ start: found, end: found + word.length }), {
              start: place,
              end: place + word.length,
            });
          });
        },
      ),
    );
  });

  it('reads long and hostile texts in short time', () => {
    const many = (text: string, length = 30_000): string => text.repeat(Math.ceil(length / text.length));
    const hostile = [
      '*a_ ',
      'www.a_',
      '[',
      '[^a',
      '[a](<b',
      '`a',
      '<a ',
      '> ',
      '|',
      'a\n',
      '- a\n',
      '**a **a ',
    ];
    for (const text of hostile) {
      const before = process.cpuUsage();
      readProse('markdown', many(text));
      const milliseconds = process.cpuUsage(before).user / 1000;
      assert.ok(milliseconds < 5000, `${text}: ${String(milliseconds)} ms`);
    }
  });

  it('keeps reading a long list, table or paragraph as what it is', () => {
    const long = (line: string): string => `${line}\n`.repeat(2000);
    const kinds = (source: string): Set<string | undefined> =>
      new Set(readProse('markdown', source).blocks.map(({ kind }) => kind));
    assert.deepEqual(kinds(long('- Ada *King*')), new Set(['listItem']));
    const table = readProse('markdown', `| a | b |\n|---|---|\n${long('| Ada | *King* |')}`);
    assert.equal(table.blocks.length, 2001);
    assert.equal(blocks(table)[2000]?.join(), 'tableRow,Ada | King,Ada | *King');
    assert.doesNotMatch(readProse('markdown', 'Ada **King** left. '.repeat(5000)).prose, /\*/);
  });
});
