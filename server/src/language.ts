import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';

/** Beside dist/ in a release, beside server/ in a source tree; the client's sentences stand in the same files. */
const folder = import.meta.url.endsWith('.ts') ? '../../l10n/' : '../l10n/';

let spoken = '';

/** The tag of the language that is spoken, for processes of models, which tell what a person reads; `''`: English. */
export function spokenLanguage(): string {
  return spoken;
}

/**
 * Has this process speak a client's language from now on, where it knows it; else English.
 * @param locale as `initialize` gives it (LSP 3.16): a language tag such as `ko` or `ko-KR`
 */
export function speak(locale: string | undefined): void {
  const tag = (locale ?? '').toLowerCase();
  spoken = tag;
  const names = /^[a-z]{2,3}(-[a-z0-9]+)*$/u.test(tag) ? [tag, tag.split('-', 1)[0]] : [];
  const files = names.map((name) =>
    fileURLToPath(new URL(`${folder}bundle.l10n.${String(name)}.json`, import.meta.url)),
  );
  const file = files.find((path) => existsSync(path));
  if (file === undefined) l10n.config({ contents: {} });
  else l10n.config({ fsPath: file });
}
