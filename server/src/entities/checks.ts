/** What a pattern's match can be held to besides, where a regular expression can't tell. */
export const checks = ['iban', 'luhn', 'date', 'ipv6', 'phone'] as const;
export type Check = (typeof checks)[number];

/** Whether a text passes a check. */
export function passes(check: Check, text: string): boolean {
  switch (check) {
    case 'iban':
      return isIban(text);
    case 'luhn':
      return hasLuhnDigit(text);
    case 'date':
      return isNumericDate(text);
    case 'ipv6':
      return isIpv6(text);
    case 'phone':
      return isPhoneNumber(text);
  }
}

/** How long the account numbers are, by the countries that have them; IBAN Registry of SWIFT (ISO 13616-2). */
export const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'NO15 BE16 BI27 DK18 FO18 FI18 FK18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 ' +
    'CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 ' +
    'AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 DJ27 FR27 GR27 IT27 MC27 ' +
    'MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 ' +
    'YE30 MT31 SC31 LC32 RU33 HN28'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** The country's length and the check digits by MOD 97-10 (ISO 13616-1, ISO/IEC 7064). */
function isIban(text: string): boolean {
  const account = text.replace(/[\s-]/gu, '').toUpperCase();
  if (ibanLengths[account.slice(0, 2)] !== account.length) return false;
  let rest = 0;
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The last digit by Luhn's formula (ISO/IEC 7812-1, annex B). */
function hasLuhnDigit(text: string): boolean {
  const digits = text.replace(/\D/gu, '');
  if (/^(\d?)\1*$/u.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const value = Number(digits[digits.length - 1 - at]) * (at % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** Whether three numbers can be a day, a month and a year in one of the usual orders; with two numbers, day and month. */
function isNumericDate(text: string): boolean {
  const [a = 0, b = 0, c] = (text.match(/\d+/gu) ?? []).map(Number);
  if (c === undefined) return isDay(a, b) || isDay(b, a);
  return /^\D*\d{4}/u.test(text) ? isDay(c, b) : isDay(a, b) || isDay(b, a);
}

function isDay(day: number, month: number): boolean {
  const longMonths = [1, 3, 5, 7, 8, 10, 12];
  const last = month === 2 ? 29 : longMonths.includes(month) ? 31 : 30;
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** Eight groups of hexadecimal digits, of which one run may be left out as "::" (RFC 4291, section 2.2). */
function isIpv6(text: string): boolean {
  const address = text.replace(/[%/].*$/u, '').replace(/(?:\d{1,3}\.){3}\d{1,3}$/u, '0:0');
  const halves = address.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  // Two words of a program ("abc::def") could be an address too: one without any digit is not taken for it.
  if (!/\d/u.test(address) || !groups.every((group) => /^[\da-f]{1,4}$/iu.test(group))) return false;
  return halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
}

/** With the country: 7 to 15 digits (ITU-T E.164); without it, and without what is dialled within a firm: 9 to 12. */
function isPhoneNumber(text: string): boolean {
  const digits = text.replace(/,? ?(?:ext|x).*$/iu, '').replace(/\D/gu, '').length;
  return text.startsWith('+') ? digits >= 7 && digits <= 15 : digits >= 9 && digits <= 12;
}
