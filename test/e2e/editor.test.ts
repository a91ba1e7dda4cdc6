import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { testHost } from './host/inside.ts';
import { startSession } from './host/session.ts';
import type { Session } from './host/session.ts';
import { waitFor } from './host/waitFor.ts';
import type { Workbench } from './host/workbench.ts';

/** Sentences whose mentions any model finds that can be used at all. */
const letters = `# Letters

Ada Lovelace wrote to Charles Babbage from London in 1843.

Marie Curie travelled from Paris to Stockholm with her daughter.
`;
const front = `---\nuniversalNer:\n  types: [person, city]\n---\n\n${letters}`;
/** No two paragraphs are equal: an answer that is known already is not asked for again. */
const long = Array.from(
  { length: 600 },
  (_, index) => `Letter ${index}: Ada Lovelace wrote to Charles Babbage from London.\n\n`,
).join('');

/** As long, and in other words. */
const gone = long.replaceAll('wrote to', 'had a letter from');

/** One person's session from the first command to the last; each test goes on where the one before ended. */
describe('a session in the editor', function () {
  this.timeout(180_000);
  this.bail(true);
  let session: Session;
  let workbench: Workbench;

  before(async function () {
    if (testHost() !== 'code-server') this.skip();
    session = await startSession({
      files: { 'letters.md': letters, 'long.md': long, 'front.md': front, 'gone.md': gone },
    });
    workbench = session.workbench;
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(`FAILED ${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  after(() => session?.stop());

  /** Those of the workspace; `{}`: nothing was written there yet. */
  const settings = (): Record<string, unknown> => {
    const file = join(session.folder, '.vscode/settings.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  };

  it('extracts entities of the types that were typed, and highlights them', async () => {
    await workbench.openFile('letters.md');
    await workbench.extract('person', 'city');
    const person = await workbench.waitForHighlight('Ada Lovelace');
    const city = await workbench.waitForHighlight('London');
    assert.notEqual(person.border, city.border);
    await workbench.screenshot('highlights');
  });

  it('lists them in the panel', async () => {
    await workbench.run('Universal NER: Show Entities Panel');
    await workbench.webview
      .getByRole('treeitem', { name: /Charles Babbage/ })
      .first()
      .waitFor();
    await workbench.webview
      .getByRole('treeitem', { name: /London/ })
      .first()
      .waitFor();
    await workbench.screenshot('panel');
  });

  it('hides what is below the minimum score, in panel and editor, and shows it again', async () => {
    const slider = workbench.webview.getByRole('slider');
    await slider.focus();
    await workbench.page.keyboard.press('End');
    await workbench.waitForNoHighlights();
    await workbench.webview.getByText('hidden by score').waitFor();
    await workbench.page.keyboard.press('Delete');
    await workbench.waitForHighlight('Ada Lovelace');
    assert.equal(await workbench.webview.getByText('hidden by score').isVisible(), false);
  });

  it('dismisses an entity in the panel, and takes that back', async () => {
    const row = workbench.webview.getByRole('treeitem', { name: /Charles Babbage/ }).first();
    await row.click();
    await workbench.webview.getByRole('tree').focus();
    await workbench.page.keyboard.press('Delete');
    await row.waitFor({ state: 'hidden' });
    await workbench.page.keyboard.press('Control+z');
    await row.waitFor();
  });

  it('dismisses an entity by the menu of its row, and takes that back there', async () => {
    const row = workbench.webview.getByRole('treeitem', { name: /Charles Babbage/ }).first();
    const menu = workbench.page.locator('.monaco-menu');
    // A menu takes no click in its first moments, lest it be the one that opened it.
    const choose = async (label: string): Promise<void> => {
      await menu.getByText(label, { exact: true }).waitFor();
      await waitFor(`${label} to be taken`, async () => {
        await menu
          .getByText(label, { exact: true })
          .click({ timeout: 1_000 })
          .catch(() => undefined);
        return (await menu.count()) === 0 || undefined;
      });
    };
    await row.click({ button: 'right' });
    await menu.getByText('Dismiss', { exact: true }).waitFor();
    assert.equal(await menu.getByText('Paste').count(), 0, 'and nothing that only texts need');
    await choose('Dismiss');
    await row.waitFor({ state: 'hidden' });
    await workbench.webview
      .getByRole('treeitem', { name: /Ada Lovelace/ })
      .first()
      .click({ button: 'right' });
    await choose('Show Dismissed Entities');
    await row.waitFor();
  });

  it('reveals a mention from the panel', async () => {
    await workbench.webview
      .getByRole('treeitem', { name: /London/ })
      .first()
      .dblclick();
    await workbench.statusItem(/^Ln 3, Col .*selected/).waitFor();
  });

  it('reads the whole document where a mention is selected because it was gone to', async () => {
    await workbench.openTypes();
    await workbench.quickTitle(/^Extract: person, city$/).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('keeps highlights on their text through an edit', async () => {
    await workbench.goTo('3:1');
    await workbench.page.keyboard.type('In spring ');
    await workbench.waitForHighlight('Ada Lovelace');
  });

  it('finds what was written since, when asked again', async () => {
    await workbench.goTo('6:1');
    await workbench.page.keyboard.type('\nAda Lovelace wrote to Charles Babbage from London in 1844.');
    await workbench.run('Universal NER: Extract Again');
    await workbench.waitForHighlight('Charles Babbage', 2);
  });

  it('exports to a file on disk', async () => {
    await workbench.page.keyboard.press('Control+S');
    await workbench.run('Universal NER: Export Annotations...');
    await workbench
      .quickRow(/JSON ?Lines|JSONL/i)
      .first()
      .waitFor();
    await workbench.quickInput.fill('jsonl');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickRow('Save to File...').first().waitFor();
    await workbench.page.keyboard.press('Enter');
    await waitFor(
      'the save dialog',
      async () =>
        (await workbench.quickInput.inputValue().catch(() => '')).endsWith('letters.jsonl') || undefined,
    );
    await workbench.page.keyboard.press('Enter');
    const file = join(session.folder, 'letters.jsonl');
    await workbench.notification('letters.jsonl').waitFor();
    assert.ok(existsSync(file));
    const source = readFileSync(join(session.folder, 'letters.md'), 'utf8');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.ok(lines.length >= 4);
    for (const line of lines) {
      const mention = JSON.parse(line) as { type: string; text: string; start: number; end: number };
      assert.equal(source.slice(mention.start, mention.end), mention.text);
      assert.ok(['person', 'city'].includes(mention.type));
    }
  });

  it('stops an extraction, and keeps what was found so far', async () => {
    await workbench.openFile('long.md');
    await workbench.extract('person');
    await workbench.waitForHighlight('Ada Lovelace');
    await workbench.run('Universal NER: Stop Extraction');
    await workbench.notification(/Extracting/).waitFor({ state: 'hidden' });
    await workbench.waitForHighlight('Ada Lovelace');
  });

  it('goes on after the model was killed', async () => {
    await workbench.openFile('letters.md');
    const killed = session.modelProcesses();
    assert.ok(killed.length > 0, 'there is no model process');
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    await workbench.goTo('2:1');
    await workbench.page.keyboard.type('\nCharles Babbage wrote to Ada Lovelace from London in 1845.\n');
    await workbench.run('Universal NER: Extract Again');
    await workbench.waitForHighlight('Charles Babbage', 3);
    assert.ok(session.modelProcesses().every((pid) => !killed.includes(pid)));
  });

  it('clears all highlights', async () => {
    await workbench.run('Universal NER: Clear Entities');
    await workbench.waitForNoHighlights();
  });

  it('opens with the types ticked that the front matter names, and Extract Again asks them', async () => {
    await workbench.openFile('front.md');
    await workbench.openTypes();
    await workbench.quickTitle('Extract: person, city').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.run('Universal NER: Extract Again');
    await workbench.waitForHighlight('Ada Lovelace');
    await workbench.waitForHighlight('London');
  });

  it('edits the definition of a type in the front matter that names it, and takes that back', async () => {
    const { page } = workbench;
    await workbench.openTypes();
    await workbench.quickTitle('Extract: person, city').waitFor();
    await workbench.quickInput.fill('city');
    await workbench.quickRow('city').first().waitFor();
    await page.keyboard.press('F2');
    await workbench.answer('Definition of "city"', 'a town with a charter');
    await workbench.answer('Ask for "city"', 'By Both', 'By Both');
    await workbench.quickTitle('Extract: person, city').waitFor();
    await workbench.quickRow('a town with a charter').first().waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.view-line', { hasText: 'definition: a town with a charter' }).waitFor();
    assert.equal(settings()['universalNer.types'], undefined);
    await workbench.screenshot('front matter');
    await workbench.run('Undo');
    await page
      .locator('.view-line', { hasText: 'definition: a town with a charter' })
      .waitFor({ state: 'detached' });
  });

  it('saves three types, chosen by the keyboard, as a set', async () => {
    await workbench.openFile('news-report.md');
    await workbench.openTypes();
    for (const type of ['sender', 'recipient', 'year']) await workbench.chooseType(type);
    await workbench.pressTitleButton('Save as Set');
    await workbench.answer('Save as Set', 'Letters');
    await workbench.answer('Save "Letters"', 'Workspace', 'For This Workspace');
    await workbench.quickTitle('sender, recipient, year').waitFor();
    const { Letters } = settings()['universalNer.typeSets'] as Record<string, object>;
    assert.deepEqual(Object.keys(Letters ?? {}), ['sender', 'recipient', 'year']);
  });

  it('marks the type that was just chosen, wherever it stands in the list', async () => {
    await workbench.chooseType('chemical');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: 'chemical' })
      .waitFor();
    await workbench.page.keyboard.press('F2');
    await workbench.quickTitle('Definition of "chemical"').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.quickTitle('chemical').waitFor();
    await workbench.quickInput.fill('chemical');
    await workbench.quickRow('chemical').first().waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.quickTitle(/sender, recipient, year$/).waitFor();
  });

  it("edits a type's definition, and comes back to the choice", async () => {
    await workbench.quickInput.fill('sender');
    await workbench.quickRow('sender').first().waitFor();
    await workbench.page.keyboard.press('F2');
    await workbench.answer('Definition of "sender"', 'who wrote the letter');
    await workbench.answer('Ask for "sender"', 'By Both', 'By Both');
    await workbench.quickTitle('sender, recipient, year').waitFor();
    await workbench.quickRow('who wrote the letter').first().waitFor();
    assert.deepEqual(settings()['universalNer.types'], {
      sender: { definition: 'who wrote the letter', askBy: 'both' },
    });
    await workbench.page.keyboard.press('Escape');
  });

  it('switches the type set of the document, whose types are ticked then', async () => {
    await workbench.openFile('letters.md');
    await workbench.run('Universal NER: Switch Type Set...');
    await workbench.answer('Switch Type Set', 'Letters', 'Letters');
    await workbench.answer('Use the Type Set "Letters" for', 'This Document', 'This Document');
    const told = workbench.notification('letters.md: Type set: Letters');
    await told.waitFor();
    await workbench.openFile('news-report.md');
    await told.getByText('Extract Entities of Type...').click();
    await workbench.quickTitle('sender, recipient, year').waitFor();
    await workbench.page.locator('.tab.active', { hasText: 'letters.md' }).waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('ends without a word where a document is emptied while it is read, and says of an empty one that it is', async () => {
    await workbench.openFile('gone.md');
    await workbench.extract('person');
    await workbench.notification(/Extracting/).waitFor();
    await workbench.waitForHighlight('Ada Lovelace');
    await workbench.goTo('1:1');
    await workbench.page.keyboard.press('Control+A');
    await workbench.page.keyboard.press('Delete');
    await workbench.notification(/Extracting/).waitFor({ state: 'hidden' });
    await workbench.waitForNoHighlights();
    assert.equal(await workbench.page.getByText(/No mentions of|has no prose/).count(), 0);
    await workbench.run('Universal NER: Extract Again');
    await workbench.notification('gone.md has no prose to read.').waitFor();
    await workbench.page.keyboard.press('Control+Z');
    await workbench.openFile('letters.md');
  });

  it('lets the set follow a document that is saved for the first time, and renamed then', async () => {
    const { page } = workbench;
    const isTicked = async (): Promise<void> => {
      await workbench.openTypes();
      await workbench.quickTitle('sender, recipient, year').waitFor();
      await page.keyboard.press('Escape');
    };
    const tab = (name: string): Promise<void> => page.locator('.tab.active', { hasText: name }).waitFor();
    await workbench.run('File: New Untitled Text File');
    await tab('Untitled-1');
    await page.keyboard.type('Ada Lovelace wrote to Charles Babbage.  ');
    await workbench.run('Universal NER: Switch Type Set...');
    await workbench.answer('Switch Type Set', 'Letters', 'Letters');
    await workbench.answer('Use the Type Set "Letters" for', 'This Document', 'This Document');
    await isTicked();
    await page.keyboard.press('Control+S');
    await waitFor(
      'the name that the save dialog suggests',
      async () =>
        (await workbench.quickInput.inputValue().catch(() => '')).includes('Ada Lovelace') || undefined,
    );
    await workbench.answer('Save As', join(session.folder, 'first.txt'));
    await tab('first.txt');
    await isTicked();
    await page.keyboard.press('Control+Shift+E');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'first.txt' }).click();
    await page.keyboard.press('F2');
    await page.locator('.explorer-folders-view input').fill('second.txt');
    await page.keyboard.press('Enter');
    await tab('second.txt');
    await isTicked();
    await workbench.openFile('letters.md');
  });

  it('proposes types while it searches, and extracts the one that is ticked', async () => {
    await workbench.run('Universal NER: Discover Entity Types...');
    await workbench
      .quickRow(/^person/)
      .first()
      .waitFor({ timeout: 60_000 });
    await workbench.quickInput.fill('person');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.quick-input-title', { hasText: '1 chosen' }).waitFor();
    await workbench.restMouse();
    await workbench.screenshot('discovery');
    await workbench.page.keyboard.press('Enter');
    await workbench.waitForHighlight('Ada Lovelace');
  });
});
