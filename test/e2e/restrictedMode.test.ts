import { after, before, describe, it } from 'mocha';
import { testHost } from './host/inside.ts';
import { startSession } from './host/session.ts';
import type { Session } from './host/session.ts';

describe('restricted mode', function () {
  this.timeout(180_000);
  let session: Session;

  before(async function () {
    if (testHost() !== 'code-server') this.skip();
    session = await startSession({
      workspaceTrust: true,
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'always',
      },
      files: {
        'letters.md': 'Ada Lovelace wrote to Charles Babbage from London in 1843.\n',
        '.vscode/settings.json': JSON.stringify({
          'universalNer.model': '/nowhere/model-of-a-stranger.gguf',
        }),
      },
    });
  });

  after(() => session?.stop());

  it("extracts with the user's own model, whatever the folder's settings name", async () => {
    const { workbench } = session;
    await workbench.statusItem(/Restricted Mode/).waitFor();
    await workbench.openFile('letters.md');
    await workbench.extract('person');
    await workbench.waitForHighlight('Ada Lovelace');
    await workbench.screenshot('restricted mode');
  });
});
