import { createParser } from 'eventsource-parser';
import * as z from 'zod';
import { answerError, errorIn, refusalError } from './failures.ts';
import type { Asked } from './failures.ts';

/** A longer answer is none, in UTF-16 code units. */
const longestBody = 1 << 20;

const choices = z.object({
  choices: z.array(
    z.object({
      delta: z.object({ content: z.string().nullish() }).nullish(),
      message: z.object({ content: z.string().nullish() }).nullish(),
    }),
  ),
});
const endOfStream = '[DONE]';

/**
 * Reads the answer of `chat/completions`: a stream of events, or JSON where the server knows no streams.
 * @param onText gets the whole answer so far; the reading ends when it answers true
 * @throws {ModelError} when what comes is no answer
 * @throws what reading the body throws
 */
export async function readAnswer(
  body: AsyncIterable<string>,
  contentType: string,
  asked: Asked,
  onText: (soFar: string) => boolean,
): Promise<string> {
  if (contentType.includes('text/event-stream')) return readStream(body, asked, onText);
  const text = textIn(parse(await readAll(body), asked), asked);
  if (text === undefined) throw answerError(asked.endpoint, 'noChoice');
  onText(text);
  return text;
}

/** All of a body, up to a length that no answer has. */
export async function readAll(body: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of body) {
    text += part;
    if (text.length > longestBody) break;
  }
  return text;
}

async function readStream(
  body: AsyncIterable<string>,
  asked: Asked,
  onText: (soFar: string) => boolean,
): Promise<string> {
  let answer: string | undefined;
  let hasEnded = false;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (hasEnded) return;
      if (data.trim() === endOfStream) hasEnded = true;
      else {
        const text = textIn(parse(data, asked), asked);
        if (text !== undefined) answer = (answer ?? '') + text;
      }
    },
    maxBufferSize: longestBody,
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw answerError(asked.endpoint, 'noJson');
    },
  });
  for await (const part of body) {
    const before = answer?.length ?? 0;
    parser.feed(part);
    const isEnough = answer !== undefined && answer.length > before && onText(answer);
    if (isEnough || hasEnded || (answer ?? '').length > longestBody) break;
  }
  if (answer === undefined) throw answerError(asked.endpoint, 'noChoice');
  return answer;
}

export function parse(text: string, { endpoint }: Asked): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw answerError(endpoint, text.trim() === '' ? 'nothing' : 'noJson');
  }
}

/** The text in a piece of an answer; `undefined`: it has no choice, as the last piece may have none. */
function textIn(json: unknown, asked: Asked): string | undefined {
  const read = choices.safeParse(json);
  if (read.success) {
    const [choice] = read.data.choices;
    return choice && (choice.delta?.content ?? choice.message?.content ?? '');
  }
  const refusal = errorIn(json, 500);
  if (refusal) throw refusalError(refusal, asked);
  throw answerError(asked.endpoint, 'otherJson');
}
