import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { w3c } from '../../../server/src/formats/w3c.ts';
import { annotate, arbitraryDocument, plainDocument } from './arbitraryDocuments.ts';
import { runs } from '../../properties.ts';

interface Page {
  readonly '@context': unknown;
  readonly id: string;
  readonly items: readonly Record<string, unknown>[];
}

const folder = new URL('./w3c/', import.meta.url);
const schemasIn = (name: string) =>
  readdirSync(new URL(name, folder)).map((file) => ({
    file,
    schema: JSON.parse(readFileSync(new URL(name + file, folder), 'utf8')) as Record<string, unknown>,
  }));

/** The suite's assertions of one kind, ready to ask. */
function assertionsIn(name: string) {
  const definitions = schemasIn('definitions/');
  return schemasIn(name).map(({ file, schema }) => {
    const ajv = new AjvDraft04({ strict: false, logger: false });
    addFormats(ajv);
    for (const definition of definitions) ajv.addSchema(definition.schema, definition.file);
    return { file, holds: ajv.compile(schema) };
  });
}

const base = 'https://example.org/texts/';
const write = (...args: Parameters<typeof collectExport> extends [unknown, ...infer Rest] ? Rest : never) =>
  JSON.parse(collectExport(w3c, ...args).files[0]?.content ?? '') as Page;

describe('the W3C Web Annotation format', () => {
  const named = arbitraryDocument.map((document) => ({ ...document, name: 'a folder/ü.md' }));

  it("meets the W3C test suite's assertions for pages and annotations", () => {
    const page = assertionsIn('page/');
    const annotation = assertionsIn('annotation/');
    assert.ok(page.length >= 4 && annotation.length >= 10);
    fc.assert(
      fc.property(fc.array(named, { maxLength: 2 }), (documents) => {
        const written = write(documents, { base, created: '2026-01-31T12:00:00Z' });
        for (const { file, holds } of page) assert.ok(holds(written), file);
        for (const item of written.items) {
          for (const { file, holds } of annotation) {
            assert.ok(holds({ '@context': written['@context'], ...item }), `${file} ${JSON.stringify(item)}`);
          }
        }
      }),
      { numRuns: runs(25) },
    );
  });

  it('knows that the assertions can fail', () => {
    const holds = assertionsIn('annotation/').find(({ file }) => file.includes('TextDataPosition'))?.holds;
    const selector = { type: 'TextPositionSelector', start: -1, end: 3 };
    assert.equal(holds?.({ target: { source: base, selector } }), false);
  });

  it('names absolute documents by absolute IRIs and gives equal annotations equal identifiers', () => {
    const three = (name: string) =>
      annotate(name, plainDocument('Ada met Bob and Ada.'), [
        { type: 'person', start: 0, end: 3 },
        { type: 'person', start: 8, end: 11 },
        { type: 'person', start: 16, end: 19 },
      ]);
    const sources = ['/a b/c.md', 'C:\\a b\\c.md', 'untitled:Untitled-1', 'x/é#?.md'].map(
      (name) => (write([three(name)], { base }).items[0]?.target as { source: string }).source,
    );
    assert.deepEqual(sources, [
      'file:///a%20b/c.md',
      'file:///C:/a%20b/c.md',
      'untitled:Untitled-1',
      `${base}x/%C3%A9%23%3F.md`,
    ]);
    const ids = (name: string) => write([three(name)]).items.map(({ id }) => id);
    assert.equal(new Set([...ids('a'), ...ids('b')]).size, 6);
    assert.deepEqual(ids('a'), ids('a'));
    assert.match(
      String(ids('a')[0]),
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('reads what other tools write', () => {
    const target = {
      source: { id: `${base}a.txt`, type: 'Text' },
      selector: { type: ['TextPositionSelector'], start: 1, end: 2 },
    };
    const tag = { type: 'TextualBody', purpose: 'tagging', value: 'person' };
    const comment = { type: 'TextualBody', purpose: 'commenting', value: 'really?' };
    const items = [
      { type: 'Annotation', body: [comment, tag], target },
      { type: 'Annotation', bodyValue: 'place', target: [target] },
      { type: 'Annotation', body: 'https://example.org/no-text', target },
      { type: 'Annotation', body: tag, target: `${base}whole.txt` },
    ];
    const collection = { type: 'AnnotationCollection', first: { type: 'AnnotationPage', items } };
    for (const content of [{ items }, collection, items]) {
      const { documents, ignored } = w3c.read([{ name: 'x.jsonld', content: JSON.stringify(content) }], {
        base,
        textOf: (name) => (name === 'a.txt' ? '😀b' : undefined),
      });
      assert.deepEqual(documents, [
        {
          name: 'a.txt',
          text: '😀b',
          unit: 'utf16',
          annotations: [
            { type: 'person', text: 'b', start: 2, end: 3 },
            { type: 'place', text: 'b', start: 2, end: 3 },
          ],
        },
      ]);
      assert.deepEqual([...ignored], [['annotation', 2]]);
    }
  });
});
