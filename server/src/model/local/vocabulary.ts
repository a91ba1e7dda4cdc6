import type { LlamaModel, Token } from 'node-llama-cpp';
import type { PromptVocabulary } from '../prompt.ts';

/** A loaded model's tokens, as prompts and answers need them. */
export interface Vocabulary extends PromptVocabulary<Token> {
  readonly size: number;
  /** The bytes that a token stands for; `undefined` for control tokens and tokens without text. */
  bytes(token: Token): Uint8Array | undefined;
  /** Whether the token ends a generation. */
  isEnd(token: Token): boolean;
}

/** GGUF token types (ggml/docs/gguf.md, `tokenizer.ggml.token_type`). */
const tokenType = { undefined: 0, unknown: 2, control: 3, unused: 5, byte: 6 } as const;
/** Tokens of these types stand for no text. */
const textless = new Set<number | undefined>([
  tokenType.undefined,
  tokenType.unknown,
  tokenType.control,
  tokenType.unused,
]);

/**
 * Reads the vocabulary of a loaded model. Bytes come from the vocabulary itself, not from detokenising: parts
 * of CJK letters and emoji detokenise to U+FFFD.
 */
export function readVocabulary(model: LlamaModel): Vocabulary {
  const ggml = model.fileInfo.metadata.tokenizer?.ggml;
  const texts = ggml?.tokens ?? [];
  const types = ggml?.token_type ?? [];
  const decode = decoderOf(ggml?.model ?? '');
  const cache: (Uint8Array | undefined)[] = [];
  const read = (token: Token): Uint8Array | undefined => {
    const text = texts[token];
    const type: number | undefined = types[token];
    if (text === undefined || textless.has(type)) return undefined;
    return decode(text, type === tokenType.byte);
  };
  const end = model.tokens.eos ?? model.tokens.eot;
  if (end === null) throw new Error('the model has no end token');
  return {
    size: texts.length,
    bos: model.tokens.shouldPrependBosToken ? (model.tokens.bos ?? undefined) : undefined,
    end,
    tokenize: (text) => model.tokenize(text),
    bytes(token) {
      return (cache[token] ??= read(token));
    },
    isEnd: (token) => token === end || model.isEogToken(token),
  };
}

type Decoder = (text: string, isByte: boolean) => Uint8Array | undefined;

function decoderOf(tokenizer: string): Decoder {
  const encoder = new TextEncoder();
  if (tokenizer === 'gpt2') {
    const byteOf = byteLevelAlphabet();
    return (text) => {
      const bytes = new Uint8Array(text.length);
      for (let index = 0; index < text.length; index++) {
        const byte = byteOf[text.charCodeAt(index)];
        if (byte === undefined) return encoder.encode(text);
        bytes[index] = byte;
      }
      return bytes;
    };
  }
  // SentencePiece: U+2581 stands for a space, `<0xNN>` for a byte.
  return (text, isByte) => {
    const byte = isByte ? /^<0x([0-9A-F]{2})>$/i.exec(text)?.[1] : undefined;
    if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
    return encoder.encode(text.replaceAll('\u2581', ' '));
  };
}

/**
 * The bytes that letters stand for in a byte-level BPE vocabulary, by the letters' codes (Radford et al. 2019, GPT-2's
 * encoder).
 */
function byteLevelAlphabet(): readonly (number | undefined)[] {
  const byteOf: (number | undefined)[] = [];
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
    byteOf[printable ? byte : next++] = byte;
  }
  return byteOf;
}
