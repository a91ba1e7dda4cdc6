/**
 * `npm run pictures`: takes the pictures of README.md anew, in a real VS Code with the packaged extension
 * (`npm run package` first), and writes them to media/readme/; `-- --only discovery` writes that one alone.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './host/hostFiles.ts';
import { startSession } from './host/session.ts';
import type { Workbench } from './host/workbench.ts';

const folder = join(root, 'media/readme');
const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;

/** A letter as a help desk gets it; people, addresses and numbers are invented. */
const ticket = `Ticket 4711: invoice goes to the old address

Maria Kowalska wrote on 3 March 2025: since the move the invoices still go
to Lindenstrasse 12, Potsdam. Please send them to her new flat instead.
She can be reached at maria.kowalska@example.org or under +49 331 5550 142.

The refund of 84 euros goes to DE89 3704 0044 0532 0130 00.

Answered by Jonas Weber; the customer was told to expect it within five days.
`;

const email = '[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+';
const phone = '\\+\\d[\\d ]{7,}\\d';
const iban = '\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b';
const rule = (regex: string, more: object = {}): object => ({
  severity: 'warning',
  askBy: 'nothing',
  patterns: [{ regex, ...more }],
});

const settings = {
  'workbench.colorTheme': 'Dark Modern',
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.fontSize': 14,
  'editor.lineHeight': 21,
  // The samples are Markdown: these types are for the ticket alone.
  '[plaintext]': {
    'universalNer.types': {
      person: { severity: 'warning' },
      'email address': rule(email),
      'phone number': rule(phone),
      IBAN: rule(iban, { check: 'iban' }),
    },
  },
};

/** Waits until the extraction that was begun has come to its end. */
async function extracted(workbench: Workbench, text: string): Promise<void> {
  await workbench.waitForHighlight(text);
  await workbench.notification(/Extracting/).waitFor({ state: 'hidden', timeout: 120_000 });
}

/** In the page: waits until what fades and slides has arrived; what turns for ever is left turning. */
async function atRest(): Promise<void> {
  const passing = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.allSettled(passing.map(({ finished }) => finished));
}

async function picture(workbench: Workbench, name: string): Promise<void> {
  if (only !== undefined && only !== name) return;
  await workbench.restMouse();
  await workbench.page.evaluate(atRest);
  await workbench.page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  console.log(`media/readme/${name}.png`);
}

mkdirSync(folder, { recursive: true });
const session = await startSession({ settings, files: { 'ticket.txt': ticket } });
try {
  const { workbench } = session;
  const { page } = workbench;
  await page.setViewportSize({ width: 1280, height: 720 });

  await workbench.run('Universal NER: Show Entities Panel');
  await workbench.webview.locator('.empty button').first().waitFor();
  await workbench.openFile('news-report.md');
  await workbench.extract('person', 'organization', 'city', 'amount of money');
  await extracted(workbench, 'Tomas Lindqvist');
  await workbench.goTo('1:1');
  await picture(workbench, 'dark');
  await workbench.chooseTheme('Light Modern');
  await picture(workbench, 'light');
  await workbench.chooseTheme('Dark Modern');
  const slider = workbench.webview.getByRole('slider');
  await slider.fill('0.8');
  await workbench.webview.getByText('hidden by score').waitFor();
  await picture(workbench, 'scores');
  await slider.focus();
  await page.keyboard.press('Delete');

  await workbench.openFile('contract.md');
  await workbench.extract('company', 'deadline');
  await extracted(workbench, 'Alderbrook Instruments Ltd');
  await workbench.openTypes();
  await workbench.chooseType('late fee');
  await picture(workbench, 'picker');
  await workbench.pressTitleButton('Switch Type Set');
  await workbench.quickRow('Clinical').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await picture(workbench, 'sets');
  await page.keyboard.press('Escape');
  await workbench.quickTitle('Extract').waitFor();
  await page.keyboard.press('Escape');

  await workbench.openFile('news-report.md');
  await workbench.run('Universal NER: Discover Entity Types...');
  await workbench
    .quickRow(/^company/)
    .first()
    .waitFor({ timeout: 120_000 });
  await workbench
    .quickRow(/^duration/)
    .first()
    .waitFor({ timeout: 120_000 });
  await page.keyboard.press('ArrowDown');
  await picture(workbench, 'discovery');
  await page.keyboard.press('Escape');

  await workbench.run('Universal NER: Export Annotations...');
  await workbench.quickRow('CoNLL').first().waitFor();
  await picture(workbench, 'export');
  await page.keyboard.press('Escape');

  await workbench.openFile('ticket.txt');
  await workbench.run('Universal NER: Extract Again');
  await extracted(workbench, 'Maria Kowalska');
  await workbench.run('View: Focus Problems (Errors, Warnings, Infos)');
  await page.locator('.markers-panel .monaco-list-row').nth(3).waitFor();
  await picture(workbench, 'linter');
} finally {
  await session.stop();
}
