import assert from 'node:assert/strict';
import { askedAs, askedOneByOne } from '../../../server/src/entities/labels.ts';
import { abbreviations, labels } from '../../../server/src/entities/labelTable.ts';

describe('askedAs', () => {
  const cases: Readonly<Record<string, string>> = {
    PER: 'person',
    per: 'person',
    'B-PER': 'person',
    'I-ORG': 'organization',
    ORG: 'organization',
    LOC: 'location',
    GPE: 'country, city or state',
    MISC: 'miscellaneous',
    FAC: 'facility',
    NORP: 'nationality, religious or political group',
    PRODUCT: 'product',
    EVENT: 'event',
    WORK_OF_ART: 'work of art',
    LAW: 'law',
    LANGUAGE: 'language',
    DATE: 'date',
    TIME: 'time',
    PERCENT: 'percentage',
    MONEY: 'amount of money',
    QUANTITY: 'quantity',
    ORDINAL: 'ordinal number',
    CARDINAL: 'number',
    cardinal: 'cardinal',
    'creative-work': 'creative work',
    corporation: 'corporation',
    Chemical: 'chemical',
    DISEASE: 'disease',
    cell_line: 'cell line',
    'B-cell_line': 'cell line',
    'B-cell': 'B-cell',
    'T-cell': 'T-cell',
    'B-DNA': 'DNA',
    MEDICALRECORD: 'medical record number',
    ADE: 'adverse drug event',
    Restaurant_Name: 'restaurant name',
    'person-actor': 'actor',
    'organization-sportsteam': 'sports team',
    'building-airport': 'airport',
    'PER.NOM': 'person',
    'B-LOCderiv': 'nationality',
    IBAN_CODE: 'IBAN',
    T103: 'chemical',
    'I-MANP': 'manufacturing process',
    para: 'para',
    mat: 'mat',
    DrugName: 'drug name',
    drug_name: 'drug name',
    DRUG_NAME: 'drug name',
    DNASequence: 'DNA sequence',
    DNA_binding: 'DNA binding',
    'drug dosage': 'drug dosage',
    'clause with a deadline': 'clause with a deadline',
    'COVID-19 vaccine': 'COVID-19 vaccine',
    'New York street': 'New York street',
    HTTPS: 'HTTPS',
    iPhone: 'iPhone',
    정치인: '정치인',
    '  city ': 'city',
    __: '__',
    constructor: 'constructor',
    '-': '-',
    'B-': 'B-',
  };
  for (const [type, words] of Object.entries(cases)) {
    it(`asks ${JSON.stringify(type)} as ${JSON.stringify(words)}`, () => {
      assert.equal(askedAs(type), words);
    });
  }

  it("asks a label in the user's own words first, in the case that the user gave it", () => {
    const own = { PER: 'human being', widget: 'gadget' };
    assert.equal(askedAs('PER', own), 'human being');
    assert.equal(askedAs('I-PER', own), 'human being');
    assert.equal(askedAs('per', own), 'person');
    assert.equal(askedAs('widget', own), 'gadget');
    assert.equal(askedAs('ORG', own), 'organization');
  });

  it('asks labels that lump kinds together one by one', () => {
    assert.deepEqual(askedOneByOne('B-GPE'), ['country', 'city', 'state']);
    assert.deepEqual(askedOneByOne('ORG'), ['organization']);
    assert.deepEqual(askedOneByOne('MISC', { MISC: 'other name' }), ['other name']);
  });

  it('asks its own words as they are', () => {
    for (const words of [...Object.values(abbreviations), ...Object.values(labels)]) {
      assert.equal(askedAs(words), words);
    }
  });
});
