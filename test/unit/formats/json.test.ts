import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import * as z from 'zod';
import { collectExport } from '../../../server/src/formats/collect.ts';
import { annotationsShape, json } from '../../../server/src/formats/json.ts';
import { jsonl } from '../../../server/src/formats/jsonl.ts';
import { annotate, arbitraryDocument, plainDocument } from './arbitraryDocuments.ts';
import { runs } from '../../properties.ts';

const schemaFile = new URL('../../../server/src/formats/annotations.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8')) as object;
const sample = annotate('a.md', plainDocument('😀 Ada\u2028met\u0085Bob'), [
  { type: 'person', start: 3, end: 6, score: 0.5 },
  { type: 'two people', start: 3, end: 14 },
]);

describe('the JSON format', () => {
  it('is what its published schema says', () => {
    const { title, description } = schema as { title: string; description: string };
    const made = z.toJSONSchema(annotationsShape, { io: 'input' });
    assert.deepEqual(schema, { ...made, title, description });
  });

  it('writes what the schema, read by another validator, allows', () => {
    const validate = new Ajv2020({ strictTuples: false }).compile(schema);
    fc.assert(
      fc.property(fc.array(arbitraryDocument, { maxLength: 2 }), (documents) => {
        const written: unknown = JSON.parse(collectExport(json, documents).files[0]?.content ?? '');
        assert.ok(validate(written), JSON.stringify(validate.errors));
      }),
      { numRuns: runs(50) },
    );
    assert.equal(validate({ format: 'universal-ner', version: 2, offsets: 'utf16', documents: [] }), false);
  });

  const mistakes: [what: string, content: string, message: RegExp][] = [
    ['a comma too many', '{\n"format": "universal-ner",\n}', /^x\.json, line 3: this is not valid JSON$/],
    ['something else', '{ "name": 1 }', /^x\.json, line 1: format: /],
    ['nothing', '', /^x\.json, line 1: this is not valid JSON$/],
    [
      'a wrong offset',
      collectExport(json, [sample]).files[0]?.content.replace('"start":3', '"start":"3"') ?? '',
      /^x\.json, line 9: documents\[0\]\.mentions\[0\]\.start: .*expected (number|int)/,
    ],
    [
      'an offset after the end',
      collectExport(json, [sample]).files[0]?.content.replace('"end":14', '"end":15') ?? '',
      /^x\.json: a mention ends at 15, after the end of the text$/,
    ],
  ];
  for (const [what, content, message] of mistakes) {
    it(`tells where ${what} stands`, () => {
      assert.throws(() => json.read([{ name: 'x.json', content }]), { name: 'FormatError', message });
    });
  }
});

describe('the JSON Lines format', () => {
  it('writes one mention a line with exactly seven fields, in the unit that was asked for', () => {
    const lines = (offsets: 'utf16' | 'codepoint') =>
      collectExport(jsonl, [sample], { offsets }).files[0]?.content ?? '';
    assert.equal(
      lines('utf16'),
      '{"file":"a.md","type":"two people","text":"Ada\\u2028met\\u0085Bob","start":3,"end":14,"score":null,"foundBy":null}\n' +
        '{"file":"a.md","type":"person","text":"Ada","start":3,"end":6,"score":0.5,"foundBy":null}\n',
    );
    assert.match(lines('codepoint'), /"start":2,"end":13,.*\n.*"start":2,"end":5,/);
  });

  it('tells the line of a mistake', () => {
    const good = '{"file":"a","type":"t","text":"x","start":0,"end":1}';
    const read = (content: string) => () => jsonl.read([{ name: 'x.jsonl', content }]);
    assert.throws(read(`${good}\n\n{"file"`), { message: 'x.jsonl, line 3: this is not valid JSON' });
    assert.throws(read(`${good}\n[]`), { message: /^x\.jsonl, line 2: the value: / });
    assert.throws(read(`${good}\n${good.replace('"end":1', '"end":-1')}`), {
      message: /^x\.jsonl, line 2: end: /,
    });
    assert.throws(read(good.replace('"start":0', '"start":4')), {
      message: 'x.jsonl, line 1: a mention ends (1) before it starts',
    });
  });

  it('keeps code point offsets where it does not know the text', () => {
    const { content } = collectExport(jsonl, [sample], { offsets: 'codepoint' }).files[0] ?? { content: '' };
    const [document] = jsonl.read([{ name: 'x.jsonl', content }], { offsets: 'codepoint' }).documents;
    assert.equal(document?.unit, 'codepoint');
    assert.deepEqual(document.annotations[1], { type: 'person', text: 'Ada', start: 2, end: 5, score: 0.5 });
  });
});
