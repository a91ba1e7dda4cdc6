import { readFileSync, writeFileSync } from 'node:fs';
import { modelPath } from './engines.ts';

/** The conversation of ChatML, which the embedded model's forebear was trained on (its tokens are in the vocabulary). */
const chatML =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}" +
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';

/** Before the first key of a GGUF file: magic, version, number of tensors, number of keys (ggml/docs/gguf.md). */
const headBytes = 24;
const keyCountAt = 16;
const stringType = 8;
/** Tensors begin at multiples of this many bytes: what is put in has such a length. */
const alignment = 32;

/** Writes a copy of the embedded model that has a chat template: an instruct model, whatever its weights answer. */
export function writeInstructFile(path: string, template = chatML): void {
  const model = readFileSync(modelPath);
  const head = Buffer.from(model.subarray(0, headBytes));
  head.writeBigUInt64LE(head.readBigUInt64LE(keyCountAt) + 1n, keyCountAt);
  writeFileSync(
    path,
    Buffer.concat([head, entry('tokenizer.chat_template', template), model.subarray(headBytes)]),
  );
}

/** A key with a string, of a length that moves nothing out of its alignment: spaces in a comment fill it up. */
function entry(key: string, value: string): Buffer {
  const fixed = 8 + Buffer.byteLength(key) + 4 + 8 + Buffer.byteLength(value) + '{##}'.length;
  const filling = ' '.repeat((alignment - (fixed % alignment)) % alignment);
  const text = Buffer.from(`{#${filling}#}${value}`);
  const bytes = Buffer.alloc(8 + Buffer.byteLength(key) + 4 + 8);
  let at = bytes.writeBigUInt64LE(BigInt(Buffer.byteLength(key)));
  at += bytes.write(key, at);
  at = bytes.writeUInt32LE(stringType, at);
  bytes.writeBigUInt64LE(BigInt(text.length), at);
  return Buffer.concat([bytes, text]);
}
