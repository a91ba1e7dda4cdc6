import * as l10n from '@vscode/l10n';
import { shownAddress } from '../../protocol.ts';
import { ModelError } from '../engine.ts';

/** A server with an OpenAI-compatible API. */
export interface Endpoint {
  /** The base address, as requests begin and consent is kept by: without a slash at its end. */
  readonly address: string;
  /** Host, with the port where one is named: what a person knows it by. */
  readonly host: string;
  /** Whether it is this machine, so that no text leaves it. */
  readonly isLoopback: boolean;
  /** Whether nobody on the way can read along. */
  readonly isEncrypted: boolean;
}

/** What people paste who copy the address of a request. */
const requestPath = /\/(?:chat\/completions|completions|models)$/u;

/**
 * Reads the base address of a server.
 * @throws {ModelError} when it is none, or holds a name and password, which settings must not
 */
export function readEndpoint(text: string): Endpoint {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new ModelError(
      l10n.t('{0} is no address of a server.', shownAddress(text)),
      l10n.t('Set universalNer.discoveryModel to an address such as http://127.0.0.1:8080/v1.'),
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ModelError(
      l10n.t('The address of {0} holds a name or password, which do not belong into settings.', url.host),
      l10n.t(
        'Take them out; an API key is set by a command of its own, or in a terminal by the variable UNIVERSAL_NER_API_KEY.',
      ),
    );
  }
  const path = url.pathname.replace(/\/+$/u, '').replace(requestPath, '');
  return {
    address: `${url.origin}${path}${url.search}`,
    host: url.host,
    isLoopback: isLoopback(url.hostname),
    isEncrypted: url.protocol === 'https:',
  };
}

/** The address of a request; parameters of the base address, such as a version of the API, stay at its end. */
export function requestAddress({ address }: Endpoint, path: string): URL {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/+$/u, '')}/${path}`;
  return url;
}

/**
 * Whether a host is this machine, by its name alone: `localhost`, 127.0.0.0/8, `::1`. Names below `localhost` are to be
 * this machine too (RFC 6761, section 6.3), but where the system does not see to it a name server says where they are.
 * @param hostname as `URL` gives it: in small letters, IPv4 in four decimal parts, IPv6 in brackets and shortest
 */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    /^127(?:\.\d{1,3}){3}$/u.test(hostname) ||
    /^\[::(?:1|ffff:7f[\da-f]{2}:[\da-f]{1,4})\]$/u.test(hostname)
  );
}
