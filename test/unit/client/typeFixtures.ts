import type { Memento } from '../../../client/src/types/typeMemory.ts';
import type { TypeSources } from '../../../client/src/types/typeSources.ts';
import type { DocumentTypesInfo, TypeInfo, TypeSetInfo } from '../../../server/src/protocol.ts';

export const typeOf = (name: string, more: Partial<TypeInfo> = {}): TypeInfo => ({
  name,
  hasRules: false,
  ...more,
});

export const setOf = (label: string, ...types: readonly (string | TypeInfo)[]): TypeSetInfo => ({
  id: label.toLowerCase(),
  label,
  origin: 'built-in',
  types: types.map((type) => (typeof type === 'string' ? typeOf(type) : type)),
});

export const named = ({
  types,
  ...more
}: { readonly types: readonly string[] } & Omit<DocumentTypesInfo, 'types'>): DocumentTypesInfo => ({
  ...more,
  types: types.map((type) => typeOf(type)),
});

export const noSources: TypeSources = {
  document: new Map(),
  choice: [],
  named: undefined,
  recent: [],
  configured: [],
  sets: [],
};

/** Keeps values as VS Code does: as JSON. */
export function memento(): Memento {
  const kept = new Map<string, string>();
  return {
    get: <T>(key: string, fallback: T) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? '') as T) : fallback),
    update: async (key, value) => void kept.set(key, JSON.stringify(value)),
  };
}
