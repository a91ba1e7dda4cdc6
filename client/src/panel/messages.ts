import type { MinScore, RuleOrigin } from '../../../server/src/protocol.ts';

/**
 * What the panel's two sides say to each other. The view holds a copy of the document's mentions and builds the
 * tree itself; lines and neighbouring words are asked for only where a row shows them.
 */

/** Commands that the panel's buttons may run; the host runs no other. */
export const panelCommands = [
  'universalNer.extractEntities',
  'universalNer.discoverTypes',
  'universalNer.extractAgain',
  'universalNer.stopExtraction',
  'universalNer.openSample',
  'universalNer.openSettings',
  'universalNer.restartModel',
  'universalNer.showLog',
  'workbench.action.files.openFile',
] as const;
export type PanelCommand = (typeof panelCommands)[number];

export interface PanelAction {
  readonly title: string;
  readonly command: PanelCommand;
  readonly argument?: string;
}

/** A sentence that a person should read, and what can be done about it. */
export interface PanelNotice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly PanelAction[];
}

export interface PanelType {
  readonly name: string;
  /** Its identity colour, from 1. */
  readonly slot: number;
}

/** What decides which mentions are shown. */
export interface PanelScores {
  /** The settings' minimum scores with those that the person tries out. */
  readonly minScore: MinScore;
  /** Whether the person tries out other scores than the settings'. */
  readonly isFiltered: boolean;
}

export interface PanelMention {
  readonly id: number;
  readonly type: string;
  readonly text: string;
  /** The normalised text; the mentions of one type that share it are one entity. */
  readonly entity: string;
  /** UTF-16 offset in the document; only its order matters to the view. */
  readonly start: number;
  readonly score: number;
  /** Absent: the model found it. */
  readonly foundBy?: RuleOrigin;
  readonly stale: boolean;
}

/**
 * Mentions as they travel: a list a field, and every text and type once, since twenty thousand objects take
 * longer to send than to show. The lists below `entities` have one entry a mention; they are typed arrays,
 * which VS Code sends as bytes instead of looking at every number.
 */
export interface PackedMentions {
  readonly types: readonly string[];
  readonly texts: readonly string[];
  /** The normalised text of each of `texts`. */
  readonly entities: readonly string[];
  readonly ids: Int32Array;
  /** Index in `types`. */
  readonly type: Int32Array;
  /** Index in `texts`. */
  readonly text: Int32Array;
  readonly starts: Int32Array;
  /** Not rounded: what is shown depends on them. */
  readonly scores: Float64Array;
  /** Ids of those that are stale. */
  readonly stale: Int32Array;
  /** Ids of those that were found by a pattern, and by a term. */
  readonly pattern: Int32Array;
  readonly term: Int32Array;
}

/** Everything that the panel shows but the mentions. */
export interface PanelDocument {
  /** Absent when no document is open. */
  readonly uri?: string;
  readonly name: string;
  readonly types: readonly PanelType[];
  readonly scores: PanelScores;
  readonly progress?: { readonly passagesDone: number; readonly passagesTotal: number };
  /** Shown above the tree. */
  readonly notices: readonly PanelNotice[];
  /** Shown in the tree's place when it has no rows. */
  readonly empty: PanelNotice;
}

/** Where a mention stands, in the words around it. */
export interface MentionContext {
  readonly id: number;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** The view's words, in the user's language; `{0}` and `{1}` are filled in by the view. */
export interface PanelStrings {
  readonly filter: string;
  readonly sort: string;
  readonly sortDocument: string;
  readonly sortName: string;
  readonly sortCount: string;
  readonly sortScore: string;
  readonly entities: string;
  readonly mentions: string;
  readonly oneMention: string;
  readonly score: string;
  readonly pattern: string;
  readonly term: string;
  readonly byPattern: string;
  readonly byTerm: string;
  readonly minScore: string;
  readonly minScoreHint: string;
  readonly minScoreOf: string;
  readonly allTypes: string;
  readonly setMinScore: string;
  readonly atLeast: string;
  readonly hiddenByScore: string;
  readonly allHidden: string;
  readonly resetScores: string;
  readonly keepScores: string;
  readonly keepScoresHint: string;
  readonly stale: string;
  readonly line: string;
  readonly progress: string;
  readonly found: string;
  readonly noMatch: string;
}

/** Host to view, one way. */
export interface HostMessages {
  readonly document: PanelDocument;
  /** What differs in the mentions of the document told last; `full`: this is everything. */
  readonly mentions: {
    readonly full: boolean;
    readonly upserted: PackedMentions;
    readonly removed: readonly number[];
  };
  /** The text was edited: the new starts of all mentions, in two lists of one order. */
  readonly moved: { readonly ids: Int32Array; readonly starts: Int32Array };
  /** The mention under the cursor. */
  readonly cursor: { readonly id: number | null };
  /** The slider is to take the focus, for a type or for all. */
  readonly scoreSlider: { readonly type: string | null };
}

/** View to host: name -> [request, response]. */
export interface ViewRequests {
  readonly ready: [null, PanelStrings];
  /** `focus`: the editor takes the focus; otherwise the panel keeps it. */
  readonly reveal: [{ readonly id: number; readonly focus: boolean }, null];
  /** Hides a mention, or every mention of its entity. */
  readonly dismiss: [{ readonly id: number; readonly scope: 'mention' | 'text' }, null];
  /** Shows again what was dismissed last. */
  readonly undoDismiss: [null, null];
  /** Tries a minimum score out, for a type or for all; `null`: what the settings say counts again. */
  readonly setScore: [{ readonly type: string | null; readonly score: number | null }, null];
  /** What the settings say counts again, for all types. */
  readonly resetScores: [null, null];
  /** Makes settings of the minimum scores that are tried out. */
  readonly keepScores: [null, null];
  readonly contexts: [{ readonly ids: readonly number[] }, readonly MentionContext[]];
  readonly run: [PanelAction, null];
}

/** As they travel. */
export type HostMessage = {
  readonly [Name in keyof HostMessages]: { readonly name: Name; readonly body: HostMessages[Name] };
}[keyof HostMessages];
export type ViewRequest = {
  readonly [Name in keyof ViewRequests]: {
    readonly name: Name;
    readonly request: number;
    readonly body: ViewRequests[Name][0];
  };
}[keyof ViewRequests];
export interface ViewResponse {
  readonly name: 'response';
  readonly request: number;
  /** `undefined` when the request failed. */
  readonly body: unknown;
}
