import type { Llama } from 'node-llama-cpp';

interface Sampler {
  dispose(): void;
}
type SamplerClass = new (model: object) => Sampler;

/** Where the library finds the class of its samplers; not in its typings. */
interface WithBindings {
  readonly _bindings?: { AddonSampler?: SamplerClass };
}

/**
 * Has the library use its samplers again. It makes one for every evaluation, with a table of the whole vocabulary
 * (0.6 MB for 49,000 tokens) that V8 does not know of: left to V8, they grow by hundreds of megabytes over a long
 * document.
 * @param llama a version of the library that makes its samplers in another way is left alone
 */
export function reuseSamplers(llama: Llama): void {
  const bindings = (llama as WithBindings)._bindings;
  if (!bindings?.AddonSampler) return;
  const poolOf = new WeakMap<object, Sampler[]>();
  bindings.AddonSampler = class extends bindings.AddonSampler {
    constructor(model: object) {
      const pool = poolOf.get(model) ?? [];
      const idle = pool.pop();
      if (idle) return idle;
      super(model);
      poolOf.set(model, pool);
      poolOf.set(this, pool);
    }

    override dispose(): void {
      poolOf.get(this)?.push(this);
    }
  };
}
