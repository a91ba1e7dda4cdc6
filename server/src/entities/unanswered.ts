import * as l10n from '@vscode/l10n';
import { ModelError } from '../model/engine.ts';

/** The model was asked about all passages and could answer about none; what rules have found is there. */
export class UnansweredError extends ModelError {
  /** @param tooLong whether that is since no passage has room in the model's context, together with its question */
  constructor(tooLong: boolean) {
    super(
      tooLong
        ? l10n.t("No passage of the document fits the model's context together with the question.")
        : l10n.t("The model's process ended whenever it was asked about the document."),
      tooLong
        ? l10n.t('Ask shorter types or definitions, or use a model with a larger context.')
        : l10n.t('Extract again; when that fails too, free memory or use a smaller model.'),
    );
  }
}
