import type { UserError } from './protocol.ts';

const settingName = /\buniversalNer\.([A-Za-z]+(?:\.[A-Za-z]+)*)/u;

/**
 * A failure as a person reads it, with the setting that its remedy speaks of: where nobody has named it, the first
 * that the remedy names, so that every sentence about a setting leads there.
 */
export function userError({ message, remedy, setting, needsApiKey }: UserError): UserError {
  const named = setting ?? settingName.exec(remedy)?.[1];
  return {
    message,
    remedy,
    ...(named !== undefined && { setting: named }),
    ...(needsApiKey && { needsApiKey }),
  };
}
