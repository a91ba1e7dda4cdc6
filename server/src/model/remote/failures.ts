import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { shownAddress } from '../../protocol.ts';
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

const longestQuote = 200;
/** What is shorter in a query, in UTF-16 code units, is no key: a version, say. */
const shortestKey = 8;
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
  const said = withoutKeys(refusal.said, apiKey, url).slice(0, longestSaid);
  const words = quoted(said);
  if (contextWords.test(said)) {
    return new ModelError(
      l10n.t('A passage does not fit the context of the model at {0}{1}.', host, words),
      l10n.t('Start the server with a context of 2048 tokens or more.'),
    );
  }
  if (status === 401 || status === 403) {
    return apiKey !== undefined
      ? new KeyError(
          l10n.t('{0} refuses the API key{1}.', host, words),
          l10n.t('Set another API key; in a terminal it stands in the variable UNIVERSAL_NER_API_KEY.'),
        )
      : new KeyError(
          l10n.t('{0} asks for an API key{1}.', host, words),
          l10n.t('Set its API key; in a terminal it stands in the variable UNIVERSAL_NER_API_KEY.'),
        );
  }
  if ((status === 404 || status === 400) && model !== undefined && modelWords.test(said)) {
    return new ModelError(
      l10n.t('{0} does not know the model {1}{2}.', host, model, words),
      l10n.t('Set universalNer.discoveryModelName to one that it has.'),
    );
  }
  if (status === 404 || status === 405) {
    return new ModelError(
      l10n.t('{0} has nothing at {1}{2}.', host, url.pathname, words),
      /\/v\d+$/u.test(new URL(endpoint.address).pathname)
        ? l10n.t('Check its address, or set universalNer.discoveryModel to the address of another.')
        : l10n.t(
            'Most servers answer below /v1: set universalNer.discoveryModel to {0}/v1.',
            shownAddress(endpoint.address),
          ),
    );
  }
  if (status === 429) {
    return new PassingError(
      retryAfterMs === undefined
        ? l10n.t('{0} takes no more questions for now{1}.', host, words)
        : l10n.t(
            '{0} takes no more questions for now, and asks to wait {1} s{2}.',
            host,
            Math.ceil(retryAfterMs / 1000),
            words,
          ),
      l10n.t('Try again later.'),
      retryAfterMs,
    );
  }
  if (status >= 500 || status === 408) {
    return new PassingError(
      l10n.t('{0} failed with status {1}{2}.', host, status, words),
      l10n.t('See its log, try again, or set universalNer.discoveryModel to the address of another.'),
      retryAfterMs,
    );
  }
  if (status >= 300 && status < 400) {
    return new ModelError(
      l10n.t(
        '{0} sends requests on to another address{1}, and passages go only where you said.',
        host,
        words,
      ),
      l10n.t('Set universalNer.discoveryModel to the address that answers.'),
    );
  }
  return new ModelError(
    l10n.t('{0} refuses the question with status {1}{2}.', host, status, words),
    l10n.t('See its log, or set universalNer.discoveryModel to the address of another.'),
  );
}

/** Why no answer came from a server, from what `fetch` threw; `undefined` where it was no matter of the network. */
export function connectionError(error: unknown, { endpoint }: Asked): ModelError | undefined {
  const { host, address } = endpoint;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (code === 'bad port') {
    return new ModelError(
      l10n.t('Nothing can be asked at {0}: the port is kept for another kind of server.', host),
      l10n.t('Start the server at another port, such as 8080, and name that in universalNer.discoveryModel.'),
    );
  }
  if (code === 'ECONNREFUSED') {
    return new ModelError(
      l10n.t('Nothing answers at {0}: the connection was refused.', host),
      l10n.t('Start the server there, or set universalNer.discoveryModel to the address of another.'),
    );
  }
  if (/^(?:ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/u.test(code)) {
    return new ModelError(
      l10n.t("The host {0} can't be found ({1}).", new URL(address).hostname, code),
      l10n.t(
        'Check the address and the network, or set universalNer.discoveryModel to the address of another.',
      ),
    );
  }
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO|ISSUER|LEAF_SIGNATURE/u.test(code)) {
    return new ModelError(
      l10n.t('There is no safe connection to {0} ({1}).', host, code),
      l10n.t('Check the certificate of the server; one that has none is addressed by http://.'),
    );
  }
  if (/TIMEDOUT|TIMEOUT/u.test(code)) {
    return new PassingError(
      l10n.t('No connection to {0} comes about ({1}).', host, code),
      l10n.t('Check the address and the network.'),
    );
  }
  return new PassingError(
    l10n.t('The connection to {0} broke off ({1}).', host, code),
    l10n.t('Try again; see the log of the server.'),
  );
}

/** That a server fell silent. @param silenceMs how long it was waited for */
export function silenceError({ host }: Endpoint, silenceMs: number): ModelError {
  return new ModelError(
    l10n.t('{0} has said nothing for {1} s.', host, Math.round(silenceMs / 1000)),
    l10n.t('Try again when the server is less busy, or use a smaller model there.'),
  );
}

/** What came instead of an answer: nothing at all, no JSON, JSON of another kind, or an answer that says nothing. */
export type NoAnswer = 'nothing' | 'noJson' | 'otherJson' | 'noChoice';

/** That what came is no answer. */
export function answerError({ host }: Endpoint, what: NoAnswer): ModelError {
  const said: Readonly<Record<NoAnswer, string>> = {
    nothing: l10n.t('{0} answered with no JSON, but with nothing.', host),
    noJson: l10n.t('{0} answered with no JSON.', host),
    otherJson: l10n.t('{0} answered with JSON of another kind.', host),
    noChoice: l10n.t('{0} answered without a choice.', host),
  };
  return new ModelError(
    said[what],
    l10n.t('Set universalNer.discoveryModel to the base address of an OpenAI-compatible server.'),
  );
}

/** That a key can't be sent as it is: `fetch` says so too, but with the key in its words. */
export function keyError({ host }: Endpoint): ModelError {
  return new KeyError(
    l10n.t('The API key for {0} has characters that no key has.', host),
    l10n.t('Set another API key; in a terminal it stands in the variable UNIVERSAL_NER_API_KEY.'),
  );
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

/**
 * Some servers quote the key that they refuse, or the address with one in its query; people paste what they are told
 * into reports.
 */
function withoutKeys(said: string, apiKey: string | undefined, { search, searchParams }: URL): string {
  const inQuery = [search.slice(1), ...searchParams.values()].filter(({ length }) => length >= shortestKey);
  const keys = [...(apiKey === undefined ? [] : [apiKey]), ...inQuery];
  return keys.reduce((text, key) => text.replaceAll(key, '...'), said);
}

function quoted(said: string): string {
  const line = said.replace(/\s+/gu, ' ').trim().replace(/\.+$/u, '');
  if (line === '') return '';
  return ` ("${line.length > longestQuote ? `${line.slice(0, longestQuote)}...` : line}")`;
}

/** The code of a network failure, which `fetch` hides in its error's cause; the cause's words where it has none. */
function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
  }
  return error instanceof TypeError && error.cause instanceof Error ? error.cause.message : undefined;
}
