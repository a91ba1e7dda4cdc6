import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findFrontMatter } from '../../../server/src/document/frontMatter.ts';
import { readProse } from '../../../server/src/document/registry.ts';

const contentOf = (source: string): string | undefined => {
  const found = findFrontMatter(source)?.content;
  return found && source.slice(found.start, found.end);
};

describe('front matter', () => {
  it('is found in YAML and TOML, with every kind of line end and after a byte order mark', () => {
    assert.equal(contentOf('---\na: 1\n---\nText'), 'a: 1\n');
    assert.equal(contentOf('\ufeff---\r\na: 1\r\n---'), 'a: 1\r\n');
    assert.equal(contentOf('--- \t\na: 1\r\n---  \r\nText'), 'a: 1\r\n');
    assert.equal(contentOf('---\ra: 1\r---\r'), 'a: 1\r');
    assert.equal(contentOf('+++\na = 1\n+++\n'), 'a = 1\n');
    assert.equal(contentOf('---\n---\n'), '');
    assert.equal(findFrontMatter('+++\n+++\n')?.language, 'toml');
  });

  it('is nothing that does not begin the document, or does not end', () => {
    for (const source of [
      '\n---\na: 1\n---\n',
      '---\na: 1\n',
      '---\na: 1\n+++\n',
      ' ---\n---\n',
      '----\n---\n',
    ]) {
      assert.equal(findFrontMatter(source), undefined, JSON.stringify(source));
    }
  });

  it('is read letter for letter, and is no prose', () => {
    const line = fc.constantFrom('\n', '\r\n', '\r');
    const words = fc.stringMatching(/^[a-z]{1,8}: ?(?:[가-힣]|😀|[a-z-]){0,9}$/);
    fc.assert(
      fc.property(fc.array(words), line, fc.boolean(), fc.boolean(), (lines, end, isMarked, isAlone) => {
        const content = lines.map((text) => text + end).join('');
        const source = `${isMarked ? '\ufeff' : ''}---${end}${content}---${isAlone ? '' : `${end}Prose.`}`;
        assert.equal(contentOf(source), content);
        assert.equal(readProse('markdown', source).prose.trim(), isAlone ? '' : 'Prose.');
      }),
    );
  });
});
