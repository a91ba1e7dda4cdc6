import type { eld } from 'eld/extrasmall';

/** A language, and whether a user may be told so. */
export interface DetectedLanguage {
  /** ISO 639-1. */
  readonly language: string;
  readonly reliable: boolean;
}

/** Tells the language of a text; `undefined` when there is too little to go by. */
export type LanguageDetector = (text: string) => DetectedLanguage | undefined;

let loading: Promise<LanguageDetector> | undefined;

/** Loads the detector at the first call: its data is large. */
export function languageDetector(): Promise<LanguageDetector> {
  loading ??= import('eld/extrasmall').then(
    (module): LanguageDetector =>
      (text) =>
        detectLanguage(text, module.eld),
  );
  return loading;
}

/** Tells the language of a document's prose where it is beyond doubt; ISO 639-1. */
export async function proseLanguage(): Promise<(prose: string) => string | undefined> {
  const detect = await languageDetector();
  return (prose) => {
    const detected = detect(prose);
    return detected?.reliable === true ? detected.language : undefined;
  };
}

/** A script, and the language that its letters stand for where only they decide. */
interface Script {
  readonly letters: RegExp;
  readonly language: string;
  /** Whether other languages write the script too, so that the letter statistics have a say. */
  readonly shared?: true;
}
const SCRIPTS: readonly Script[] = [
  { letters: /\p{sc=Hangul}/gu, language: 'ko' },
  { letters: /[\p{sc=Hira}\p{sc=Kana}]/gu, language: 'ja' },
  { letters: /\p{sc=Han}/gu, language: 'zh' },
  { letters: /\p{sc=Cyrillic}/gu, language: 'ru', shared: true },
  { letters: /\p{sc=Arabic}/gu, language: 'ar', shared: true },
  { letters: /\p{sc=Greek}/gu, language: 'el' },
  { letters: /\p{sc=Hebrew}/gu, language: 'he' },
  { letters: /\p{sc=Thai}/gu, language: 'th' },
  { letters: /\p{sc=Devanagari}/gu, language: 'hi', shared: true },
  { letters: /\p{sc=Bengali}/gu, language: 'bn' },
  { letters: /\p{sc=Tamil}/gu, language: 'ta' },
  { letters: /\p{sc=Telugu}/gu, language: 'te' },
  { letters: /\p{sc=Gujarati}/gu, language: 'gu' },
  { letters: /\p{sc=Gurmukhi}/gu, language: 'pa' },
  { letters: /\p{sc=Kannada}/gu, language: 'kn' },
  { letters: /\p{sc=Malayalam}/gu, language: 'ml' },
  { letters: /\p{sc=Georgian}/gu, language: 'ka' },
  { letters: /\p{sc=Armenian}/gu, language: 'hy' },
  { letters: /\p{sc=Ethiopic}/gu, language: 'am' },
];

/** Letters of a script that decide. */
const FEW_LETTERS = 4;
/** Kana among Han make a text Japanese from this share on. */
const KANA_SHARE = 0.1;
/** Words that a guess stands on, and those that make it reliable. */
const FEW_WORDS = 5;
const ENOUGH_WORDS = 8;
/** By how much (of eld's scores, 0 to 1) a language must lead English, and English all others. */
const CLEAR_LEAD = 0.15;
const ENGLISH_LEAD = 0.05;
/** Code units looked at; eld reads no more. */
const SAMPLE = 1000;

const NOT_LANGUAGE = /https?:\/\/\S+|www\.\S+|[!-~]+@\S+|[!-~]*[\d_/\\=<>{}][!-~]*/g;
const WORD = /\p{L}{2,}/gu;
const LOWER_CASE_WORD = /(?<!\p{L})\p{Ll}{2,}/gu;

/**
 * The language of a passage, by its script where that decides, else by the frequencies of its letter groups
 * (eld's smallest data, 60 languages). Conservative, since it is for telling that a model does not know a
 * language: names, numbers, code and short texts are no evidence. Of 49,000 records of 31 English NER corpora
 * it calls 13 English ones reliably foreign, and of 13,000 passages of 350 letters made of them, one.
 */
function detectLanguage(text: string, letterGroups: typeof eld): DetectedLanguage | undefined {
  const sample = text.slice(0, SAMPLE).replace(NOT_LANGUAGE, ' ');
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const counts = new Map(SCRIPTS.map((script) => [script, sample.match(script.letters)?.length ?? 0]));
  const kana = count(counts, 'ja');
  const han = count(counts, 'zh');
  if (kana + han >= FEW_LETTERS && (kana + han) * 2 > letters) {
    return { language: kana >= (kana + han) * KANA_SHARE ? 'ja' : 'zh', reliable: true };
  }
  for (const [script, found] of counts) {
    if (found < FEW_LETTERS || found * 2 <= letters) continue;
    const guess = script.shared === undefined ? undefined : byLetterGroups(sample, letterGroups);
    return { language: guess?.language ?? script.language, reliable: true };
  }
  return byLetterGroups(sample, letterGroups);
}

function count(counts: ReadonlyMap<Script, number>, language: string): number {
  for (const [script, found] of counts) if (script.language === language) return found;
  return 0;
}

/** Judges running text; words in lower case are what makes a text more than a list of names. */
function byLetterGroups(sample: string, letterGroups: typeof eld): DetectedLanguage | undefined {
  const words = sample.match(WORD)?.length ?? 0;
  const lowerCase = sample.match(LOWER_CASE_WORD)?.length ?? 0;
  if (words < FEW_WORDS) return undefined;
  const result = letterGroups.detect(sample);
  if (result.language === '') return undefined;
  const scores = Object.entries(result.getScores());
  const best = scoreOf(scores, ([language]) => language === result.language);
  const isEnglish = result.language === 'en';
  const rival = scoreOf(scores, ([language]) => (isEnglish ? language !== 'en' : language === 'en'));
  const lead = best - rival;
  if (words < ENOUGH_WORDS || lowerCase * 2 < words) return { language: result.language, reliable: false };
  return { language: result.language, reliable: lead >= (isEnglish ? ENGLISH_LEAD : CLEAR_LEAD) };
}

function scoreOf(
  scores: readonly (readonly [string, number])[],
  matches: (score: readonly [string, number]) => boolean,
): number {
  return Math.max(0, ...scores.filter(matches).map(([, score]) => score));
}
