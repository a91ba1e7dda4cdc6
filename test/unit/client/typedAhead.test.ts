import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { TypedAhead } from '../../../client/src/types/typedAhead.ts';

describe('what is typed ahead', () => {
  let typed: TypedAhead;
  beforeEach(() => {
    typed = new TypedAhead();
  });

  it('is what stands in the field, where nothing was entered', () => {
    assert.equal(typed.change('pers'), 'pers');
    assert.equal(typed.textOf('pers'), 'pers');
    assert.equal(typed.change(''), '');
  });

  it('stands behind what was entered until the field is emptied, and is put back then', () => {
    typed.enter('person');
    assert.equal(typed.change('personc'), undefined);
    assert.equal(typed.change('personci'), undefined);
    assert.equal(typed.textOf(''), 'ci');
    assert.equal(typed.change(''), 'ci');
    assert.equal(typed.change('ci'), 'ci');
    assert.equal(typed.textOf('ci'), 'ci');
  });

  it('can be entered before the field is emptied', () => {
    typed.enter('person');
    typed.change('personcity');
    assert.equal(typed.textOf(''), 'city');
    typed.enter('');
    assert.equal(typed.textOf(''), '');
    assert.equal(typed.change('personcityy'), undefined);
    assert.equal(typed.textOf(''), 'y');
    assert.equal(typed.change(''), 'y');
  });

  it('is nothing when a person waits', () => {
    typed.enter('person');
    assert.equal(typed.textOf(''), '');
    assert.equal(typed.change(''), '');
    assert.equal(typed.change('person'), 'person');
    assert.equal(typed.textOf('person'), 'person');
  });
});
