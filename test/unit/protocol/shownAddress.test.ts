import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { shownAddress } from '../../../server/src/protocol.ts';
import { runs } from '../../properties.ts';

describe('an address as it is shown', () => {
  it('has its host and path, and neither user nor query', () => {
    const cases = [
      ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
      [' https://Llm.Example.org/ ', 'https://llm.example.org'],
      ['https://llm.example.org/v1/?api-version=7&key=sesame#sesame', 'https://llm.example.org/v1'],
      ['https://ada:sesame@llm.example.org:8443/team/v1', 'https://llm.example.org:8443/team/v1'],
      ['https://llm.example.org:8443/@team/v1', 'https://llm.example.org:8443/@team/v1'],
      ['https://ada:ses@0/ame@llm.example.org/v1', 'https://0.0.0.0/...'],
      ['https://sesame@llm.example.org?key=sesame', 'https://llm.example.org'],
    ] as const;
    for (const [address, shown] of cases) assert.equal(shownAddress(address), shown);
  });

  it('has neither where it is no address that can be asked', () => {
    const cases = [
      ['localhost:8080/v1?key=sesame', 'localhost:8080/v1'],
      ['https://ada:ses/ame@llm.example.org/v1?sesame', 'https://llm.example.org/v1'],
      ['https://ada:sesame@llm.example.org:port', 'https://llm.example.org:port'],
      ['ada:sesame@llm.example.org:80', 'llm.example.org:80'],
      ['https://ada:ses?ame@llm.example.org', 'https://...'],
      ['https://llm.example.org:port?key=ses@ame', 'https://...'],
      ['', ''],
    ] as const;
    for (const [address, shown] of cases) assert.equal(shownAddress(address), shown);
  });

  it('never shows a key, wherever it stands', () => {
    const key = fc.stringMatching(/^[a-z\d/:%?#@-]{0,8}$/u).map((rest) => `SESAME${rest}SESAME`);
    const address = fc.oneof(
      key.map((each) => `https://ada:${each}@llm.example.org/v1`),
      key.map((each) => `https://llm.example.org/v1?key=${each}`),
      key.map((each) => `localhost:80?${each}`),
      key.map((each) => `https://llm.example.org:port/v1?key=${each}`),
    );
    fc.assert(
      fc.property(address, (each) => assert.doesNotMatch(shownAddress(each), /sesame/iu)),
      { numRuns: runs(3000) },
    );
  });
});
