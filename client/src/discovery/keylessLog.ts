import type * as vscode from 'vscode';
import { shownAddress } from '../../../server/src/protocol.ts';

const apiKey = /("apiKey"\s*:\s*)"(?:[^"\\]|\\.)*"/gu;
/** Of a server; what names a model by its path has no `//` and no port. */
const address = /("(?:address|discoveryModel)"\s*:\s*")((?:[^"\\/]|\\.)*:(?:\/\/|\d)(?:[^"\\]|\\.)*)/gu;

/** A traced message without the API key in it, and without the parts of addresses that may hold one. */
export function withoutApiKeys(text: string): string {
  return text
    .replace(apiKey, '$1"..."')
    .replace(address, (_, name: string, value: string) => name + shownAddress(value));
}

/** A log that takes what is traced of messages, without API keys: people paste logs into reports. */
export function keylessLog(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const trace = (message: string, ...more: unknown[]): void => log.trace(withoutApiKeys(message), ...more);
  return Object.create(log, { trace: { value: trace } }) as vscode.LogOutputChannel;
}
