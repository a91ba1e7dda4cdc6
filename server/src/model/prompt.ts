/**
 * UniversalNER's conversation, exactly as the model was trained on it (Zhou et al., "UniversalNER: Targeted
 * Distillation from Large Language Models for Open Named Entity Recognition", ICLR 2024, appendix A;
 * the template is FastChat's `vicuna_v1.1`). The end token stands between the two parts below.
 */
const passageTurn = (passage: string, style?: string): string => {
  const dataset = style === undefined ? '' : `Dataset: ${style}\n `;
  return `A virtual assistant answers questions from a user based on the provided text. USER: ${dataset}Text: ${passage} ASSISTANT: I've read this text.`;
};

const questionTurn = (type: string): string => `USER: What describes ${type} in the text? ASSISTANT:`;

/** The conversation without a style, its places left open: changes when, and only when, every prompt does. */
export const promptTemplate = `${passageTurn('{passage}')}{eos}${questionTurn('{type}')}`;

/** What a prompt needs to know of a model's vocabulary. */
export interface PromptVocabulary<Token extends number = number> {
  /** The beginning-of-sequence token, where the model wants one before every text. */
  readonly bos: Token | undefined;
  /** The model's own end token. */
  readonly end: Token;
  /** Tokenises a text on its own, without adding special tokens, and without reading any from the text. */
  tokenize(text: string): readonly Token[];
}

/**
 * Tokens up to and including the end token after "I've read this text.": what all questions share.
 * @param style the data set whose way of annotating is to be followed, for models that were trained with such names
 * (the paper's supervised setting)
 */
export function passagePrompt<Token extends number>(
  vocabulary: PromptVocabulary<Token>,
  passage: string,
  style?: string,
): Token[] {
  const start = vocabulary.bos === undefined ? [] : [vocabulary.bos];
  return [...start, ...vocabulary.tokenize(passageTurn(passage, style)), vocabulary.end];
}

/** Tokens of the question for one type; they follow {@link passagePrompt}. */
export function questionPrompt<Token extends number>(
  vocabulary: PromptVocabulary<Token>,
  type: string,
): Token[] {
  return [...vocabulary.tokenize(questionTurn(type))];
}

/** Tokens of an answer as the model writes it, without the end token; they follow {@link questionPrompt}. */
export function answerTokens<Token extends number>(
  vocabulary: PromptVocabulary<Token>,
  strings: readonly string[],
): Token[] {
  const list = strings.map((string) => JSON.stringify(string)).join(', ');
  return [...vocabulary.tokenize(` [${list}]`)];
}
