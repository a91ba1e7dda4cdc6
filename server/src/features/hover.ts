import type { Hover, ServerCapabilities } from 'vscode-languageserver';
import { askedAs } from '../entities/labels.ts';
import type { Mention } from '../entities/mention.ts';
import { calibrate } from '../model/calibration.ts';
import type { Calibration } from '../model/calibration.ts';
import { scoreText } from '../protocol.ts';
import { answering, positionParams } from './context.ts';
import type { ServerContext } from './context.ts';
import { toRange } from './positions.ts';

/** What is known of the mentions under the pointer and a diagnostic does not say. */
export function registerHover(context: ServerContext): ServerCapabilities {
  const { connection, configuration, documents, store, client, model } = context;
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
        .concat(worth(mentions, model.calibration))
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
  return foundBy ? `found by a ${foundBy} of the type` : `score ${scoreText(score)}`;
}

/** What is known of the innermost mention's score, which is no probability of being right. */
function worth(mentions: readonly Mention[], calibration: Calibration): string[] {
  const scored = mentions.find(({ foundBy }) => !foundBy);
  if (!scored || calibration.length === 0) return [];
  const right = Math.round(100 * calibrate(calibration, scored.score));
  return [
    `Of 100 mentions with a score of ${scoreText(scored.score)}, about ${String(right)} were right in fields that the model had not seen.`,
  ];
}

/** Document text must never act as Markdown or HTML in a hover; spaces keep leading characters from acting. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()<>#+\-.!|~&$:@"'/=^]/gu, '\\$&');
}
