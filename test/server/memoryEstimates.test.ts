import assert from 'node:assert/strict';
import { before, after, describe, it } from 'mocha';
import { getLlama, GgufInsights, readGgufFileInfo } from 'node-llama-cpp';
import type { Llama } from 'node-llama-cpp';
import { estimateByFormula } from '../../server/src/model/local/memoryEstimates.ts';
import { modelPath } from './engines.ts';

const contexts = [
  { contextSize: 512, sequences: 8, batchSize: 256 },
  { contextSize: 2048, sequences: 1, batchSize: 128 },
  { contextSize: 4096, sequences: 8, batchSize: 512 },
].map((size) => ({ ...size, modelGpuLayers: 0, flashAttention: 'auto' as const }));

describe('estimates of memory', function () {
  this.timeout(60_000);
  let llama: Llama;
  let insights: GgufInsights;
  /** The library's own ways, which this process keeps. */
  const own = Object.getOwnPropertyDescriptors(GgufInsights.prototype);

  before(async () => {
    llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, progressLogs: false });
    insights = await GgufInsights.from(await readGgufFileInfo(modelPath), llama);
  });
  after(async () => {
    Object.defineProperties(GgufInsights.prototype, own);
    await llama.dispose();
  });

  const modelEstimate = () => insights.estimateModelResourceRequirementsV2({ gpuLayers: 0 });
  const contextEstimates = () =>
    Promise.all(contexts.map((context) => insights.estimateContextResourceRequirementsV2(context)));

  it('by formula load no model, and are no lower than those that try it out', async () => {
    const tried = { model: await modelEstimate(), contexts: await contextEstimates() };
    insights = await GgufInsights.from(insights.ggufFileInfo, llama);
    estimateByFormula();
    let loaded = 0;
    const { _loadModel } = sessionOf(insights);
    assert.equal(typeof _loadModel, 'function', 'the library has another way of trying out');
    sessionOf(insights)._loadModel = (...args) => {
      loaded++;
      return _loadModel(...args);
    };
    const model = await modelEstimate();
    const byFormula = await contextEstimates();
    assert.equal(loaded, 0);
    assert.ok(model.cpuRam >= tried.model.cpuRam);
    for (const [index, { cpuRam, gpuVram }] of byFormula.entries()) {
      assert.ok(cpuRam >= (tried.contexts[index]?.cpuRam ?? Infinity), String(index));
      assert.equal(gpuVram, 0);
    }
  });

  it('leave a library alone that does not try out', () => {
    const prototype = { estimate: 1 };
    estimateByFormula({ prototype });
    assert.deepEqual(prototype, { estimate: 1 });
  });
});

/** What the library loads models by, to try out how much memory they take. */
function sessionOf(insights: GgufInsights): { _loadModel: (...args: unknown[]) => unknown } {
  return (insights as unknown as { _simulationSession: { _loadModel: (...args: unknown[]) => unknown } })
    ._simulationSession;
}
