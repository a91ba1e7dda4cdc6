import assert from 'node:assert/strict';
import { type Finder, patternFinder } from '../../../server/src/entities/patterns.ts';
import * as regular from '../../../server/src/entities/typeSets/regularTypes.ts';
import type { PatternOptions } from '../../../server/src/typeOptions.ts';

/** A text, and what is to be found in it; nothing: a text that only looks alike. */
type Case = readonly [text: string, ...found: readonly string[]];

const cases: Readonly<Record<string, { patterns: readonly PatternOptions[]; cases: readonly Case[] }>> = {
  'e-mail addresses': {
    patterns: regular.emailAddress,
    cases: [
      ['Write to ada@example.org.', 'ada@example.org'],
      ['<first.last+tag@mail.example.co.uk>, please', 'first.last+tag@mail.example.co.uk'],
      ["(o'neil_99@sub-domain.example.com)", "o'neil_99@sub-domain.example.com"],
      ['mailto:x@y.io; z@y.io', 'x@y.io', 'z@y.io'],
      ['müller@exämple.de schreibt', 'müller@exämple.de'],
      ['почта@пример.рф', 'почта@пример.рф'],
      ['문의는 help@example.kr으로', 'help@example.kr'],
      ['邮箱ada@example.cn。', 'ada@example.cn'],
      ['a@b.c, @ada, ada@, ada@localhost, 3 @ 4.50'],
    ],
  },
  URLs: {
    patterns: regular.url,
    cases: [
      ['See https://example.org/a/b?c=d&e=f#g.', 'https://example.org/a/b?c=d&e=f#g'],
      ['(at http://example.org)', 'http://example.org'],
      [
        'https://en.wikipedia.org/wiki/Rust_(language), a page',
        'https://en.wikipedia.org/wiki/Rust_(language)',
      ],
      ['“https://example.org/”', 'https://example.org/'],
      ['www.example.de and example.com/x', 'www.example.de', 'example.com/x'],
      ['ftp://files.example.org:2121/pub', 'ftp://files.example.org:2121/pub'],
      ['https://example.kr에서', 'https://example.kr'],
      ['http://localhost:3000/', 'http://localhost:3000/'],
      ['ada@example.com, node.js, e.g. this, 3.5, http:, https://'],
    ],
  },
  'IP addresses': {
    patterns: regular.ipAddress,
    cases: [
      ['from 192.168.0.1 to 10.0.0.255.', '192.168.0.1', '10.0.0.255'],
      ['the network 10.0.0.0/8, say', '10.0.0.0/8'],
      ['1.1.1.1 1.0.0.1', '1.1.1.1', '1.0.0.1'],
      ['fe80::1 and 2001:db8::8a2e:370:7334', 'fe80::1', '2001:db8::8a2e:370:7334'],
      ['2001:0db8:0000:0000:0000:ff00:0042:8329', '2001:0db8:0000:0000:0000:ff00:0042:8329'],
      ['::1, ::ffff:192.0.2.1, 2001:db8::/32', '::1', '::ffff:192.0.2.1', '2001:db8::/32'],
      ['256.1.1.1, 1.2.3, 1.2.3.4.5, 01.02.03.04, v1.2.3.4'],
      ['12:30:45, std::vector, abc::def, 1:2:3:4:5:6:7, 1::2::3, 00:1b:44:11:3a:b7'],
    ],
  },
  IBANs: {
    patterns: regular.iban,
    cases: [
      ['DE89 3704 0044 0532 0130 00 BIC COBADEFF', 'DE89 3704 0044 0532 0130 00'],
      ['IBAN: GB29NWBK60161331926819.', 'GB29NWBK60161331926819'],
      ['FR14 2004 1010 0505 0001 3M02 606', 'FR14 2004 1010 0505 0001 3M02 606'],
      ['NO93 8601 1117 947, BE68 5390 0754 7034', 'NO93 8601 1117 947', 'BE68 5390 0754 7034'],
      ['MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
      ['CH93-0076-2011-6238-5295-7', 'CH93-0076-2011-6238-5295-7'],
      ['NL91ABNA0417164300; ES9121000418450200051332', 'NL91ABNA0417164300', 'ES9121000418450200051332'],
      ['DE89 3704 0044 0532 0130 01, DE89 3704 0044 0532 0130, ZZ89370400440532013000, DE8937040044'],
    ],
  },
  'credit cards': {
    patterns: regular.creditCard,
    cases: [
      ['Visa 4111 1111 1111 1111 12/27', '4111 1111 1111 1111'],
      ['5500-0055-5555-5559', '5500-0055-5555-5559'],
      ['2223003122003222 and 6011111111111117', '2223003122003222', '6011111111111117'],
      ['Amex 3782 822463 10005', '3782 822463 10005'],
      ['Diners 3056 930902 5904, JCB 3530111333300000', '3056 930902 5904', '3530111333300000'],
      ['4111 1111 1111 1112, 1234567812345678, 0000000000000000, 41111111111111111'],
    ],
  },
  'phone numbers': {
    patterns: regular.phoneNumber,
    cases: [
      ['call +1 (555) 234-5678 or 555-234-5678', '+1 (555) 234-5678', '555-234-5678'],
      ['(212) 555-0199 ext. 12; 212.555.0199', '(212) 555-0199 ext. 12', '212.555.0199'],
      ['1-800-555-0199', '1-800-555-0199'],
      ['+44 20 7946 0958, 020 7946 0958, 07700 900123', '+44 20 7946 0958', '020 7946 0958', '07700 900123'],
      [
        '+49 (0)30 901820, 030/901 820 55, 0171-2345678',
        '+49 (0)30 901820',
        '030/901 820 55',
        '0171-2345678',
      ],
      ['01 23 45 67 89 ou 01.23.45.67.89', '01 23 45 67 89', '01.23.45.67.89'],
      ['010-1234-5678, 02-345-6789, +82-10-1234-5678', '010-1234-5678', '02-345-6789', '+82-10-1234-5678'],
      ['03-1234-5678 (東京)', '03-1234-5678'],
      ['+41 44 668 18 00, +390669812345', '+41 44 668 18 00', '+390669812345'],
      [
        '01.02.2003, 01-02-2003, 2003-02-01, 192.168.0.1, 3.1415926535, 10:30, +5, 1,234,567, 123-456, 1914-1918',
      ],
      ['01.02.2003 10.30 and order 12345678901, ISBN 0-306-40615-2'],
    ],
  },
  dates: {
    patterns: regular.date,
    cases: [
      ['2024-02-29, 2024-02-29T10:00Z', '2024-02-29', '2024-02-29'],
      ['on 24.12.2023, 24. 12. 2023 and 01.02.03.', '24.12.2023', '24. 12. 2023', '01.02.03'],
      ['12/31/2023, 31/12/23, 3-4-2021, 2021/03/04', '12/31/2023', '31/12/23', '3-4-2021', '2021/03/04'],
      ['May 5 and May 5th, 2020', 'May 5', 'May 5th, 2020'],
      ['Monday, 3 January 2022; Sept. 3, 2019', 'Monday, 3 January 2022', 'Sept. 3, 2019'],
      ['the 4th of July, in March 1999', '4th of July', 'March 1999'],
      ['am 3. Oktober 1990, le 1er mai 2002', '3. Oktober 1990', '1er mai 2002'],
      ['el 2 de mayo de 1808; 25 de abril de 1974', '2 de mayo de 1808', '25 de abril de 1974'],
      ['il 2 giugno 1946, op 5 mei 1945', '2 giugno 1946', '5 mei 1945'],
      ['2024年3月5日、3月5日', '2024年3月5日', '3月5日'],
      ['2024년 3월 5일에, 8월 15일', '2024년 3월 5일', '8월 15일'],
      ['99/99/9999, 31.13.2020, 30/30/30, 1.2.3, 10.0.0.1, 2020-13-01, 12-34-5678'],
      ['You may 5 times, 1234-12-123, section 3.4.2020.1'],
    ],
  },
  'amounts of money': {
    patterns: regular.amountOfMoney,
    cases: [
      ['$5, $1,234.56 and US$ 3.5 million', '$5', '$1,234.56', 'US$ 3.5 million'],
      ['12 € und 1.234,50 EUR', '12 €', '1.234,50 EUR'],
      ['£3bn, €20m, $10k', '£3bn', '€20m', '$10k'],
      ["EUR 5000, CHF 1’000? CHF 1'000", 'EUR 5000', 'CHF 1’000', "CHF 1'000"],
      ['20 dollars, 3.5 million euros, 99 cents', '20 dollars', '3.5 million euros', '99 cents'],
      [
        '2,5 Milliarden Euro; 3 millions d’euros; 10 000 euros',
        '2,5 Milliarden Euro',
        '3 millions d’euros',
        '10 000 euros',
      ],
      ['₩50,000, ¥1000, ₹ 2,00,000', '₩50,000', '¥1000', '₹ 2,00,000'],
      ['5,000원, 3억 5천만 원, 10만 달러', '5,000원', '3억 5천만 원', '10만 달러'],
      ['₩5,000, 5,000원, 500 円, 1,000, 300円', '₩5,000', '5,000원', '500 円', '300円'],
      ['€5 €6, $3,000 $300; ￦3,000 ￥300', '€5', '€6', '$3,000', '$300', '￦3,000', '￥300'],
      ['1000円と5万元', '1000円', '5万元'],
      ['50,000 won', '50,000 won'],
      ['5 pounds of flour, 3 won, 20 %, chapter 5, 2019, $x, EUR, 5 m'],
    ],
  },
};

describe('regular types', () => {
  for (const [what, { patterns, cases: texts }] of Object.entries(cases)) {
    const find: Finder = patternFinder(patterns);
    for (const [text, ...found] of texts) {
      it(`finds ${what} in: ${text}`, () => {
        const spans = [...find(text)].sort((a, b) => a.start - b.start || b.end - a.end);
        let reach = 0;
        const longest = spans.filter(({ start, end }) => start >= reach && (reach = end) > 0);
        assert.deepEqual(
          longest.map(({ start, end }) => text.slice(start, end)),
          found,
        );
      });
    }
  }
});
