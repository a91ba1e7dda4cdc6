import type { ScoreFilter } from '../../../server/src/protocol.ts';
import type { Memento } from '../types/typeMemory.ts';

const key = 'universalNer.scoreFilter';

/** The minimum scores that a person tries out, kept for the workspace. */
export class FilterMemory {
  /** @param here remembers things for the workspace */
  constructor(private readonly here: Memento) {}

  get filter(): ScoreFilter {
    return this.here.get<ScoreFilter>(key, {});
  }

  async remember(filter: ScoreFilter): Promise<void> {
    await this.here.update(key, isEmpty(filter) ? undefined : filter);
  }
}

/** Whether a filter changes nothing. */
export function isEmpty({ general, byType = {} }: ScoreFilter): boolean {
  return general === undefined && Object.keys(byType).length === 0;
}

/**
 * A filter with another minimum score.
 * @param type absent: that of all types which have none of their own
 * @param score absent: what the settings say counts again
 */
export function withScore(
  filter: ScoreFilter,
  type: string | undefined,
  score: number | undefined,
): ScoreFilter {
  const { general, byType = {} } = filter;
  if (type === undefined) return { ...(score !== undefined && { general: score }), byType };
  const others = Object.fromEntries(Object.entries(byType).filter(([name]) => name !== type));
  return {
    ...(general !== undefined && { general }),
    byType: score === undefined ? others : { ...others, [type]: score },
  };
}
