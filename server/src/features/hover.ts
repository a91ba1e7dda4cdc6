import type { Hover, ServerCapabilities } from 'vscode-languageserver';
import { askedAs } from '../entities/labels.ts';
import type { Mention } from '../entities/mention.ts';
import { answering, positionParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toRange } from './positions.ts';

/** What is known of the mentions under the pointer and a diagnostic does not say. */
export function registerHover(context: ServerContext): ServerCapabilities {
  const { connection, configuration, documents, store, client } = context;
  connection.onHover(
    answering(context, positionParams, ({ textDocument: { uri }, position }): Hover | null => {
      const document = documents.get(uri);
      if (!document) return null;
      const mentions = store.at(uri, document.offsetAt(position));
      const [innermost] = mentions;
      if (!innermost) return null;
      const write = client.readsMarkdown ? markdown : plain;
      const { labels } = configuration.of(uri);
      const value = mentions
        .map((mention) => {
          const count = store.ofEntity(uri, mention.type, mention.text).length;
          return describe(mention, askedAs(mention.type, labels), count, write);
        })
        .join('\n\n');
      const kind = client.readsMarkdown ? 'markdown' : 'plaintext';
      return { contents: { kind, value }, range: toRange(document, innermost.source) };
    }),
  );
  return { hoverProvider: true };
}

interface Writer {
  readonly strong: (text: string) => string;
  readonly escape: (text: string) => string;
}
const plain: Writer = { strong: (text) => text, escape: (text) => text };
const markdown: Writer = {
  strong: (text) => `**${escapeMarkdown(text)}**`,
  escape: escapeMarkdown,
};

function describe(mention: Mention, words: string, count: number, { strong, escape }: Writer): string {
  const times = count === 1 ? '1 mention' : `${count} mentions`;
  const type = strong(mention.type) + (words === mention.type ? '' : ` (${escape(words)})`);
  const facts = `${type} · ${origin(mention)} · ${times} of “${escape(mention.text)}” in this document`;
  if (mention.state !== 'stale') return facts;
  return `${facts}\n\nIts passage has changed since the model read it. Extract again to bring it up to date.`;
}

function origin({ foundBy, score }: Mention): string {
  return foundBy ? `found by a ${foundBy} of the type` : `${Math.round(score * 100)} %`;
}

/** Document text must never act as Markdown or HTML in a hover; spaces keep leading characters from acting. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()<>#+\-.!|~&$:@"'/=^]/gu, '\\$&');
}
