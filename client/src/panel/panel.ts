import * as vscode from 'vscode';
import { dismiss, restoreDismissed, type WireMention } from '../../../server/src/protocol.ts';
import { revealMention } from '../commands/navigation.ts';
import type { Context } from '../context.ts';
import { mentionAt } from '../mentionSearch.ts';
import type { MirrorChange, MirroredDocument } from '../mirror.ts';
import { withScore } from '../scores/filterMemory.ts';
import { keepScores } from '../scores/keepScores.ts';
import { affects } from '../settings.ts';
import { contextOf } from './mentionContext.ts';
import {
  panelCommands,
  type HostMessages,
  type ViewRequest,
  type ViewRequests,
  type ViewResponse,
} from './messages.ts';
import { packMentions } from './packMentions.ts';
import { panelDocument } from './panelDocument.ts';
import { panelPage } from './page.ts';
import { panelStrings } from './strings.ts';

/** New starts are sent when the typing pauses; they only order what comes later. */
const movesSettleMs = 300;

type Handlers = {
  readonly [Name in keyof ViewRequests]: (
    body: ViewRequests[Name][0],
  ) => ViewRequests[Name][1] | Promise<ViewRequests[Name][1]>;
};

/** The host's side of the entities panel: feeds the view from the mirror and does what its rows ask for. */
export class Panel implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private moves: ReturnType<typeof setTimeout> | undefined;
  private markedId: number | null = null;
  /** What the slider is to be shown for when there is a view. */
  private slider: HostMessages['scoreSlider'] | undefined;
  private readonly subscriptions: vscode.Disposable[];

  private readonly handlers: Handlers = {
    ready: () => {
      this.showDocument();
      this.markCursor(true);
      if (this.slider) this.post('scoreSlider', this.slider);
      this.slider = undefined;
      return panelStrings();
    },
    reveal: ({ id, focus }) => this.reveal(id, focus),
    dismiss: ({ id, scope }) => this.dismiss(id, scope),
    undoDismiss: () => this.undoDismiss(),
    contexts: ({ ids }) => this.contexts(ids),
    setScore: ({ type, score }) => {
      const { filter } = this.context;
      this.context.setFilter(withScore(filter, type ?? undefined, score ?? undefined));
      return null;
    },
    resetScores: () => {
      this.context.setFilter({});
      return null;
    },
    keepScores: async () => {
      await keepScores(this.context);
      return null;
    },
    run: async ({ command, argument }) => {
      if (panelCommands.includes(command)) await vscode.commands.executeCommand(command, argument);
      return null;
    },
  };

  constructor(private readonly context: Context) {
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider('universalNer.entities', this),
      context.onDidChangeEntities((change) => this.onChange(change)),
      context.onDidChangeModel(() => this.postDocument()),
      context.onDidAskForScores((type) => void this.showSlider(type)),
      context.current.onDidChange(() => {
        this.showDocument();
        this.markCursor(true);
      }),
      vscode.window.onDidChangeTextEditorSelection(() => this.markCursor(false)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (affects(event, 'types')) this.postDocument();
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.moves);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { extensionUri } = this.context;
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
    view.webview.options = { enableScripts: true, localResourceRoots: roots };
    view.webview.html = panelPage(view.webview, extensionUri);
    view.webview.onDidReceiveMessage((message: ViewRequest) => void this.answer(message));
    view.onDidDispose(() => {
      this.view = undefined;
    });
  }

  private async answer({ name, request, body }: ViewRequest): Promise<void> {
    const handler = this.handlers[name] as (body: unknown) => unknown;
    let response: unknown;
    try {
      response = await handler(body);
    } catch (error) {
      this.context.log.error(error instanceof Error ? error : String(error));
    }
    const message: ViewResponse = { name: 'response', request, body: response };
    await this.view?.webview.postMessage(message);
  }

  private onChange(change: MirrorChange): void {
    const document = this.context.current.get();
    if (!this.view || change.uri !== document?.uri.toString()) return;
    switch (change.kind) {
      case 'summary':
        this.postDocument();
        break;
      case 'shown':
        this.postDocument();
        this.markCursor(false);
        break;
      case 'mentions':
        this.postDocument();
        this.post('mentions', {
          full: change.full,
          upserted: packMentions(change.upserted),
          removed: change.removed,
        });
        this.markCursor(false);
        break;
      case 'moved':
        clearTimeout(this.moves);
        this.moves = setTimeout(() => this.postMoves(), movesSettleMs);
        break;
    }
  }

  /** Tells the view of another document, with everything that is known of it. */
  private showDocument(): void {
    this.postDocument();
    const upserted = packMentions(this.known?.all ?? []);
    this.post('mentions', { full: true, upserted, removed: [] });
  }

  private postDocument(): void {
    if (!this.view) return;
    const body = panelDocument(this.context);
    this.view.description = body.uri === undefined ? '' : body.name;
    this.post('document', body);
  }

  private async showSlider(type: string | undefined): Promise<void> {
    const body = { type: type ?? null };
    if (this.view) this.post('scoreSlider', body);
    else this.slider = body;
    await vscode.commands.executeCommand('universalNer.entities.focus');
  }

  private postMoves(): void {
    const mentions = this.known?.all ?? [];
    this.post('moved', {
      ids: Int32Array.from(mentions, ({ id }) => id),
      starts: Int32Array.from(mentions, ({ start }) => start),
    });
  }

  private markCursor(always: boolean): void {
    const { editor } = this.context.current;
    if (!this.view || !editor) return;
    const id = mentionAt(this.mentions, editor.document.offsetAt(editor.selection.active))?.id ?? null;
    if (id === this.markedId && !always) return;
    this.markedId = id;
    this.post('cursor', { id });
  }

  private async reveal(id: number, focus: boolean): Promise<null> {
    const document = this.context.current.get();
    const mention = this.find(id);
    if (!document || !mention) return null;
    const viewColumn = this.context.current.editor?.viewColumn;
    const editor = await vscode.window.showTextDocument(document, {
      preserveFocus: !focus,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
    revealMention(editor, mention);
    return null;
  }

  private async dismiss(id: number, scope: 'mention' | 'text'): Promise<null> {
    const document = this.context.current.get();
    if (document) await this.context.request(dismiss, { uri: document.uri.toString(), id, scope });
    return null;
  }

  private async undoDismiss(): Promise<null> {
    const document = this.context.current.get();
    if (document && this.context.entitiesOf(document)) {
      await this.context.request(restoreDismissed, { uri: document.uri.toString(), scope: 'last' });
    }
    return null;
  }

  private contexts(ids: readonly number[]): ViewRequests['contexts'][1] {
    const document = this.context.current.get();
    if (!document) return [];
    return ids.flatMap((id) => {
      const mention = this.find(id);
      return mention ? [contextOf(document, mention)] : [];
    });
  }

  private find(id: number): WireMention | undefined {
    return this.mentions.find((mention) => mention.id === id);
  }

  private get mentions(): readonly WireMention[] {
    return this.known?.mentions ?? [];
  }

  private get known(): MirroredDocument | undefined {
    return this.context.entitiesOf(this.context.current.get());
  }

  private post<Name extends keyof HostMessages>(name: Name, body: HostMessages[Name]): void {
    void this.view?.webview.postMessage({ name, body });
  }
}
