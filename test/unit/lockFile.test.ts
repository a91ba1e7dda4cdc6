import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { completeLock } from '../../scripts/complete-lock.mjs';

interface LockEntry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
interface Lock {
  packages: Record<string, LockEntry>;
}
const readLock = (): Lock =>
  JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Lock;

describe('the lock file', () => {
  const runtime = readLock().packages['node_modules/node-llama-cpp']?.optionalDependencies ?? {};

  it('names the binaries of every platform, in the version that the runtime asks for', () => {
    const { packages } = readLock();
    assert.ok(Object.keys(runtime).length >= 14);
    for (const [name, version] of Object.entries(runtime)) {
      const entry = packages[`node_modules/${name}`];
      assert.ok(entry, `${name} is missing: run npm run complete-lock`);
      if (!entry.link) assert.equal(entry.version, version, name);
    }
  });

  it('keeps the GPU packages out', () => {
    const { packages } = readLock();
    const gpu = Object.keys(runtime).filter((name) => /cuda|vulkan/.test(name));
    assert.equal(gpu.length, 6);
    for (const name of gpu) assert.equal(packages[`node_modules/${name}`]?.resolved, 'server/stub', name);
  });

  it('leaves the choice of the registry to its reader', () => {
    for (const [key, { resolved, link }] of Object.entries(readLock().packages)) {
      if (resolved !== undefined && !link)
        assert.ok(resolved.startsWith('https://registry.npmjs.org/'), `${key}: ${resolved}`);
    }
  });

  it('is completed again when a platform is lost', () => {
    const lock = readLock();
    const complete = JSON.stringify(lock);
    delete lock.packages['node_modules/@node-llama-cpp/win-x64'];
    assert.deepEqual(completeLock(lock), ['@node-llama-cpp/win-x64']);
    assert.equal(JSON.stringify(lock), complete);
  });
});
