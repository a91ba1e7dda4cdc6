import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { settingsSchema } from '../../server/src/settings.ts';
import { userError } from '../../server/src/userError.ts';

describe('an error for a person', () => {
  it('leads to the setting that its remedy speaks of, whichever that is', () => {
    for (const name of Object.keys(settingsSchema)) {
      const remedy = `Split the document, or change universalNer.${name}.`;
      assert.deepEqual(userError({ message: 'It failed.', remedy }), {
        message: 'It failed.',
        remedy,
        setting: name,
      });
    }
  });

  it('keeps the setting that it names itself, and leads nowhere where none is spoken of', () => {
    const named = { message: 'Wrong.', remedy: 'See universalNer.types.', setting: 'typeSets' };
    assert.deepEqual(userError(named), named);
    const plain = { message: 'Wrong.', remedy: 'Run "Universal NER: Restart Model".' };
    assert.deepEqual(userError(plain), plain);
    const keyless = { message: 'Wrong.', remedy: 'Set its API key.', needsApiKey: true } as const;
    assert.deepEqual(userError(keyless), keyless);
  });
});
