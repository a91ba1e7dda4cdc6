import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { TypedField } from '../../../client/src/types/typedField.ts';

/** VS Code's field in a process of its own: what either side says arrives later, in order. */
class FarField {
  value = '';
  readonly entered: string[] = [];
  private readonly puts: string[] = [];
  private readonly events: (string | undefined)[] = [];
  readonly near = new TypedField((text) => this.puts.push(text));

  type(letter: string): void {
    this.set(this.value + letter);
  }

  /** Enter is told as it is; what stands in the field then is the other side's to know. */
  press(): void {
    this.events.push(undefined);
  }

  /** The field hears of the next thing that it was asked for; @returns whether there was one */
  hear(): boolean {
    const put = this.puts.shift();
    if (put !== undefined) this.set(put);
    return put !== undefined;
  }

  /** The extension hears of the next thing that happened; @returns whether there was one */
  tell(): boolean {
    if (this.events.length === 0) return false;
    const value = this.events.shift();
    if (value !== undefined) this.near.change(value);
    else {
      this.entered.push(this.near.text);
      this.near.enter();
    }
    return true;
  }

  private set(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.events.push(value);
  }
}

describe('the field that a person types into', () => {
  it('loses no letter and no Enter, however late both sides hear of each other', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c', 'd') },
      { weight: 1, arbitrary: fc.constant('Enter') },
      { weight: 3, arbitrary: fc.constantFrom('hear', 'tell') },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const field = new FarField();
        let word = '';
        const words: string[] = [];
        const letters = new Set<string>();
        for (const each of steps) {
          if (each === 'hear') field.hear();
          else if (each === 'tell') field.tell();
          else if (each === 'Enter') {
            words.push(word);
            word = '';
            field.press();
          } else {
            // No letter twice: then every change of the field says by itself what it comes from.
            const letter = `${each}${letters.size} `;
            letters.add(letter);
            word += letter;
            field.type(letter);
          }
        }
        while (field.tell() || field.hear());
        assert.deepEqual(field.entered, words);
        assert.equal(field.near.text, word);
        assert.equal(field.value, word);
      }),
    );
  });

  it('holds what is typed, deleted and typed again', () => {
    const field = new TypedField(() => assert.fail('nothing is to be put back'));
    for (const value of ['p', 'pe', 'p', '', 'x']) {
      field.change(value);
      assert.equal(field.text, value);
    }
  });

  it('asks for the field to be emptied once', () => {
    const asked: string[] = [];
    const field = new TypedField((text) => asked.push(text));
    field.change('person');
    field.enter();
    field.enter();
    assert.deepEqual(asked, ['']);
    assert.equal(field.text, '');
  });
});
