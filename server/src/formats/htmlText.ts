/** What HTML's parser would change: control characters that it drops or turns into line ends, and half letters. */
const UNWRITABLE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A raw one would be read as a line feed (HTML, "Preprocessing the input stream").
  '\r': '&#13;',
  '\0': '\ufffd',
};

/** Text for elements and for attributes in double quotes. What HTML can't hold becomes U+FFFD, a unit for a unit. */
export function htmlText(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[&<>"\r\0]/g, (char) => UNWRITABLE[char] ?? char);
}
