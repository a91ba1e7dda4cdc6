import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Emitter } from 'vscode-languageserver';
import type { Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientInfo } from '../../../server/src/features/clientInfo.ts';
import type { Configuration } from '../../../server/src/features/configuration.ts';
import type { DocumentEdit, Documents } from '../../../server/src/features/documents.ts';
import { DocumentTypes } from '../../../server/src/features/documentTypes.ts';
import { readSettings } from '../../../server/src/settings.ts';
import type { Settings } from '../../../server/src/settings.ts';

const many = 12;

describe('the terms of a document', () => {
  const folder = mkdtempSync(join(tmpdir(), 'universal-ner terms-'));
  const uri = pathToFileURL(join(folder, 'a.txt')).href;
  const didClose = new Emitter<string>();
  let settings: Settings;
  let open: TextDocument | undefined;
  let types: DocumentTypes;
  const naming = (...files: readonly string[]): Settings =>
    readSettings({
      types: Object.fromEntries(files.map((file) => [file, { askBy: 'nothing', terms: { file } }])),
    }).settings;
  const found = (type: string): number => types.of(uri)(type).find?.('Ada wrote').length ?? 0;

  before(() => {
    for (let at = 0; at < many; at++) writeFileSync(join(folder, `${at}.txt`), 'Ada\n');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    open = TextDocument.create(uri, 'plaintext', 1, '');
    const never = <T>() => new Emitter<T>().event;
    const documents: Pick<Documents, 'get' | 'onDidOpen' | 'onDidEdit' | 'onDidClose'> = {
      get: () => open,
      onDidOpen: never<TextDocument>(),
      onDidEdit: never<DocumentEdit>(),
      onDidClose: didClose.event,
    };
    const configuration: Pick<Configuration, 'of' | 'settled' | 'onDidChange'> = {
      of: () => settings,
      settled: () => Promise.resolve(settings),
      onDidChange: never<readonly string[]>(),
    };
    const connection = { onNotification: () => undefined };
    types = new DocumentTypes(
      connection as unknown as Connection,
      { folders: [pathToFileURL(folder).href] } as unknown as ClientInfo,
      configuration as Configuration,
      documents as Documents,
    );
  });

  it('are those of the files that are named now, however long others are still read', async () => {
    settings = naming(...Array.from({ length: many }, (_, at) => `${at}.txt`));
    const first = types.refresh(uri);
    await types.settled(uri);
    writeFileSync(join(folder, 'new.txt'), 'wrote\n');
    settings = naming('new.txt');
    await Promise.all([first, types.refresh(uri)]);
    assert.equal(found('new.txt'), 1);
  });

  it('are forgotten when the document is closed, also while they are read', async () => {
    settings = naming('0.txt');
    await types.refresh(uri);
    assert.equal(found('0.txt'), 1);
    const reading = types.refresh(uri);
    open = undefined;
    didClose.fire(uri);
    await reading;
    assert.equal(found('0.txt'), 0);
  });
});
