import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { describe, it } from 'mocha';
import { readProse } from '../../../server/src/document/registry.ts';
import type { AnnotatedDocument } from '../../../server/src/formats/annotatedDocument.ts';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { html } from '../../../server/src/formats/html.ts';
import { identityColors, paletteWith } from '../../../server/src/formats/palette.ts';
import { annotate, arbitraryDocument, plainDocument } from './arbitraryDocuments.ts';

const page = (
  documents: readonly AnnotatedDocument[],
  options: Parameters<typeof collectExport>[2] = {},
): string => collectExport(html, documents, options).files[0]?.content ?? '';

const plain = annotate('a.txt', plainDocument('one two'), [{ type: 'word', start: 0, end: 3 }]);

/** The marked text of a page, without the attributes that other tests look at. */
const marks = (content: string): string =>
  (/<div class="prose"[^>]*>(.*?)<\/div>/s.exec(content)?.[1] ?? '').replaceAll(
    /<mark class="(t\d+)[^>]*data-mention="(\d+)"[^>]*>/g,
    '<$1 $2>',
  );

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: { 'no-trailing-whitespace': 'off' },
});

describe('the web page', () => {
  it('is valid HTML that a screen reader can use, whatever the documents hold', async () => {
    const samples = fc.sample(arbitraryDocument, { seed: 3, numRuns: 25 });
    for (const documents of [[], ...samples.map((document) => [document]), samples.slice(0, 4)]) {
      const { valid, results } = await validator.validateString(page(documents));
      assert.ok(valid, JSON.stringify(results[0]?.messages[0]));
    }
  });

  it('shows the identity colours as a person has them, on light and on dark ground', () => {
    const own = paletteWith({
      entity2: { light: '#ff0000', dark: '#00ff00' },
      entity99: { light: '#1', dark: '#2' },
    });
    const content = page([plain], { palette: own });
    assert.match(content, /:root\{color-scheme:light dark;[^}]*--c2:#ff0000;/);
    assert.match(content, /prefers-color-scheme:dark\)\{:root\{[^}]*--c2:#00ff00;/);
    assert.equal(own.length, identityColors.length);
    assert.equal(
      content.replaceAll(/--c2:#[0-9a-f]+/g, ''),
      page([plain]).replaceAll(/--c2:#[0-9a-f]+/g, ''),
    );
  });

  it('nests what is nested, and parts what crosses', () => {
    const document = annotate('a.txt', plainDocument('one two three four'), [
      { type: 'outer', start: 0, end: 13 },
      { type: 'inner', start: 4, end: 7 },
      { type: 'crossing', start: 8, end: 18 },
    ]);
    assert.equal(
      marks(page([document])),
      '<p class="paragraph" dir="auto">' +
        '<t1 1>one <t2 2>two</mark> <t3 3>three</mark></mark><t3 3> four</mark></p>',
    );
  });

  it('shows the prose in its blocks; a mention may go on from one to the next', () => {
    const document = readProse('markdown', '# On **Ada**\n\nShe met\n\n- Babbage\n');
    const text = 'Ada\n\nShe';
    const start = document.prose.indexOf(text);
    const content = page([annotate('a.md', document, [{ type: 'span', start, end: start + text.length }])]);
    assert.equal(
      marks(content),
      '<h2 dir="auto">On <t1 1>Ada</mark></h2><t1 1>\n\n</mark>' +
        '<p class="paragraph" dir="auto"><t1 1>She</mark> met</p>\n\n' +
        '<p class="listItem" dir="auto">Babbage</p>',
    );
    assert.match(content, /<mark class="t1 s1 continued gap"/);
  });

  it('lets nothing of a document act, and loads nothing', () => {
    const evil = '<script>alert(1)</script> & "quotes" </mark></article>';
    const document = annotate(`${evil}.md`, plainDocument(evil), [{ type: evil, start: 0, end: 8 }]);
    const content = page([document]);
    assert.doesNotMatch(content, /<script|<\/mark><\/article> |\bhref=|\bsrc=|@import|url\(/);
    assert.match(content, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/);
    assert.equal(html.read([{ name: 'x.html', content }]).documents[0]?.annotations[0]?.type, evil);
  });

  it('counts types in the legend, in the colours that it is given, and says how sure a mention is', () => {
    const document = annotate('a.txt', plainDocument('Ada met Bob at 5'), [
      { type: 'person', start: 0, end: 3, score: 0.496 },
      { type: 'person', start: 8, end: 11, score: 0.5 },
      { type: 'hour', start: 15, end: 16, score: 1, foundBy: 'pattern' },
    ]);
    const slotOf = (type: string): number => (type === 'hour' ? 7 : 12);
    const content = page([document], { slotOf, weakBelow: 0.5, languageOf: () => 'en' });
    assert.match(content, /class="t1 s12" checked>.*<span>person<\/span><span class="count">2<\/span>/);
    assert.match(content, /class="t2 s7" checked>.*<span>hour<\/span><span class="count">1<\/span>/);
    assert.match(content, /<mark class="t1 s12 weak"[^>]* title="person, score 0.49">Ada/);
    assert.match(content, /<mark class="t1 s12"[^>]* title="person, score 0.50">Bob/);
    assert.match(content, /<mark class="t2 s7"[^>]* title="hour, found by a pattern">5/);
    assert.match(content, /<legend>3 mentions<\/legend>/);
    assert.match(content, /<div class="prose" lang="en">/);
  });

  it('is read as it stands, also when its text was corrected by hand; other marks are ignored', () => {
    const document = annotate('a.txt', plainDocument('Ada met Bob'), [
      { type: 'person', start: 0, end: 3, score: 0.5 },
      { type: 'person', start: 8, end: 11 },
    ]);
    const content = page([document]).replace(' met ', ' wrote <mark>to</mark> ');
    const { documents, ignored } = html.read([{ name: 'x.html', content }]);
    assert.equal(documents[0]?.text, 'Ada wrote to Bob');
    assert.deepEqual(documents[0].annotations, [
      { type: 'person', text: 'Ada', start: 0, end: 3, score: 0.5 },
      { type: 'person', text: 'Bob', start: 13, end: 16 },
    ]);
    assert.deepEqual([...ignored], [['mark', 1]]);
  });

  it('is told from other pages', () => {
    assert.throws(() => html.read([{ name: 'x.html', content: '<p>Hello' }]), {
      message: 'x.html: this is not a page that Universal NER wrote',
    });
  });

  it('opens with a hundred thousand mentions', () => {
    const text = 'Ada '.repeat(100_000);
    const spans = Array.from({ length: 100_000 }, (_, at) => ({
      type: 'name',
      start: at * 4,
      end: at * 4 + 3,
    }));
    const content = page([annotate('a.txt', plainDocument(text), spans)]);
    assert.equal(content.match(/<mark /g)?.length, 100_000);
  }).timeout(20_000);
});
