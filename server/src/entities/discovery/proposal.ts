/** What was found of one type in the passages that it was asked about. */
export interface TypeEvidence {
  readonly name: string;
  readonly group: string;
  /** Whether the type is one that many documents hold. */
  readonly isBroad: boolean;
  /** How many of the document's passages it was asked about. */
  readonly passagesAsked: number;
  /** Each occurrence; the text as it stands in a passage. */
  readonly mentions: readonly { readonly text: string; readonly score: number }[];
}
