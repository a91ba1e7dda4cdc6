import type { Endpoint } from './endpoint.ts';

/**
 * Has what is asked of this machine go to no proxy: where Node is told to (`NODE_USE_ENV_PROXY`), it has one fetch even
 * what is asked of 127.0.0.1, and passages would leave for where nobody agreed to. Node reads the exceptions anew at
 * each request.
 * @param environment gets the host among its exceptions
 */
export function keepFromProxies(
  { address, isLoopback }: Endpoint,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  if (!isLoopback) return;
  const { hostname } = new URL(address);
  const exceptions = environment['no_proxy'] ?? environment['NO_PROXY'] ?? '';
  const isKept = exceptions.trim() === '*' || exceptions.split(/[\s,]+/u).includes(hostname);
  if (!isKept) environment['no_proxy'] = exceptions === '' ? hostname : `${exceptions},${hostname}`;
}
