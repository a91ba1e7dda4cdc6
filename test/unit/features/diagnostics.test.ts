import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Mention } from '../../../server/src/entities/mention.ts';
import { diagnose as diagnoseCounted, maxDiagnostics } from '../../../server/src/features/diagnostics.ts';
import type { Severity } from '../../../server/src/settings.ts';

const text = 'x'.repeat(2000);
const document = TextDocument.create('file:///a.md', 'markdown', 1, text);

/** Mentions, each counted when it is made. */
function mentions(type: string, count: number, from = 0, made = { count: 0 }) {
  return Array.from({ length: count }, (_, index) => ({
    type,
    get mention(): Mention {
      made.count++;
      const source = { start: from + index, end: from + index + 1 };
      return { id: from + index, type, text: 'x', source, score: 1, state: 'suggested' };
    },
  }));
}

function diagnose(
  of: TextDocument,
  all: ReturnType<typeof mentions>,
  severityOf: (type: string) => Severity,
  room?: number,
): ReturnType<typeof diagnoseCounted> {
  const counts = new Map<string, number>();
  for (const { type } of all) counts.set(type, (counts.get(type) ?? 0) + 1);
  return diagnoseCounted(of, all, counts, severityOf, room);
}

describe('diagnostics', () => {
  it('say type and text, and carry what quick fixes need', () => {
    const { diagnostics, undiagnosed } = diagnose(document, mentions('person', 1, 5), () => 'hint');
    assert.equal(undiagnosed, 0);
    assert.deepEqual(diagnostics, [
      {
        range: { start: { line: 0, character: 5 }, end: { line: 0, character: 6 } },
        severity: DiagnosticSeverity.Hint,
        source: 'Universal NER',
        code: 'person',
        message: 'person: x',
        data: { id: 5, type: 'person', text: 'x' },
      },
    ]);
  });

  it('make no more mentions than they show', () => {
    const made = { count: 0 };
    const all = [...mentions('word', 5000, 0, made), ...mentions('quiet', 5000, 5000, made)];
    const { undiagnosed } = diagnose(document, all, (type) => (type === 'quiet' ? 'off' : 'hint'), 20);
    assert.deepEqual([made.count, undiagnosed], [20, 4980]);
  });

  it('keep the highest severities within the limit and count the rest', () => {
    const all = [...mentions('word', 950), ...mentions('secret', 10, 1000)];
    const severityOf = (type: string): Severity => (type === 'secret' ? 'error' : 'hint');
    const { diagnostics, undiagnosed } = diagnose(document, all, severityOf);
    assert.equal(diagnostics.length, maxDiagnostics);
    assert.equal(diagnose(document, all, severityOf, 20).diagnostics.length, 20);
    assert.equal(undiagnosed, 60);
    assert.deepEqual(
      diagnostics.slice(0, 11).map(({ code }) => code),
      [...Array<string>(10).fill('secret'), 'word'],
    );
  });

  it('leave out types whose severity is off, without counting them', () => {
    const { diagnostics, undiagnosed } = diagnose(
      document,
      [...mentions('word', 1000), ...mentions('secret', 1, 1500)],
      (type) => (type === 'secret' ? 'warning' : 'off'),
    );
    assert.deepEqual(
      diagnostics.map(({ severity, code }) => [severity, code]),
      [[DiagnosticSeverity.Warning, 'secret']],
    );
    assert.equal(undiagnosed, 0);
  });
});
