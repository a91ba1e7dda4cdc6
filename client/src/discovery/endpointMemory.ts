import type { Memento } from '../types/typeMemory.ts';

/** As much of `vscode.SecretStorage` as is needed, so that this file can be tested without an editor. */
export interface Secrets {
  get(key: string): Thenable<string | undefined>;
  store(key: string, value: string): Thenable<void>;
  delete(key: string): Thenable<void>;
}

const agreedKey = 'universalNer.agreedEndpoints';
const secretKey = (address: string): string => `universalNer.apiKey ${address}`;

/**
 * What a person has said of the servers that may propose types, each by its whole base address: which of them may get
 * passages, and their API keys. A key is told to no other address.
 */
export class EndpointMemory {
  constructor(
    private readonly state: Memento,
    private readonly secrets: Secrets,
  ) {}

  /** Whether passages may be sent to the address. */
  hasAgreed(address: string): boolean {
    return this.agreed.includes(address);
  }

  /** The addresses that passages may be sent to, in the order in which the person agreed. */
  get agreed(): readonly string[] {
    return this.state.get<readonly string[]>(agreedKey, []);
  }

  async agree(address: string): Promise<void> {
    await this.state.update(agreedKey, [...new Set([...this.agreed, address])]);
  }

  /** Takes agreements back: before passages are sent to these addresses again, the person is asked. */
  async withdraw(addresses: readonly string[]): Promise<void> {
    await this.state.update(
      agreedKey,
      this.agreed.filter((address) => !addresses.includes(address)),
    );
  }

  async apiKey(address: string): Promise<string | undefined> {
    return (await this.secrets.get(secretKey(address))) || undefined;
  }

  /** @param key empty: the key is deleted */
  async setApiKey(address: string, key: string): Promise<void> {
    if (key === '') await this.secrets.delete(secretKey(address));
    else await this.secrets.store(secretKey(address), key);
  }
}
