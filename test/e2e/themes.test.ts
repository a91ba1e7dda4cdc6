import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { testHost } from './host/inside.ts';
import { startSession } from './host/session.ts';
import type { Session } from './host/session.ts';
import { waitFor } from './host/waitFor.ts';

/** Each kind of theme, and one (Monokai) that leaves semantic highlighting off. */
const themes = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast', 'Monokai'];

/** Red, green and blue of a computed colour. */
const channels = (colour: string): string => /rgba?\((\d+, \d+, \d+)/.exec(colour)?.[1] ?? colour;

describe('themes', function () {
  this.timeout(180_000);
  let session: Session;

  before(async function () {
    if (testHost() !== 'code-server') this.skip();
    session = await startSession();
    const { workbench } = session;
    await workbench.run('Universal NER: Show Entities Panel');
    await workbench.webview.locator('body').waitFor();
    await workbench.openFile('news-report.md');
    await workbench.extract('person', 'city', 'organization');
    await workbench.notification(/Extracting/).waitFor();
    await workbench.notification(/Extracting/).waitFor({ state: 'hidden', timeout: 120_000 });
  });

  after(() => session?.stop());

  for (const theme of themes) {
    it(`shows highlights and the panel's swatches in one colour: ${theme}`, async () => {
      const { workbench } = session;
      await workbench.chooseTheme(theme);
      const swatch = workbench.webview.locator('.row.type .swatch').first();
      await waitFor(`the colours of ${theme}`, async () => {
        const painted = await swatch.evaluate((element) => getComputedStyle(element).backgroundColor);
        const marked = await workbench.highlights();
        return marked.some(({ border }) => border.includes(channels(painted))) || undefined;
      });
      const highlights = await workbench.highlights();
      assert.ok(
        highlights.every(
          ({ border, background }) => !border.startsWith('0px') || !background.endsWith(', 0)'),
        ),
      );
      await workbench.screenshot(`theme ${theme}`);
    });
  }
});
