import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { customColor, type ColorCustomizations } from '../../../client/src/types/colorCustomizations.ts';

const id = 'universalNer.entity3';

function colorsIn(customizations: ColorCustomizations, theme = 'Default Dark Modern') {
  const { everywhere, inTheme } = customColor(customizations, theme, id);
  return [everywhere, inTheme];
}

describe("a person's own colours", () => {
  it('are read where they hold for all themes', () => {
    assert.deepEqual(colorsIn({ [id]: '#ff0000' }), ['#ff0000', undefined]);
    assert.deepEqual(colorsIn({ 'universalNer.entity4': '#ff0000' }), [undefined, undefined]);
  });

  it('are read where they hold for the theme, by all ways to name it', () => {
    const block = { [id]: '#00f' };
    for (const key of [
      '[Default Dark Modern]',
      '[Monokai][Default Dark Modern]',
      '[*Dark*]',
      '[Default*]',
      '[*]',
    ]) {
      assert.deepEqual(colorsIn({ [key]: block }), [undefined, '#00f'], key);
    }
    for (const key of ['[Monokai]', '[Dark]', '[Default Dark.Modern]', 'Default Dark Modern', '[dark*]']) {
      assert.deepEqual(colorsIn({ [key]: block }), [undefined, undefined], key);
    }
  });

  it('are told apart where both hold, and the last of several blocks counts', () => {
    const customizations = {
      '[*Dark*]': { [id]: '#111111' },
      [id]: '#222222',
      '[*Modern]': { [id]: '#333333' },
    };
    assert.deepEqual(colorsIn(customizations), ['#222222', '#333333']);
  });

  it('are none where they are no colours', () => {
    for (const value of ['red', '#12', '#12345', '#1234567', '#fff;}', '#ggg', 5, null, {}]) {
      assert.deepEqual(
        colorsIn({ [id]: value, '[*]': { [id]: value } }),
        [undefined, undefined],
        String(value),
      );
    }
    assert.deepEqual(colorsIn({ '[*]': 'x', '[Default*]': null }), [undefined, undefined]);
    assert.deepEqual(colorsIn({ [id]: '#12345678' }), ['#12345678', undefined]);
  });
});
