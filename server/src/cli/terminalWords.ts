/** What settings are called on the command line; a name that begins another one comes later. */
const options = [
  ['universalNer.discoveryModelName', '--model-name'],
  ['universalNer.discoveryModel', '--discovery-model'],
  ['universalNer.model', '--model'],
] as const;

/** A remedy as it reads in a terminal: with options in place of settings. */
export function terminalWords(remedy: string): string {
  return options.reduce((text, [setting, option]) => text.replaceAll(setting, option), remedy);
}
