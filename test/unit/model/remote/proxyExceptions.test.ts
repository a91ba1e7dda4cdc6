import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readEndpoint } from '../../../../server/src/model/remote/endpoint.ts';
import { keepFromProxies } from '../../../../server/src/model/remote/proxyExceptions.ts';

describe('what is asked of this machine', () => {
  const cases: readonly (readonly [NodeJS.ProcessEnv, address: string, expected: string | undefined])[] = [
    [{}, 'http://127.0.0.1:8080/v1', '127.0.0.1'],
    [{}, 'http://[::1]:8080/v1', '[::1]'],
    [{ NO_PROXY: 'example.org' }, 'http://localhost:1/v1', 'example.org,localhost'],
    [{ no_proxy: 'a.org b.org', NO_PROXY: 'c.org' }, 'http://localhost/v1', 'a.org b.org,localhost'],
    [{ no_proxy: 'a.org,localhost' }, 'http://localhost/v1', 'a.org,localhost'],
    [{ no_proxy: '*' }, 'http://localhost/v1', '*'],
    [{ no_proxy: 'a.org' }, 'https://b.org/v1', 'a.org'],
    [{}, 'http://192.168.1.2/v1', undefined],
  ];
  for (const [environment, address, expected] of cases)
    it(`goes to no proxy, and other exceptions stay: ${JSON.stringify(environment)}, ${address}`, () => {
      const given = { ...environment };
      keepFromProxies(readEndpoint(address), given);
      keepFromProxies(readEndpoint(address), given);
      assert.equal(given['no_proxy'], expected);
    });
});
