import type { PatternOptions } from '../../typeOptions.ts';
import { ibanLengths } from '../checks.ts';

/**
 * Patterns of what is written by rules, in the habits of several countries; RE2's syntax. They look behind
 * themselves for where a word begins; what must not follow is read along outside the group `mention`.
 */

const anyOf = (...alternatives: string[]): string => `(?:${alternatives.join('|')})`;
const anyCase = (regex: string, check?: 'date' | 'ipv6' | 'phone'): PatternOptions => ({
  regex,
  caseSensitive: false,
  ...(check && { check }),
});

/** A letter or digit of the scripts that addresses are written in beside text without spaces. */
const sign = String.raw`\p{Latin}\p{Cyrillic}\p{Greek}\d`;
const topDomain = String.raw`(?:[a-z]{2,24}|xn--[a-z\d-]+|\p{Cyrillic}{2,12})`;

/** E-mail addresses: the dot-atom form of RFC 5322, with international letters (RFC 6531). */
export const emailAddress: PatternOptions[] = [
  anyCase(
    String.raw`[${sign}_+](?:[${sign}._%+'&=-]*[${sign}_+-])?@(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+${topDomain}`,
  ),
];

const pathSign = String.raw`${sign}._~:/?#@!$&'*+,;=%\-`;
const path = String.raw`(?:[${pathSign}]|\([${pathSign}]*\)|\[[${pathSign}]*\])*(?:[${sign}_~/#$&=%+@-]|\([${pathSign}]*\))`;

/** Addresses with a scheme, and bare ones of the commonest top-level domains. */
export const url: PatternOptions[] = [
  anyCase(String.raw`\b(?:https?|ftps?|sftp|wss?|git|ssh)://${path}`),
  anyCase(
    String.raw`(?<![@\w./-])(?:www\.(?:[a-z\d-]+\.)+[a-z]{2,24}|(?:[a-z\d-]+\.)+(?:com|org|net|edu|gov|io))\b(?:/${path}|/)?`,
  ),
];

const byte = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

/** IPv4 and IPv6 addresses, also with the length of a network. */
export const ipAddress: PatternOptions[] = [
  String.raw`(?<![\w.])(?<mention>(?:${byte}\.){3}${byte}(?:/(?:3[0-2]|[12]?\d))?)(?:[^\w./]|[./](?:\D|$)|$)`,
  anyCase(
    String.raw`(?<![\w:.])(?<mention>(?:[\da-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{1,4})?(?:/\d{1,3})?)(?:[^\w:]|$)`,
    'ipv6',
  ),
];

const lengths = [...new Set(Object.values(ibanLengths))];
const countriesOf = (length: number): string =>
  Object.keys(ibanLengths)
    .filter((country) => ibanLengths[country] === length)
    .join('|');

/** International bank account numbers, printed in groups or not. */
export const iban: PatternOptions[] = [
  {
    regex: String.raw`\b${anyOf(
      ...lengths.map(
        (length) => String.raw`(?:${countriesOf(length)})\d\d(?:[ \x{a0}-]?[A-Z\d]){${length - 4}}`,
      ),
    )}\b`,
    check: 'iban',
  },
];

/** Visa, Mastercard, Discover, JCB, UnionPay; American Express; Diners Club: by how the numbers begin. */
export const creditCard: PatternOptions[] = [
  {
    regex: String.raw`(?<![\d-])${anyOf(
      String.raw`(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6(?:011|4[4-9]\d|5\d\d|2\d\d)|35\d\d)(?:[ \x{a0}-]?\d{4}){3}`,
      String.raw`3[47]\d\d[ \x{a0}-]?\d{6}[ \x{a0}-]?\d{5}`,
      String.raw`3(?:0[0-5]|[689]\d)\d[ \x{a0}-]?\d{6}[ \x{a0}-]?\d{4}`,
    )}\b`,
    check: 'luhn',
  },
];

const extension = String.raw`(?:,? ?(?:ext\.?|extension|x) ?\d{1,6})?`;

/** With the country's code; in North America; elsewhere with the trunk prefix 0. */
export const phoneNumber: PatternOptions[] = [
  anyCase(String.raw`(?<![\w+])\+\d{1,3}(?:[ ./\x{a0}-]{0,2}\(?\d{1,8}\)?){1,6}\b${extension}`, 'phone'),
  anyCase(
    String.raw`(?<![\w.+/-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}\b${extension}`,
    'phone',
  ),
  anyCase(
    String.raw`(?<![\w.+/-])\(?0\d{1,4}\)?(?:(?:[ \x{a0}-]\d{2,8}){1,4}|(?:\.\d\d){4}| ?/ ?\d{3,8}(?:[ -]\d{2,6}){0,2})\b`,
    'phone',
  ),
];

const english = String.raw`(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)`;
const weekday = String.raw`(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?`;
const ordinal = String.raw`(?:st|nd|rd|th)?`;
/** Months of languages that write a day, a month and perhaps a year, with their own small words between. */
const dayFirst: readonly [months: string, afterDay: string, beforeYear: string][] = [
  [
    'Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember',
    String.raw`\. ?`,
    ' ',
  ],
  ['janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre', '(?:er)? ', ' '],
  [
    'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre',
    ' de ',
    ' del? ',
  ],
  [
    'janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro',
    '\u00ba? de ',
    ' de ',
  ],
  [
    'gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre',
    '\u00ba? ',
    ' ',
  ],
  ['januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december', ' ', ' '],
];

/** Dates with a day, or with a month and a year: ISO 8601, numbers, and months of ten languages. */
export const date: PatternOptions[] = [
  String.raw`(?<![\d-])(?<mention>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T|[^\w-]|$)`,
  anyCase(
    String.raw`(?<![\w./-])(?<mention>${anyOf(
      String.raw`\d{1,2}\. ?\d{1,2}\. ?\d{4}`,
      String.raw`\d\d\.\d\d\.\d\d`,
      String.raw`\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)`,
      String.raw`\d{1,2}-\d{1,2}-\d{4}`,
      String.raw`\d{4}(?:/\d{1,2}/|\. ?\d{1,2}\. ?)\d{1,2}`,
    )})(?:[^\w./-]|[./-](?:\D|$)|$)`,
    'date',
  ),
  String.raw`\b${weekday}${anyOf(
    String.raw`${english} \d{1,2}${ordinal}(?:,? \d{4})?\b`,
    String.raw`\d{1,2}${ordinal}(?: of)? ${english}(?:,? \d{4})?\b`,
    String.raw`${english},? \d{4}\b`,
  )}`,
  ...dayFirst.map(([months, afterDay, beforeYear]) =>
    anyCase(String.raw`\b\d{1,2}${afterDay}(?:${months})\b(?:${beforeYear}\d{4}\b)?`),
  ),
  String.raw`\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日`,
  String.raw`\d{4}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?|\d{1,2}월 ?\d{1,2}일`,
];

const amount = String.raw`(?:\d{1,3}(?:[.,'’\x{a0}\x{202f} ]\d{3})+(?:[.,]\d{1,2})?|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:[.,]\d+)?)`;
const scale = String.raw`(?:[ \x{a0}-]?(?:k|m|bn|tn|thousand|million|billion|trillion|millions|milliards?|mio\.?|mrd\.?|millionen|milliarden|millones|milioni)\b)?`;
const symbols = '$€£¥￥₩￦₹₽₺₴₪฿₫₱₦';
const symbol = `[${symbols}]`;
const code =
  '(?:USD|EUR|GBP|JPY|CHF|KRW|CNY|RMB|INR|CAD|AUD|NZD|HKD|SGD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|TRY|RUB|ILS)';
const unit = String.raw`(?:(?:(?:US|Canadian|Australian) )?dollars?|euros?|pounds sterling|yen|francs?|rupees?|yuan|pesos?|roubles?|rubles?|cents)`;

/** Amounts with the sign, the code (ISO 4217) or the name of a currency. */
export const amountOfMoney: PatternOptions[] = [
  anyCase(
    String.raw`(?<![\w.,$])(?:(?:US|CA?|AU?|NZ|HK|SG?|R)?${symbol}|\b${code}[ \x{a0}]|\bFr\. ?) ?-?${amount}${scale}`,
  ),
  anyCase(
    String.raw`(?<![\w.,${symbols}])${amount}${scale}(?:[ \x{a0}\x{202f}-]| de | d['’])?(?:${symbol}|${anyOf(code, unit)}\b)`,
  ),
  String.raw`(?<![\d.,])\d[\d,]*\d{3} won\b`,
  String.raw`(?<![\d.,])(?:\d+(?:[,.]\d+)*[조억만천백]{0,2} ?)+(?:원|달러|유로|엔|위안)`,
  String.raw`(?<![\d.,])\d+(?:[,.]\d+)*[万億亿兆]? ?(?:円|元|ドル|ユーロ|美元|欧元)`,
];
