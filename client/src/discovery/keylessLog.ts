import type * as vscode from 'vscode';

const apiKey = /("apiKey"\s*:\s*)"(?:[^"\\]|\\.)*"/gu;

/** A traced message without the API key in it. */
export function withoutApiKeys(text: string): string {
  return text.replace(apiKey, '$1"..."');
}

/** A log that takes what is traced of messages, without API keys: people paste logs into reports. */
export function keylessLog(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  const trace = (message: string, ...more: unknown[]): void => log.trace(withoutApiKeys(message), ...more);
  return Object.create(log, { trace: { value: trace } }) as vscode.LogOutputChannel;
}
