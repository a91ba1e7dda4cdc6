import * as z from 'zod';
import { ModelError } from '../engine.ts';
import type { Endpoint } from './endpoint.ts';

/** A failure that may pass: the same request can succeed a little later. */
export class PassingError extends ModelError {
  /** @param retryAfterMs what the server asks to wait; absent: it asks nothing */
  constructor(
    message: string,
    remedy: string,
    readonly retryAfterMs?: number,
  ) {
    super(message, remedy);
  }
}

/** A server wants an API key, or another one. */
class KeyError extends ModelError {
  readonly needsApiKey = true;
}

/** What a server said instead of an answer. */
export interface Refusal {
  readonly status: number;
  /** Its own words. */
  readonly said: string;
  readonly retryAfterMs?: number;
}

export interface Asked {
  readonly endpoint: Endpoint;
  readonly url: URL;
  readonly apiKey?: string;
  /** The model that was asked for, where it is known. */
  readonly model?: string;
}

const otherAddress = 'set universalNer.discoveryModel to the address of another';
const setKey = 'API key; in a terminal it stands in the variable UNIVERSAL_NER_API_KEY.';
const longestQuote = 200;
/** Of what a server says, so much is looked at, in UTF-16 code units: it may send a page that never ends. */
const longestSaid = 4_000;
const contextWords = /context[ _-]?(?:length|size|window)|maximum context|exceed_context|too many tokens/iu;
const modelWords =
  /model_not_found|\b(?:invalid|unknown|no such) model\b|\bmodel\b.{0,120}\b(?:not found|(?:does )?not exist|unknown|not loaded)/isu;

/** Why a server refused a request, and what a person can do. */
export function refusalError(refusal: Refusal, asked: Asked): ModelError {
  const { status, retryAfterMs } = refusal;
  const { endpoint, url, apiKey, model } = asked;
  const { host } = endpoint;
  const said = withoutKey(refusal.said, apiKey).slice(0, longestSaid);
  const words = quoted(said);
  if (contextWords.test(said)) {
    return new ModelError(
      `A passage does not fit the context of the model at ${host}${words}.`,
      'Start the server with a context of 2048 tokens or more.',
    );
  }
  if (status === 401 || status === 403) {
    return apiKey !== undefined
      ? new KeyError(`${host} refuses the API key${words}.`, `Set another ${setKey}`)
      : new KeyError(`${host} asks for an API key${words}.`, `Set its ${setKey}`);
  }
  if ((status === 404 || status === 400) && model !== undefined && modelWords.test(said)) {
    return new ModelError(
      `${host} does not know the model ${model}${words}.`,
      'Set universalNer.discoveryModelName to one that it has.',
    );
  }
  if (status === 404 || status === 405) {
    return new ModelError(
      `${host} has nothing at ${url.pathname}${words}.`,
      /\/v\d+$/u.test(new URL(endpoint.address).pathname)
        ? `Check its address, or ${otherAddress}.`
        : `Most servers answer below /v1: set universalNer.discoveryModel to ${endpoint.address}/v1.`,
    );
  }
  if (status === 429) {
    return new PassingError(
      `${host} takes no more questions for now${waiting(retryAfterMs)}${words}.`,
      'Try again later.',
      retryAfterMs,
    );
  }
  if (status >= 500 || status === 408) {
    return new PassingError(
      `${host} failed with status ${String(status)}${words}.`,
      `See its log, try again, or ${otherAddress}.`,
      retryAfterMs,
    );
  }
  if (status >= 300 && status < 400) {
    return new ModelError(
      `${host} sends requests on to another address${words}, and passages go only where you said.`,
      'Set universalNer.discoveryModel to the address that answers.',
    );
  }
  return new ModelError(
    `${host} refuses the question with status ${String(status)}${words}.`,
    `See its log, or ${otherAddress}.`,
  );
}

/** Why no answer came from a server, from what `fetch` threw; `undefined` where it was no matter of the network. */
export function connectionError(error: unknown, { endpoint }: Asked): ModelError | undefined {
  const { host, address } = endpoint;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (code === 'bad port') {
    return new ModelError(
      `Nothing can be asked at ${host}: the port is kept for another kind of server.`,
      'Start the server at another port, such as 8080, and name that in universalNer.discoveryModel.',
    );
  }
  if (code === 'ECONNREFUSED') {
    return new ModelError(
      `Nothing answers at ${host}: the connection was refused.`,
      `Start the server there, or ${otherAddress}.`,
    );
  }
  if (/^(?:ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/u.test(code)) {
    return new ModelError(
      `The host ${new URL(address).hostname} can't be found (${code}).`,
      `Check the address and the network, or ${otherAddress}.`,
    );
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO|ISSUER|LEAF_SIGNATURE/u.test(code)) {
    return new ModelError(
      `There is no safe connection to ${host} (${code}).`,
      'Check the certificate of the server; one that has none is addressed by http://.',
    );
  }
  if (/TIMEDOUT|TIMEOUT/u.test(code)) {
    return new PassingError(
      `No connection to ${host} comes about (${code}).`,
      'Check the address and the network.',
    );
  }
  return new PassingError(
    `The connection to ${host} broke off (${code}).`,
    'Try again; see the log of the server.',
  );
}

/** That a server fell silent. @param silenceMs how long it was waited for */
export function silenceError({ host }: Endpoint, silenceMs: number): ModelError {
  return new ModelError(
    `${host} has said nothing for ${String(Math.round(silenceMs / 1000))} s.`,
    'Try again when the server is less busy, or use a smaller model there.',
  );
}

/** That what came is no answer. @param what came, in a clause */
export function answerError({ host }: Endpoint, what: string): ModelError {
  return new ModelError(
    `${host} ${what}.`,
    'Set universalNer.discoveryModel to the base address of an OpenAI-compatible server.',
  );
}

/** That a key can't be sent as it is: `fetch` says so too, but with the key in its words. */
export function keyError({ host }: Endpoint): ModelError {
  return new KeyError(`The API key for ${host} has characters that no key has.`, `Set another ${setKey}`);
}

const asError = (message: string): { error: { message: string; code?: unknown } } => ({ error: { message } });
const errorBody = z.union([
  z.object({ error: z.object({ message: z.string(), code: z.unknown().optional() }) }),
  z.object({ error: z.string() }).transform(({ error }) => asError(error)),
  z.object({ message: z.string() }).transform(({ message }) => asError(message)),
  z.object({ detail: z.string() }).transform(({ detail }) => asError(detail)),
]);

/** The error that a server tells in JSON, in whichever of the usual shapes. @param status where it names none */
export function errorIn(json: unknown, status: number): Refusal | undefined {
  const error = errorBody.safeParse(json).data?.error;
  if (!error) return undefined;
  const code = typeof error.code === 'number' && error.code >= 400 && error.code < 600 ? error.code : status;
  return { status: code, said: error.message };
}

/** What `Retry-After` says, in milliseconds: seconds, or a date (RFC 9110, section 10.2.3). */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\s*\d+\s*$/u.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds * 1000);
}

/** Some servers quote the key that they refuse; people paste what they are told into reports. */
function withoutKey(said: string, apiKey: string | undefined): string {
  return apiKey === undefined ? said : said.replaceAll(apiKey, '...');
}

function quoted(said: string): string {
  const line = said.replace(/\s+/gu, ' ').trim().replace(/\.+$/u, '');
  if (line === '') return '';
  return ` ("${line.length > longestQuote ? `${line.slice(0, longestQuote)}...` : line}")`;
}

function waiting(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined ? '' : `, and asks to wait ${String(Math.ceil(retryAfterMs / 1000))} s`;
}

/** The code of a network failure, which `fetch` hides in its error's cause; the cause's words where it has none. */
function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
  }
  return error instanceof TypeError && error.cause instanceof Error ? error.cause.message : undefined;
}
