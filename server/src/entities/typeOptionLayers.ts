import { nameKey } from '../protocol.ts';
import type { TypeOptions } from '../typeOptions.ts';

/** Options of types by the types' names. */
export type OptionsByType = Readonly<Record<string, TypeOptions>>;

/**
 * Options laid over each other, field by field: of a type that several layers have, the later layer's field goes
 * before the earlier's. A layer's type of just the name that is asked for counts, else one that differs in case only.
 */
export class TypeOptionLayers {
  readonly #layers: readonly OptionsByType[];
  #anyCase: readonly ReadonlyMap<string, TypeOptions>[] | undefined;

  /** @param layers what goes first is covered by what follows */
  constructor(...layers: readonly OptionsByType[]) {
    this.#layers = layers;
  }

  /** `undefined`: no layer has the type. */
  of(name: string): TypeOptions | undefined {
    this.#anyCase ??= this.#layers.map((layer) => new Map(Object.entries(layer).map(lowered)));
    const found = this.#layers.flatMap((layer, index) => {
      const exact = Object.hasOwn(layer, name) ? layer[name] : undefined;
      return exact ?? this.#anyCase?.[index]?.get(nameKey(name)) ?? [];
    });
    return found.length === 0 ? undefined : Object.assign({}, ...found);
  }

  /** The types that have this field, with its value. */
  all<Field extends keyof TypeOptions>(field: Field): Record<string, NonNullable<TypeOptions[Field]>> {
    const names = new Set(this.#layers.flatMap((layer) => Object.keys(layer)));
    const entries = [...names].flatMap((name) => {
      const value = this.of(name)?.[field];
      return value === undefined ? [] : [[name, value as NonNullable<TypeOptions[Field]>] as const];
    });
    return Object.fromEntries(entries) as Record<string, NonNullable<TypeOptions[Field]>>;
  }
}

/** The minimum scores of types, from 0 to 1, by their names and by these in lower case. */
export function minScoresOf(options: TypeOptionLayers): Record<string, number> {
  const exact = options.all('minScore');
  const anyCase = Object.entries(exact).map(([name, score]) => [nameKey(name), score] as const);
  return { ...Object.fromEntries(anyCase), ...exact };
}

function lowered([name, options]: [string, TypeOptions]): [string, TypeOptions] {
  return [nameKey(name), options];
}
