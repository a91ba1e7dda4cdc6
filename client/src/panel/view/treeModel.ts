import { ownMinScoreOf, type MinScore } from '../../../../server/src/protocol/scores.ts';
import type { PanelMention, PanelType } from '../messages.ts';

/** The mentions of one type that share a normalised text, in document order. */
export interface EntityNode {
  /** Unique in its document, and the same as long as the entity has mentions. */
  readonly key: string;
  readonly entity: string;
  /** As the document writes it first. */
  readonly text: string;
  readonly mentions: readonly PanelMention[];
  /** The mention of the best score. */
  readonly best: PanelMention;
}

export interface TypeNode {
  readonly key: string;
  readonly name: string;
  readonly slot: number;
  readonly entities: readonly EntityNode[];
  readonly mentionCount: number;
  /** Mentions below the minimum score. */
  readonly hiddenCount: number;
  /** The minimum score of this type alone; absent: that of all types counts. */
  readonly minScore?: number;
}

export type Sort = 'document' | 'name' | 'count' | 'score';

/** What is open: types are unless they were closed, entities are not unless they were opened. */
export interface Expansion {
  readonly closedTypes: ReadonlySet<string>;
  readonly openEntities: ReadonlySet<string>;
}

interface Place {
  /** Level, size and position among its siblings, from 1, as screen readers say them. */
  readonly level: 1 | 2 | 3;
  readonly setSize: number;
  readonly position: number;
  readonly key: string;
  /** Absent on rows that hold nothing. */
  readonly expanded?: boolean;
}
export type Row = Place &
  (
    | { readonly kind: 'type'; readonly type: TypeNode }
    | { readonly kind: 'entity'; readonly type: TypeNode; readonly entity: EntityNode }
    | {
        readonly kind: 'mention';
        readonly type: TypeNode;
        readonly entity: EntityNode;
        readonly mention: PanelMention;
      }
  );

interface TypeGroup {
  readonly entities: Map<string, PanelMention[]>;
  /** The lowest score that is shown. */
  readonly from: number;
  /** The type's own minimum score, where it has one. */
  readonly own: number | undefined;
  mentionCount: number;
  hiddenCount: number;
}

/**
 * Groups the mentions that reach the minimum score by type, in the order of `types`, and then by entity, in the order
 * of the mentions.
 * @param mentions in document order, see {@link inDocumentOrder}
 */
export function groupMentions(
  mentions: readonly PanelMention[],
  types: readonly PanelType[],
  minScore: MinScore,
): TypeNode[] {
  const groups = new Map<string, TypeGroup>();
  for (const { name } of types) {
    const own = ownMinScoreOf(name, minScore);
    const from = own ?? minScore.general;
    groups.set(name, { entities: new Map(), from, own, mentionCount: 0, hiddenCount: 0 });
  }
  for (const mention of mentions) {
    const group = groups.get(mention.type);
    if (!group) continue;
    if (mention.score < group.from) {
      group.hiddenCount += 1;
      continue;
    }
    group.mentionCount += 1;
    const entity = group.entities.get(mention.entity);
    if (entity) entity.push(mention);
    else group.entities.set(mention.entity, [mention]);
  }
  return types.flatMap(({ name, slot }) => {
    const group = groups.get(name);
    if (!group) return [];
    const { mentionCount, hiddenCount, own } = group;
    const entities = [...group.entities].map(([entity, all]) => entityNode(name, entity, all));
    const key = JSON.stringify([name]);
    return [
      { key, name, slot, entities, mentionCount, hiddenCount, ...(own !== undefined && { minScore: own }) },
    ];
  });
}

/** Mentions as they stand in the document. */
export function inDocumentOrder(mentions: Iterable<PanelMention>): PanelMention[] {
  return [...mentions].sort((a, b) => a.start - b.start || a.id - b.id);
}

function entityNode(type: string, entity: string, mentions: readonly PanelMention[]): EntityNode {
  const best = mentions.reduce((found, mention) => (mention.score > found.score ? mention : found));
  return { key: JSON.stringify([type, entity]), entity, text: mentions[0]?.text ?? entity, mentions, best };
}

/**
 * Filters and sorts; the types stay in their order.
 * @param filter an entity stays when its text, or its type's name, holds this, by the rule of normalised texts
 */
export function arrange(types: readonly TypeNode[], filter: string, sort: Sort): TypeNode[] {
  const wanted = filter.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
  const compare = comparators[sort];
  return types.flatMap((type) => {
    const typeMatches = type.name.toLowerCase().includes(wanted);
    const entities = typeMatches
      ? type.entities
      : type.entities.filter(({ entity }) => entity.includes(wanted));
    if (!typeMatches && entities.length === 0) return [];
    return [{ ...type, entities: compare ? [...entities].sort(compare) : entities }];
  });
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const byName = (a: EntityNode, b: EntityNode): number => collator.compare(a.text, b.text);
const comparators: Record<Sort, ((a: EntityNode, b: EntityNode) => number) | undefined> = {
  document: undefined,
  name: byName,
  count: (a, b) => b.mentions.length - a.mentions.length || byName(a, b),
  score: (a, b) => b.best.score - a.best.score || byName(a, b),
};

/** The rows of the tree as they stand below each other. An entity of one mention has nothing to open. */
export function rowsOf(types: readonly TypeNode[], { closedTypes, openEntities }: Expansion): Row[] {
  const rows: Row[] = [];
  types.forEach((type, typeIndex) => {
    const hasEntities = type.entities.length > 0;
    const expanded = hasEntities && !closedTypes.has(type.key);
    rows.push({
      kind: 'type',
      type,
      key: type.key,
      level: 1,
      setSize: types.length,
      position: typeIndex + 1,
      ...(hasEntities ? { expanded } : {}),
    });
    if (!expanded) return;
    type.entities.forEach((entity, entityIndex) => {
      const isOpen = openEntities.has(entity.key);
      rows.push({
        kind: 'entity',
        type,
        entity,
        key: entity.key,
        level: 2,
        setSize: type.entities.length,
        position: entityIndex + 1,
        ...(entity.mentions.length > 1 ? { expanded: isOpen } : {}),
      });
      if (!isOpen || entity.mentions.length === 1) return;
      entity.mentions.forEach((mention, mentionIndex) => {
        rows.push({
          kind: 'mention',
          type,
          entity,
          mention,
          key: mentionKey(mention.id),
          level: 3,
          setSize: entity.mentions.length,
          position: mentionIndex + 1,
        });
      });
    });
  });
  return rows;
}

export function mentionKey(id: number): string {
  return `#${id}`;
}

/** The row that shows a mention: its own, else its entity's, else its type's; -1 when the filter hides it. */
export function rowOfMention(rows: readonly Row[], id: number): number {
  let best = -1;
  for (const [index, row] of rows.entries()) {
    const holds =
      row.kind === 'mention'
        ? row.mention.id === id
        : row.kind === 'entity'
          ? row.entity.mentions.some((mention) => mention.id === id)
          : !row.expanded &&
            row.type.entities.some(({ mentions }) => mentions.some((mention) => mention.id === id));
    if (holds) best = index;
  }
  return best;
}
