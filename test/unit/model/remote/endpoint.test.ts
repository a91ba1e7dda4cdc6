import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { ModelError } from '../../../../server/src/model/engine.ts';
import { readEndpoint, requestAddress } from '../../../../server/src/model/remote/endpoint.ts';

describe('the address of a server', () => {
  it('is the base of its requests, however it is written', () => {
    const cases = [
      ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1/chat/completions'],
      [' http://127.0.0.1:8080/v1/ ', 'http://127.0.0.1:8080/v1/chat/completions'],
      ['http://localhost:11434', 'http://localhost:11434/chat/completions'],
      ['HTTPS://API.Example.org/v1/chat/completions', 'https://api.example.org/v1/chat/completions'],
      ['https://example.org/v1/models', 'https://example.org/v1/chat/completions'],
      ['https://example.org/a/b?api-version=7#c', 'https://example.org/a/b/chat/completions?api-version=7'],
    ] as const;
    for (const [written, request] of cases)
      assert.equal(requestAddress(readEndpoint(written), 'chat/completions').href, request);
  });

  it('is this machine by its name alone, and no other name that looks like it', () => {
    const here = [
      ...['localhost', 'LOCALHOST', '127.0.0.1', '127.1', '127.9.8.7'],
      ...['2130706433', '0x7f000001', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f09:1]'],
    ];
    for (const host of here) assert.ok(readEndpoint(`http://${host}:80/v1`).isLoopback, host);
    const elsewhere = [
      ...[
        'llm.localhost',
        'localhost.',
        'localhost.example.org',
        'notlocalhost',
        '127.0.0.1.example.org',
        '127.example.org',
        '128.0.0.1',
      ],
      ...[
        '0.0.0.0',
        '10.0.0.1',
        '192.168.1.5',
        '[::2]',
        '[::]',
        '[fe80::1]',
        '[::ffff:7e00:1]',
        'example.org',
      ],
    ];
    for (const host of elsewhere) assert.ok(!readEndpoint(`http://${host}:80/v1`).isLoopback, host);
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        assert.equal(readEndpoint(`http://${ip}/`).isLoopback, ip.startsWith('127.'));
      }),
    );
  });

  it('tells whether others can read along', () => {
    assert.ok(readEndpoint('https://example.org').isEncrypted);
    assert.ok(!readEndpoint('http://example.org').isEncrypted);
  });

  it('is refused where it is none, or holds what belongs into no setting', () => {
    const refused = [
      'ftp://example.org',
      'http://',
      'file:///etc/passwd',
      'example.org',
      'https://me:key@example.org',
      'https://me:key@example.org:port/v1',
      'ftp://me:key@example.org?key@',
    ];
    for (const written of refused) {
      assert.throws(
        () => readEndpoint(written),
        (error) => error instanceof ModelError && error.remedy !== '' && !error.message.includes('key@'),
        written,
      );
    }
  });
});
