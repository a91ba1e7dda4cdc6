import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { proseLanguage } from '../document/language.ts';
import { pace } from '../document/steps.ts';
import { readProseSteps } from '../document/registry.ts';
import { annotateSteps } from '../formats/annotatedDocument.ts';
import type { AnnotatedDocument } from '../formats/annotatedDocument.ts';
import { collectSteps } from '../formats/collect.ts';
import { paletteWith } from '../formats/palette.ts';
import { formatById, formats as allFormats } from '../formats/registry.ts';
import { exportAnnotations, formats, slotsIn, weakScore } from '../protocol.ts';
import type { ExportFile, FormatInfo } from '../protocol.ts';
import { answering, answeringAlone, invalidParams, openDocument, uriParams } from './context.ts';
import type { ServerContext } from './context.ts';

/** They are written into style sheets, where nothing else may stand. */
const cssColor = z.string().regex(/^#[0-9a-f]{3,8}$/iu);
const exportParams = uriParams.extend({
  format: z.string(),
  colors: z.record(z.string(), z.object({ light: cssColor, dark: cssColor })).default({}),
});

/** Which formats there are, and a document's mentions in one of them. */
export function registerExportRequests(context: ServerContext): void {
  const { connection } = context;
  connection.onRequest(
    formats,
    answeringAlone(context, (): readonly FormatInfo[] =>
      allFormats.map(({ id, label, description, extension }) => ({
        id,
        label: l10n.t(label),
        description: l10n.t(description),
        extension,
      })),
    ),
  );
  connection.onRequest(
    exportAnnotations,
    answering(context, exportParams, async ({ uri, format: id, colors }) => {
      const format = formatById(id);
      if (!format) {
        const known = allFormats.map((each) => each.id).join(', ');
        throw invalidParams(`There is no format ${JSON.stringify(id)}; there are: ${known}.`);
      }
      const slotOf = slotsIn(context.store.summary(uri));
      const document = await annotatedDocument(context, uri);
      const languageOf = await proseLanguage();
      const palette = paletteWith(colors);
      const options = { slotOf, palette, weakBelow: weakScore, languageOf };
      const { files } = await pace(collectSteps(format, [document], options));
      return { files: files.map(({ extension, content }): ExportFile => ({ extension, content })) };
    }),
  );
}

/** The mentions and the text are taken in one tick, so that they fit each other whatever is typed meanwhile. */
async function annotatedDocument(context: ServerContext, uri: string): Promise<AnnotatedDocument> {
  const open = openDocument(context, uri);
  const { languageId } = open;
  const source = open.getText();
  const mentions = context.store.mentions(uri);
  const document = await pace(readProseSteps(languageId, source));
  const annotations = await pace(annotateSteps(mentions, document));
  return { name: nameOf(uri, context.client.folders), languageId, document, annotations };
}

/** Relative to the workspace's folder that holds the document, else its last segment. */
export function nameOf(uri: string, folders: readonly string[]): string {
  const folder = folders
    .map((each) => (each.endsWith('/') ? each : `${each}/`))
    .find((each) => uri.startsWith(each));
  const path = folder === undefined ? uri.slice(uri.lastIndexOf('/') + 1) : uri.slice(folder.length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
