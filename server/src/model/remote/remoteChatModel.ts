import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import pRetry from 'p-retry';
import * as z from 'zod';
import type { ChatModel, ChatPrompt, GenerateOptions } from '../chatModel.ts';
import { ModelError } from '../engine.ts';
import { parse, readAll, readAnswer } from './answerReader.ts';
import { requestAddress } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import {
  connectionError,
  errorIn,
  keyError,
  PassingError,
  readRetryAfter,
  refusalError,
  silenceError,
} from './failures.ts';
import type { Asked } from './failures.ts';
import { keepFromProxies } from './proxyExceptions.ts';

export interface RemoteChatModelOptions {
  readonly endpoint: Endpoint;
  /** The model's name there; absent: the server's first. */
  readonly modelName?: string;
  readonly apiKey?: string;
  /** A server that says nothing for so long (ms) is given up; it may have to load its model first. */
  readonly silenceMs?: number;
  /** How long (ms) is waited before the second try, and twice as long before each further one. */
  readonly firstWaitMs?: number;
}

const defaultSilenceMs = 180_000;
const retries = 4;
/** Who asks to wait longer is not waited for, in milliseconds. */
const longestWaitMs = 60_000;

/** Letters, digits and signs of ASCII; spaces between them do no harm. */
const sendableKey = /^[\x20-\x7e]+$/u;

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** A model that a server with OpenAI's chat completions offers: vLLM, llama-server, Ollama, LM Studio and others. */
export class RemoteChatModel implements ChatModel {
  readonly #stop = new AbortController();
  #modelName: string | undefined;
  /** Newer models of OpenAI's own refuse the one name or take only the other, and no temperature. */
  #limitName: 'max_tokens' | 'max_completion_tokens' = 'max_tokens';
  #hasTemperature = true;

  constructor(private readonly options: RemoteChatModelOptions) {
    this.#modelName = options.modelName;
    keepFromProxies(options.endpoint);
  }

  get name(): string {
    return this.options.endpoint.host;
  }

  /** The server loads its model when it is first asked, if it has not. */
  prepare(): Promise<void> {
    return Promise.resolve();
  }

  generate(prompt: ChatPrompt, options: GenerateOptions): Promise<string> {
    const signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal;
    return pRetry(() => this.#complete(prompt, { ...options, signal }), {
      retries,
      minTimeout: this.options.firstWaitMs ?? 1000,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => isWorthWaiting(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (retriesLeft > 0 && isWorthWaiting(error) && error.retryAfterMs)
          await wait(error.retryAfterMs, undefined, { signal });
      },
    });
  }

  /** Ends what is being generated. */
  dispose(): void {
    this.#stop.abort(new ModelError(l10n.t('The discovery was ended.'), l10n.t('Try again.')));
  }

  async #complete(
    prompt: ChatPrompt,
    options: GenerateOptions & { readonly signal: AbortSignal },
  ): Promise<string> {
    const { maxTokens, signal, onText, isEnough } = options;
    this.#modelName ??= await this.#firstModel(signal);
    const body = {
      model: this.#modelName,
      messages: [
        { role: 'system', content: prompt.system },
        { role: 'user', content: prompt.user },
      ],
      [this.#limitName]: maxTokens,
      ...(this.#hasTemperature && { temperature: 0 }),
      stream: true,
    };
    try {
      return await this.#request('chat/completions', body, signal, (text, contentType, asked) =>
        readAnswer(text, contentType, asked, (soFar) => {
          onText?.(soFar);
          return isEnough?.(soFar) ?? false;
        }),
      );
    } catch (error) {
      if (!this.#adapts(error)) throw error;
      return this.#complete(prompt, options);
    }
  }

  /** Whether the server said which words of a request it does not take, and another try has others. */
  #adapts(error: unknown): boolean {
    if (!(error instanceof ModelError)) return false;
    if (this.#limitName === 'max_tokens' && error.message.includes('max_completion_tokens')) {
      this.#limitName = 'max_completion_tokens';
      return true;
    }
    if (this.#hasTemperature && /temperature/u.test(error.message)) {
      this.#hasTemperature = false;
      return true;
    }
    return false;
  }

  /** @throws {ModelError} when the server lists none */
  async #firstModel(signal: AbortSignal): Promise<string> {
    const { host } = this.options.endpoint;
    const first = await this.#request('models', undefined, signal, async (text, _, asked) => {
      const list = modelList.safeParse(parse(await readAll(text), asked));
      return list.data?.data[0]?.id;
    });
    if (first !== undefined) return first;
    throw new ModelError(
      l10n.t('{0} lists no model.', host),
      l10n.t('Load one there, or set universalNer.discoveryModelName to the name of one.'),
    );
  }

  /**
   * Asks the server, and reads what it answers as it comes.
   * @param body absent: nothing is sent
   * @throws {ModelError} when it refuses, can't be reached or falls silent
   */
  async #request<T>(
    path: string,
    body: object | undefined,
    signal: AbortSignal,
    read: (text: AsyncIterable<string>, contentType: string, asked: Asked) => Promise<T>,
  ): Promise<T> {
    const { endpoint, silenceMs = defaultSilenceMs } = this.options;
    const apiKey = this.options.apiKey?.trim();
    if (apiKey !== undefined && !sendableKey.test(apiKey)) throw keyError(endpoint);
    const url = requestAddress(endpoint, path);
    const asked: Asked = {
      endpoint,
      url,
      ...(apiKey !== undefined && { apiKey }),
      ...(this.#modelName !== undefined && { model: this.#modelName }),
    };
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const response = await fetch(url, {
        method: body ? 'POST' : 'GET',
        headers: {
          ...(body && { 'content-type': 'application/json' }),
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
        // A server could send the passages on to where nobody agreed to.
        redirect: 'manual',
        signal: AbortSignal.any([signal, silence.signal]),
      });
      const text = textOf(response, () => timer.refresh());
      const contentType = response.headers.get('content-type') ?? '';
      if (response.ok) return await read(text, contentType, asked);
      const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
      const said = saidIn(await readAll(text));
      throw refusalError(
        { status: response.status, said, ...(retryAfterMs !== undefined && { retryAfterMs }) },
        asked,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (silence.signal.aborted) throw silenceError(endpoint, silenceMs);
      throw connectionError(error, asked) ?? error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function isWorthWaiting(error: unknown): error is PassingError {
  return error instanceof PassingError && (error.retryAfterMs ?? 0) <= longestWaitMs;
}

function saidIn(text: string): string {
  try {
    return errorIn(JSON.parse(text), 0)?.said ?? '';
  } catch {
    // A page for a browser says nothing in a sentence.
    return /^\s*</u.test(text) ? '' : text;
  }
}

async function* textOf({ body }: Response, onPart: () => void): AsyncGenerator<string, void, undefined> {
  if (!body) return;
  const decoder = new TextDecoder();
  for await (const part of body) {
    onPart();
    yield decoder.decode(part, { stream: true });
  }
}
