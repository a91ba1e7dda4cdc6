import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { lineOfNames, namesInLine } from '../../../server/src/protocol.ts';

describe('names of types in one line', () => {
  it('are parted by commas, semicolons and line breaks', () => {
    assert.deepEqual(namesInLine(' person,drug  dosage ;city\r\n, year，人物、地点,, person '), [
      'person',
      'drug dosage',
      'city',
      'year',
      '人物',
      '地点',
      'person',
    ]);
    assert.deepEqual(namesInLine(' , '), []);
  });

  it('hold commas where they are in quotes', () => {
    const village = 'a city, town or village';
    assert.deepEqual(namesInLine(`person, "${village}",year`), ['person', village, 'year']);
    assert.deepEqual(namesInLine(`“${village}”, year`), [village, 'year']);
    assert.deepEqual(namesInLine('"the ""big"", old", year'), ['the "big", old', 'year']);
    assert.deepEqual(namesInLine(' "person" , ""'), ['person']);
  });

  it('hold the rest of the line while a quote is open', () => {
    assert.deepEqual(namesInLine('year, "a city, to'), ['year', 'a city, to']);
  });

  it('hold quotes and apostrophes that do not begin them', () => {
    assert.deepEqual(namesInLine(`women's club, 5" disk, 3" nail`), ["women's club", '5" disk', '3" nail']);
  });

  it('are written so that they are read again', () => {
    assert.equal(lineOfNames(['person', 'a city, town or village']), 'person, "a city, town or village"');
    const name = fc
      .array(
        fc.oneof(
          fc.constantFrom(',', ';', '、', '"', '“', '”', "'", ' ', 'a', 'é'),
          fc.string({ unit: 'grapheme', maxLength: 3 }),
        ),
      )
      .map((parts) => parts.join('').trim().replace(/\s+/gu, ' '))
      .filter((text) => text !== '');
    fc.assert(
      fc.property(fc.array(name), (names) => {
        assert.deepEqual(namesInLine(lineOfNames(names)), names);
      }),
    );
  });
});
