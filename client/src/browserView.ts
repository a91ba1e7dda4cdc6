/** What decides who can show a file. */
export interface Place {
  readonly scheme: string;
  readonly path: string;
  /** Of the window's extensions, where they run on another machine. */
  readonly remoteName: string | undefined;
  /** The window itself is a page in a browser. */
  readonly isWeb: boolean;
}

/** Whether the person's own browser can show a file: a web page on the disk of the machine that the window is on. */
export function isForBrowser({ scheme, path, remoteName, isWeb }: Place): boolean {
  return scheme === 'file' && path.endsWith('.html') && remoteName === undefined && !isWeb;
}
