/// <reference types="vscode-webview" />
import type { HostMessage, HostMessages, ViewRequest, ViewRequests, ViewResponse } from '../messages.ts';
import type { PanelMemory } from './memory.ts';

type Listeners = { readonly [Name in keyof HostMessages]: (body: HostMessages[Name]) => void };

/** The view's end of the line to the host. */
export class Wire {
  private readonly api = acquireVsCodeApi<PanelMemory>();
  private readonly waiting = new Map<number, (body: unknown) => void>();
  private requests = 0;

  /** @param listeners hear what the host says */
  constructor(listeners: Listeners) {
    addEventListener('message', ({ data }: MessageEvent<HostMessage | ViewResponse>) => {
      if (data.name === 'response') {
        this.waiting.get(data.request)?.(data.body);
        this.waiting.delete(data.request);
      } else {
        (listeners[data.name] as (body: unknown) => void)(data.body);
      }
    });
  }

  /** Asks the host; `undefined` when it failed, which the host has told the person of. */
  ask<Name extends keyof ViewRequests>(
    name: Name,
    body: ViewRequests[Name][0],
  ): Promise<ViewRequests[Name][1] | undefined> {
    this.requests += 1;
    const request = this.requests;
    this.api.postMessage({ name, request, body } as ViewRequest);
    return new Promise((resolve) => {
      this.waiting.set(request, (answer) => resolve(answer as ViewRequests[Name][1] | undefined));
    });
  }

  /** What the view wrote down before it was hidden. */
  recall(): PanelMemory | undefined {
    return this.api.getState();
  }

  remember(memory: PanelMemory): void {
    this.api.setState(memory);
  }
}
