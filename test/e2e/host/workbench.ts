import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { errors } from 'playwright-core';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { readHighlights } from './highlights.ts';
import type { RenderedHighlight } from './highlights.ts';
import { root } from './hostFiles.ts';
import { waitFor } from './waitFor.ts';

const limitMs = 30_000;
/** For what is tried again. */
const patienceMs = 3_000;

const exactly = (text: string): RegExp => new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** VS Code's window, driven as a person does: by keys, and by what can be seen. */
export class Workbench {
  constructor(readonly page: Page) {}

  /** Opens the editor and waits until it can be used. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench').waitFor({ timeout: limitMs });
    await this.page.locator('.statusbar-item').first().waitFor({ timeout: limitMs });
  }

  /** The text input on top: palette, quick open, quick pick and simple dialogs. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input[type=text]').first();
  }

  /** The rows that the quick input offers. */
  quickRow(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  }

  /** Runs a command of the palette by its full title. */
  async run(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
  }

  /** Opens a file of the folder by its name, and waits for its text. */
  async openFile(name: string): Promise<void> {
    await this.choose('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor({ timeout: limitMs });
    await this.editor.locator('.view-line').first().waitFor({ timeout: limitMs });
  }

  /**
   * Opens a quick input by a key, types, and takes the row whose label is exactly so. The list does not learn of
   * what is added while it is open, and a webview that loads swallows keys: so this is tried until there is the row.
   */
  private async choose(key: string, typed: string, label: string): Promise<void> {
    const name = this.page.locator('.label-name', { hasText: exactly(label) });
    const row = this.quickRow(label).filter({ has: name }).first();
    await waitFor(`the row ${label}`, async () => {
      try {
        await this.page.keyboard.press(key);
        await this.quickInput.fill(typed, { timeout: patienceMs });
        await row.click({ timeout: patienceMs });
        return true;
      } catch (error) {
        if (!(error instanceof errors.TimeoutError)) throw error;
        await this.page.keyboard.press('Escape');
        return undefined;
      }
    });
  }

  /** The active editor. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** Puts the cursor into a place of the active editor by "line:column", counted from 1. */
  async goTo(place: string): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.quickInput.waitFor({ timeout: limitMs });
    await this.quickInput.fill(`:${place}`);
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden', timeout: limitMs });
  }

  /** What decorations paint in the visible part of the active editor. */
  highlights(): Promise<RenderedHighlight[]> {
    return this.editor.evaluate(readHighlights);
  }

  /**
   * Waits until a text is highlighted in the visible part of the active editor, so many times at least.
   * @returns the first of these highlights
   */
  waitForHighlight(text: string, times = 1): Promise<RenderedHighlight> {
    return waitFor(`${times} highlights on "${text}"`, async () => {
      const found = (await this.highlights()).filter((highlight) => highlight.text === text);
      return found.length >= times ? found[0] : undefined;
    });
  }

  /** Waits until no decoration is left. */
  async waitForNoHighlights(): Promise<void> {
    await waitFor('no highlights', async () => ((await this.highlights()).length === 0 ? true : undefined));
  }

  /**
   * Extracts entities of some types from the active document, by the keyboard: each name and Enter, then Enter alone.
   * Returns when the picker is closed; the extraction goes on.
   */
  async extract(...types: readonly string[]): Promise<void> {
    await this.openTypes();
    for (const type of types) await this.chooseType(type);
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden', timeout: limitMs });
  }

  /** Opens the list of types. */
  async openTypes(): Promise<void> {
    await this.run('Universal NER: Extract Entities of Type...');
    await this.quickTitle('Extract').waitFor({ timeout: limitMs });
  }

  /** Chooses a type in the list of types by its name and Enter. */
  async chooseType(type: string): Promise<void> {
    await this.quickInput.fill(type);
    await this.quickRow(type).first().waitFor({ timeout: limitMs });
    await this.page.keyboard.press('Enter');
    await this.quickTitle(type).waitFor({ timeout: limitMs });
  }

  /** The title of the quick input. */
  quickTitle(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-title:visible', { hasText: text });
  }

  /**
   * Puts the mouse where it points at nothing, and waits until what VS Code showed under it is gone: after a click in
   * the palette it rests on the field of the next list, whose tooltip lies on that list's title and buttons.
   */
  async restMouse(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    await this.page.mouse.move(width / 2, Math.max(0, height - 14));
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden', timeout: limitMs });
  }

  /** Presses a button beside the title of the quick input. */
  async pressTitleButton(label: string): Promise<void> {
    await this.restMouse();
    await this.page.locator('.quick-input-titlebar').getByRole('button', { name: label }).click();
  }

  /** Answers a quick input: waits for its title, types, and presses Enter on the row of this text where one is named. */
  async answer(title: string, typed: string, row?: string): Promise<void> {
    await this.quickTitle(title).waitFor({ timeout: limitMs });
    await this.quickInput.fill(typed);
    if (row !== undefined) await this.quickRow(row).first().waitFor({ timeout: limitMs });
    await this.page.keyboard.press('Enter');
  }

  /** Changes the colour theme by its name, as the list of themes shows it. */
  async chooseTheme(name: string): Promise<void> {
    await this.run('Preferences: Color Theme');
    await this.page
      .locator('.quick-input-widget:visible', { hasText: 'Theme' })
      .waitFor({ timeout: limitMs });
    await this.quickInput.fill(name);
    await this.quickRow(name).first().waitFor({ timeout: limitMs });
    await this.page.keyboard.press('Enter');
    await this.quickInput.waitFor({ state: 'hidden', timeout: limitMs });
  }

  /** A notification with a text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** An item of the status bar. */
  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** The page inside the only webview that is open. */
  get webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview').first().frameLocator('#active-frame');
  }

  /** Keeps a picture of the window as test/e2e/artefacts/NAME.png. */
  async screenshot(name: string): Promise<void> {
    const folder = join(root, 'test/e2e/artefacts');
    mkdirSync(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
