import * as l10n from '@vscode/l10n';
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
  const type = strong(mention.type) + (words === mention.type ? '' : ` (${escape(words)})`);
  const text = escape(mention.text);
  const times =
    count === 1
      ? l10n.t('1 mention of “{0}” in this document', text)
      : l10n.t('{0} mentions of “{1}” in this document', count, text);
  const facts = `${type} · ${origin(mention)} · ${times}`;
  if (mention.state !== 'stale') return facts;
  const stale = l10n.t(
    'Its passage has changed since the model read it. Extract again to bring it up to date.',
  );
  return `${facts}\n\n${stale}`;
}

function origin({ foundBy, score }: Mention): string {
  if (foundBy === 'pattern') return l10n.t('found by a pattern of the type');
  if (foundBy === 'term') return l10n.t('found by a term of the type');
  return l10n.t('score {0}', scoreText(score));
}

/** What is known of the innermost mention's score, which is no probability of being right. */
function worth(mentions: readonly Mention[], calibration: Calibration): string[] {
  const scored = mentions.find(({ foundBy }) => !foundBy);
  if (!scored || calibration.length === 0) return [];
  const right = Math.round(100 * calibrate(calibration, scored.score));
  return [
    l10n.t(
      'Of 100 mentions with a score of {0}, about {1} were right in fields that the model had not seen.',
      scoreText(scored.score),
      right,
    ),
  ];
}

/** Document text must never act as Markdown or HTML in a hover; spaces keep leading characters from acting. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()<>#+\-.!|~&$:@"'/=^]/gu, '\\$&');
}
