import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { escapeMarkdown } from '../../../server/src/features/hover.ts';

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const kinds = (node: Node): string[] => [node.type, ...(node.children ?? []).flatMap(kinds)];
const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join('');

describe('document text in a hover', () => {
  it('is never Markdown or HTML', () => {
    const dangerous = fc.constantFrom(
      ...[
        '<img src=x>',
        '**',
        '_',
        '`',
        '[a](b)',
        '![',
        '# ',
        '- ',
        '1. ',
        '&amp;',
        '\\',
        '|',
        '~~',
        '\n',
        'a',
        '> ',
        '=',
      ],
    );
    fc.assert(
      fc.property(fc.array(dangerous, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const tree = fromMarkdown(`**type** of “${escapeMarkdown(text)}” here`) as Node;
        assert.deepEqual([...new Set(kinds(tree))], ['root', 'paragraph', 'strong', 'text']);
        assert.equal(textOf(tree), `type of “${text.replace(/\s+/gu, ' ')}” here`);
      }),
    );
  });
});
