import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { root } from './host/hostFiles.ts';
import { testHost } from './host/inside.ts';
import { startSession } from './host/session.ts';
import type { Session } from './host/session.ts';

type Words = Readonly<Record<string, string>>;
const read = (file: string): Words => JSON.parse(readFileSync(join(root, file), 'utf8')) as Words;

describe('Korean', function () {
  this.timeout(180_000);
  const titles = read('package.nls.ko.json');
  const sentences = read('l10n/bundle.l10n.ko.json');
  let session: Session;

  before(async function () {
    if (testHost() !== 'code-server') this.skip();
    session = await startSession({ language: 'ko' });
  });

  after(() => session?.stop());

  it('is spoken by commands, panel and list of types', async () => {
    const { workbench } = session;
    await workbench.run(`Universal NER: ${titles['command.showEntitiesPanel']}`);
    await workbench.webview.getByRole('button', { name: sentences['Open a Sample'] ?? '' }).waitFor();
    await workbench.openFile('korean.md');
    await workbench.run(`Universal NER: ${titles['command.extractEntities']}`);
    await workbench.page
      .locator('.quick-input-title', { hasText: sentences['Extract Entities'] ?? '' })
      .waitFor();
    await workbench.quickRow('person').first().waitFor();
    await workbench.screenshot('Korean');
  });
});
