import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OffsetMap } from '../../../server/src/document/offsetMap.ts';
import { ProseBuilder } from '../../../server/src/document/proseBuilder.ts';

describe('OffsetMap', () => {
  /** `**Ada** R&amp;D` is read as `Ada R&D`, then a separator, then `x`. */
  const builder = new ProseBuilder();
  builder.copy('Ada', 2);
  builder.copy(' R', 7);
  builder.replace('&', 9, 14);
  builder.copy('D', 14);
  builder.insert('\n\n');
  builder.copy('x', 17);
  const { map, prose } = builder.document('**Ada** R&amp;D\n\nx');

  it('maps a span of the prose to the source, markup in between inside, markup around outside', () => {
    assert.equal(prose, 'Ada R&D\n\nx');
    assert.deepEqual(map.toSource({ start: 0, end: 3 }), { start: 2, end: 5 });
    assert.deepEqual(map.toSource({ start: 1, end: 5 }), { start: 3, end: 9 });
    assert.deepEqual(map.toSource({ start: 5, end: 6 }), { start: 9, end: 14 });
    assert.deepEqual(map.toSource({ start: 0, end: 10 }), { start: 2, end: 18 });
  });

  it('gives an empty span for what stands nowhere in the source', () => {
    assert.deepEqual(map.toSource({ start: 7, end: 9 }), { start: 17, end: 17 });
    assert.deepEqual(map.toSource({ start: 2, end: 2 }), { start: 4, end: 4 });
    assert.deepEqual(new OffsetMap([]).toSource({ start: 0, end: 0 }), { start: 0, end: 0 });
  });

  it('leaves separators out at the ends of a span', () => {
    assert.deepEqual(map.toSource({ start: 6, end: 9 }), { start: 14, end: 15 });
    assert.deepEqual(map.toSource({ start: 8, end: 10 }), { start: 17, end: 18 });
  });

  it('maps a span of the source to the prose, pieces as a whole', () => {
    assert.deepEqual(map.toProse({ start: 0, end: 8 }), { start: 0, end: 4 });
    assert.deepEqual(map.toProse({ start: 10, end: 11 }), { start: 5, end: 6 });
    assert.deepEqual(map.toProse({ start: 3, end: 18 }), { start: 1, end: 10 });
  });

  it('has no prose for markup and for nothing', () => {
    assert.equal(map.toProse({ start: 0, end: 2 }), undefined);
    assert.equal(map.toProse({ start: 5, end: 7 }), undefined);
    assert.equal(map.toProse({ start: 3, end: 3 }), undefined);
    assert.equal(map.toProse({ start: 18, end: 30 }), undefined);
  });

  it('is one segment for plain text', () => {
    const identity = OffsetMap.identity(10_000_000);
    assert.equal(identity.segmentCount, 1);
    assert.deepEqual(identity.toSource({ start: 5_000_000, end: 5_000_009 }), {
      start: 5_000_000,
      end: 5_000_009,
    });
  });

  it('comes back to every span of the prose that stands in the source', () => {
    const piece = fc.oneof(
      fc.record({ kind: fc.constant('copy'), text: fc.string({ minLength: 1, maxLength: 5 }) }),
      fc.record({ kind: fc.constant('replace'), text: fc.string({ minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constant('markup'), text: fc.string({ minLength: 1, maxLength: 4 }) }),
      fc.record({ kind: fc.constant('insert'), text: fc.string({ minLength: 1, maxLength: 2 }) }),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        const builder = new ProseBuilder();
        const copied: { prose: number; source: number }[] = [];
        let source = 0;
        for (const { kind, text } of pieces) {
          if (kind === 'insert') builder.insert(text);
          else if (kind === 'markup') source += text.length;
          else if (kind === 'replace') {
            builder.replace(text, source, source + text.length + 3);
            source += text.length + 3;
          } else {
            for (let at = 0; at < text.length; at++) {
              copied.push({ prose: builder.length + at, source: source + at });
            }
            builder.copy(text, source);
            source += text.length;
          }
        }
        const { map } = builder.document('');
        const [first, last] = [copied[a % copied.length], copied[b % copied.length]].sort(
          (x, y) => (x?.prose ?? 0) - (y?.prose ?? 0),
        );
        if (first === undefined || last === undefined) return;
        const span = { start: first.prose, end: last.prose + 1 };
        assert.deepEqual(map.toSource(span), { start: first.source, end: last.source + 1 });
        assert.deepEqual(map.toProse(map.toSource(span)), span);
      }),
    );
  });
});
