import type * as vscode from 'vscode';
import type { TypeInfo } from '../../../server/src/protocol.ts';
import { settingOf } from './settingPlaces.ts';
import { typeInfosIn } from './typeInfos.ts';

/** The types that `universalNer.types` configures for a document, in its order; what is broken in it is left out. */
export function configuredTypes(document: vscode.TextDocument): readonly TypeInfo[] {
  return typeInfosIn(settingOf(document, 'types'));
}
