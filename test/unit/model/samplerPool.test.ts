import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Llama } from 'node-llama-cpp';
import { reuseSamplers } from '../../../server/src/model/local/samplerPool.ts';

class NativeSampler {
  static made = 0;
  static accepts = (): boolean => true;
  constructor(readonly model: object) {
    NativeSampler.made++;
  }
  dispose(): void {
    throw new Error('a sampler that is used again is not disposed of');
  }
}

describe('the pool of samplers', () => {
  it('gives a sampler again that the library has done with, for the same model only', () => {
    const bindings = { AddonSampler: NativeSampler };
    reuseSamplers({ _bindings: bindings } as unknown as Llama);
    const { AddonSampler } = bindings;
    const [model, other] = [{}, {}];
    const first = new AddonSampler(model);
    const second = new AddonSampler(model);
    assert.notEqual(first, second);
    first.dispose();
    const foreign = new AddonSampler(other);
    assert.equal(foreign.model, other);
    assert.equal(new AddonSampler(model), first);
    second.dispose();
    foreign.dispose();
    assert.equal(new AddonSampler(other), foreign);
    assert.equal(new AddonSampler(model), second);
    assert.equal(NativeSampler.made, 3);
    assert.ok(AddonSampler.accepts());
  });

  it('leaves a library alone that makes its samplers in another way', () => {
    for (const llama of [{}, { _bindings: {} }]) reuseSamplers(llama as Llama);
  });
});
