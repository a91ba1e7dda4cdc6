/**
 * Every message between client and server that the Language Server Protocol does not know. The only file
 * that both sides share. Offsets are UTF-16 code units of the document's source, as LSP counts characters.
 *
 * The way of a change: the server's store changes -> `entitiesChanged` (small, at most every 100 ms a
 * document) -> the client asks `entities` since the revision it has and gets what differs. A client that
 * falls behind asks less often; it never gets more than it can take.
 */
import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { MinScore, ScoreFilter } from './protocol/scores.ts';

export { chosenSlots, entitySlots, slotsIn, slotsOf } from './protocol/identityColors.ts';
export {
  frontMatterChange,
  type FrontMatterChange,
  type FrontMatterChangeParams,
} from './protocol/frontMatterChange.ts';
export { nameKey } from './protocol/nameKey.ts';
export {
  filteredMinScore,
  minScoreOf,
  reachesScore,
  scoreText,
  weakScore,
  type MinScore,
  type ScoreFilter,
} from './protocol/scores.ts';
export { shownAddress } from './protocol/shownAddress.ts';
export { lineOfNames, namesInLine, withPlainSpaces } from './protocol/typeNames.ts';

export * from './protocolDiscovery.ts';

/** `suggested`: the model's, on the text as it stands. `stale`: its passage changed and has not been asked again. */
export type MentionState = 'suggested' | 'stale';

/** What found a mention besides the model: a pattern, or a term, of its type. */
export type RuleOrigin = 'pattern' | 'term';

/** A mention as it travels. `id` is unique in its document and stays the same while the mention lives. */
export interface WireMention {
  readonly id: number;
  readonly type: string;
  /** The text as a reader reads it (without markup). */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** From 0 to 1: the smallest token probability of the string; 1 where a pattern or a term found it. */
  readonly score: number;
  readonly state: MentionState;
  /** Absent: the model found it. */
  readonly foundBy?: RuleOrigin;
}

/** Client -> server: the filter that counts from now on, in all documents. */
export const scoreFilter = new NotificationType<ScoreFilter>('universalNer/scoreFilter');

/** Where the extraction of a document stands. */
export interface ExtractionProgress {
  readonly passagesDone: number;
  readonly passagesTotal: number;
}

/** What became of a document's extraction, in numbers that the user should hear. */
export interface ExtractionNotes {
  /** Passages that were read, as far as the text stands as it was; 0 where there is no prose. */
  readonly passages: number;
  /** Strings that the model answered and that stand nowhere in their passage. */
  readonly ungrounded: number;
  /** Passages in a language that the model does not know. */
  readonly foreignPassages: number;
  /** Languages (ISO 639-1) of those passages, most frequent first. */
  readonly foreignLanguages: readonly string[];
  /** Whether foreign passages were asked all the same (a setting). */
  readonly foreignAsked: boolean;
  /** Mentions below the minimum score, by the settings and the {@link ScoreFilter}. */
  readonly belowMinScore: number;
  /** Passages whose queries failed. */
  readonly failedPassages: number;
  /** Mentions that did not fit the limit of diagnostics. */
  readonly undiagnosed: number;
}

/** Document state without its mentions: small enough for every change. */
export interface EntitiesSummary {
  readonly uri: string;
  /** The version of the document that the offsets belong to. */
  readonly version: number;
  /** Grows with every change of the document's mentions, and of which of them are shown. */
  readonly revision: number;
  /** The types asked last, in the user's words and order. */
  readonly types: readonly string[];
  /**
   * The identity colours (`entity1` to `entity12`) that settings, the type set in use or the document itself
   * choose, by the names of types; see {@link chosenSlots}. Absent: none is chosen.
   */
  readonly colors?: Readonly<Record<string, string>>;
  /** Present while an extraction of this document runs. */
  readonly progress?: ExtractionProgress;
  /** Of those that are shown. */
  readonly mentionCount: number;
  /** As the settings have it; a {@link ScoreFilter} goes before it. */
  readonly minScore: MinScore;
  readonly notes: ExtractionNotes;
  /** Why the last extraction failed, in one sentence, and what to do next. */
  readonly error?: UserError;
}

/** A failure as a person reads it. */
export interface UserError {
  readonly message: string;
  readonly remedy: string;
  /** The setting that the remedy speaks of, by its name after `universalNer.`. */
  readonly setting?: string;
  /** The server that proposes types wants an API key, or another one. */
  readonly needsApiKey?: true;
}

/** Server -> client: the mentions or the progress of a document changed. */
export const entitiesChanged = new NotificationType<EntitiesSummary>('universalNer/entitiesChanged');

export interface EntitiesParams {
  readonly uri: string;
  /** The revision that the client has; absent: everything. */
  readonly since?: number;
}
export interface EntitiesResult extends EntitiesSummary {
  /** `true`: `upserted` is everything, forget the rest. */
  readonly full: boolean;
  readonly upserted: readonly WireMention[];
  readonly removed: readonly number[];
}
/**
 * Client -> server: the mentions of a document, or what changed in them; also those below the minimum score, so that
 * the client can show them at once, see {@link reachesScore}. Never waits for the model.
 */
export const entities = new RequestType<EntitiesParams, EntitiesResult, void>('universalNer/entities');

/**
 * Client -> server: the parts of a document that a person sees now, in all its editors; none when it is hidden.
 * What is visible is asked first.
 */
export const visible = new NotificationType<{ readonly uri: string; readonly ranges: readonly LspRange[] }>(
  'universalNer/visible',
);

/** The arguments of the command `universalNer.extract` (any LSP client) and of the request below. */
export interface ExtractParams {
  readonly uri: string;
  /**
   * The types to ask, in the user's words. Absent: those asked last in this document; where nothing was asked, or
   * another type set was chosen since, {@link documentTypes}.
   */
  readonly types?: readonly string[];
  /** Only passages that touch this LSP range are asked; what is known elsewhere stays. */
  readonly range?: LspRange;
  /** `false`: the answer only counts the mentions, since {@link entities} tells them; the list of very many is long. */
  readonly listed?: boolean;
  readonly workDoneToken?: number | string;
}
export interface LspRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}
export interface ExtractResult {
  /** In document order; those of the asked types, in the asked range. None where they are not {@link ExtractParams.listed}. */
  readonly mentions: readonly WireMention[];
  /** How many these are, listed or not. */
  readonly mentionCount: number;
  readonly notes: ExtractionNotes;
}
/** Client -> server: extract; answers when done; cancellable by the LSP's own `$/cancelRequest`. */
export const extract = new RequestType<ExtractParams, ExtractResult, void>('universalNer/extract');

/**
 * Client -> server: stop what runs for this document; mentions found so far stay. Edits are not followed until it is
 * extracted again.
 */
export const stop = new RequestType<{ readonly uri: string }, null, void>('universalNer/stop');

/** Client -> server: forget all entities of this document. */
export const clear = new RequestType<{ readonly uri: string }, null, void>('universalNer/clear');

export interface DismissParams {
  readonly uri: string;
  readonly id: number;
  /** `mention`: this one; `text`: every mention of this type and text in this document. */
  readonly scope: 'mention' | 'text';
}
/**
 * The commands of `workspace/executeCommand`, for any LSP client; each takes one argument. `extract`:
 * {@link ExtractParams}, answers {@link ExtractResult}. `dismiss`: {@link DismissParams}. They are not
 * advertised to VS Code, which would register them globally; there quick fixes call `dismissInVsCode`, a
 * command that the client registers and that takes {@link DismissParams}.
 */
export const commands = {
  extract: 'universalNer.extract',
  dismiss: 'universalNer.dismiss',
  dismissInVsCode: 'universalNer.dismissMention',
} as const;

/** Client -> server: hide a mention, or a text, as long as the server lives. */
export const dismiss = new RequestType<DismissParams, null, void>('universalNer/dismiss');

/**
 * Client -> server: show again what was dismissed in this document, all of it or what was dismissed last;
 * answers how many dismissals were taken back.
 */
export const restoreDismissed = new RequestType<
  { readonly uri: string; readonly scope: 'last' | 'all' },
  number,
  void
>('universalNer/restoreDismissed');

/** An identity colour as a person has it, in light and in dark surroundings: `#` and hexadecimal digits, as CSS has them. */
export interface ShownColor {
  readonly light: string;
  readonly dark: string;
}
export interface ExportParams {
  readonly uri: string;
  /** The id of a format, as `formats` lists them. */
  readonly format: string;
  /** The identity colours that look another way for this person, by their names (`entity1`), for formats that show them. */
  readonly colors?: Readonly<Record<string, ShownColor>>;
}
export interface ExportFile {
  /** Appended to the name that the user chose, without the dot: `jsonl`, `ann`, `txt`. */
  readonly extension: string;
  readonly content: string;
}
/** Client -> server: the document's mentions in a format; the first file is the one that the user names. */
export const exportAnnotations = new RequestType<
  ExportParams,
  { readonly files: readonly ExportFile[] },
  void
>('universalNer/export');

export interface FormatInfo {
  readonly id: string;
  readonly label: string;
  /** One sentence: who reads it, which offsets and which text it holds. */
  readonly description: string;
  readonly extension: string;
}
/** Client -> server: the formats that annotations can be exported in. */
export const formats = new RequestType0<readonly FormatInfo[], void>('universalNer/formats');

/** A type as it is offered. */
export interface TypeInfo {
  readonly name: string;
  /** Can take the place of the name in a question. */
  readonly definition?: string;
  /** What the model is asked with; absent: the name. */
  readonly askBy?: 'name' | 'definition' | 'both' | 'nothing';
  /** Whether patterns or terms find it too. */
  readonly hasRules: boolean;
  /** `entity1` to `entity12`, where one is chosen. */
  readonly color?: string;
  /** The heading under which it is offered. */
  readonly group?: string;
}
export interface TypeSetInfo {
  /** What `universalNer.typeSet` names it by; a set of the user's: its name. */
  readonly id: string;
  /** What a person reads; in English where it is built in. */
  readonly label: string;
  /** `own`: from the setting `universalNer.typeSets`. */
  readonly origin: 'built-in' | 'own';
  /** In the order in which they are offered. */
  readonly types: readonly TypeInfo[];
}
/**
 * Client -> server: the type sets, in the order in which they are offered: the user's own first, as the settings of
 * the document have them (without a document, those of the window), then the built-in ones that no own one replaces.
 */
export const typeSets = new RequestType<{ readonly uri?: string }, readonly TypeSetInfo[], void>(
  'universalNer/typeSets',
);

/**
 * Client -> server: the type set that a person chose for a document, by id or name; `null`: none, so that the
 * setting counts. To be told again when the document is opened again.
 */
export const documentTypeSet = new NotificationType<{
  readonly uri: string;
  readonly typeSet: string | null;
}>('universalNer/documentTypeSet');

export interface DocumentTypesInfo {
  readonly types: readonly TypeInfo[];
  /**
   * Who names them: the front matter of the document, the type set in use, or `universalNer.types`; `none`: there
   * are none.
   */
  readonly from: 'document' | 'typeSet' | 'settings' | 'none';
  /** The id of the type set in use, whether or not the types come from it. */
  readonly typeSet?: string;
  readonly typeSetFrom?: 'frontMatter' | 'choice' | 'settings';
  /** A person has switched to this set since types were asked last in the document: now its types are meant. */
  readonly isSwitched?: true;
}
/**
 * Client -> server: what an extraction without named types asks in a document in which nothing was asked before, or
 * where the type set was switched since.
 */
export const documentTypes = new RequestType<{ readonly uri: string }, DocumentTypesInfo, void>(
  'universalNer/documentTypes',
);

/** A label name of a data set. */
export interface LabelInfo {
  readonly label: string;
  /** What the model is asked with in its place, one after the other. */
  readonly words: readonly string[];
  /** Whether the setting `universalNer.labels` says so. */
  readonly isOwn: boolean;
}
/** Client -> server: the label names that are known, the user's own first; without a document, those of the window. */
export const labelNames = new RequestType<{ readonly uri?: string }, readonly LabelInfo[], void>(
  'universalNer/labelNames',
);

/** Where the model stands, for the status item. */
export type ModelStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'asking'; readonly pending: number }
  | { readonly kind: 'failed'; readonly error: UserError };

/** Server -> client: the model's state changed. */
export const modelStatusChanged = new NotificationType<ModelStatus>('universalNer/modelStatusChanged');

/** Client -> server: end the model's process; the next query starts a fresh one. */
export const restartModel = new RequestType0<null, void>('universalNer/restartModel');

/** Client -> server: forget every answer of the model, also on disk; what documents show stays. */
export const clearCache = new RequestType0<null, void>('universalNer/clearCache');

export interface ModelDetails {
  readonly name: string;
  readonly path: string;
  readonly sha256?: string;
  readonly contextTokens: number;
  readonly maxPassageTokens: number;
  readonly threads: number;
  readonly lanes: number;
  readonly batchTokens: number;
  /** Measured, in tokens a second; zeros where nothing was asked yet. */
  readonly speed: { readonly read: number; readonly written: number };
  readonly gpu: string | false;
  readonly runtime: string;
  readonly languages: readonly string[];
}
/** Client -> server: loads the model where needed and describes it. */
export const modelDetails = new RequestType0<ModelDetails, void>('universalNer/modelDetails');

/** Server -> client: something that a person should read once (a wrong setting, a restart of the model). */
export const userMessage = new NotificationType<
  UserError & { readonly severity: 'info' | 'warning' | 'error' }
>('universalNer/userMessage');

/** One replacement in a text: `[start, end)` became `length` code units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/**
 * Where a span stands after an edit; both sides move mentions by this rule, so that neither waits for the
 * other. An edit before the span shifts it; one inside stretches it (`touched`); one across a border of the
 * span clips it to what is left; a span whose text is all replaced is gone. Insertions at a border stay outside.
 * @returns the moved span and whether its text changed, or `undefined` when nothing of it is left.
 */
export function moveSpan(
  span: { readonly start: number; readonly end: number },
  edit: TextEdit,
): { start: number; end: number; touched: boolean } | undefined {
  const { start, end } = span;
  const shift = edit.length - (edit.end - edit.start);
  if (edit.end <= start) return { start: start + shift, end: end + shift, touched: false };
  if (edit.start >= end) return { start, end, touched: false };
  if (edit.start > start && edit.end < end) return { start, end: end + shift, touched: true };
  if (edit.start <= start && edit.end >= end) return undefined;
  return edit.start <= start
    ? { start: edit.start + edit.length, end: end + shift, touched: true }
    : { start, end: edit.start, touched: true };
}

/** What makes two texts of one type the same entity: Unicode-compatible, case- and space-insensitive. */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
