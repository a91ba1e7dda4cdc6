import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planRuntime } from '../../../server/src/model/local/plan.ts';
import type { MachineTraits, ModelTraits } from '../../../server/src/model/local/plan.ts';

const gigabyte = 1024 ** 3;
const small: ModelTraits = { maxPassageTokens: 300, trainContextTokens: 8192, stateBytesPerToken: 23_040 };
const large: ModelTraits = { maxPassageTokens: 1024, trainContextTokens: 4096, stateBytesPerToken: 524_288 };
const machine = (traits: Partial<MachineTraits>): MachineTraits => ({
  parallelism: 8,
  mathCores: 8,
  freeMemory: 8 * gigabyte,
  gpu: false,
  ...traits,
});

describe('the plan for a runtime', () => {
  it('leaves a core free, and hyperthreads alone', () => {
    const threads = (parallelism: number, mathCores: number): number =>
      planRuntime(machine({ parallelism, mathCores }), small).threads;
    assert.deepEqual([threads(1, 1), threads(2, 2), threads(8, 8), threads(16, 8)], [1, 1, 7, 8]);
  });

  it('has as many lanes as help, and as memory has room for', () => {
    const lanes = (model: ModelTraits, traits: Partial<MachineTraits>): number =>
      planRuntime(machine(traits), model).lanes;
    assert.equal(lanes(small, {}), 12);
    assert.equal(lanes(small, { gpu: 'vulkan' }), 16);
    assert.equal(lanes(large, {}), 3);
    assert.equal(lanes(large, { freeMemory: 100_000_000 }), 1);
  });

  it('makes room for the longest passage, a question and an answer', () => {
    const { contextTokens, maxPassageTokens } = planRuntime(machine({}), small);
    assert.deepEqual([contextTokens, maxPassageTokens], [512, 300]);
  });

  it('shortens passages where the context is short', () => {
    const wished = planRuntime(machine({}), small, { contextTokens: 256 });
    assert.deepEqual([wished.contextTokens, wished.maxPassageTokens], [256, 44]);
    const trained = planRuntime(machine({}), { ...small, trainContextTokens: 400 });
    assert.deepEqual([trained.contextTokens, trained.maxPassageTokens], [400, 188]);
  });

  it('takes what a person wishes, on any machine', () => {
    fc.assert(
      fc.property(
        fc.record({
          threads: fc.integer({ min: 1, max: 64 }),
          lanes: fc.integer({ min: 1, max: 64 }),
          batchTokens: fc.integer({ min: 32, max: 1024 }),
        }),
        fc.nat(64 * gigabyte),
        fc.integer({ min: 1, max: 128 }),
        (wishes, freeMemory, parallelism) => {
          const plan = planRuntime(machine({ freeMemory, parallelism }), large, wishes);
          for (const name of ['lanes', 'batchTokens'] as const) assert.equal(plan[name], wishes[name]);
          assert.equal(plan.threads, Math.min(wishes.threads, parallelism), 'more would wait for each other');
        },
      ),
    );
  });
});
