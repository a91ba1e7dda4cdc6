const ALLOWED = /^[A-Za-z0-9_-]+$/;

/**
 * Names of types as brat stores them: its configuration allows ASCII letters, digits, `_` and `-` only
 * (https://brat.nlplab.org/configuration.html). Types that would get the same name get a number.
 */
export class BratTypes {
  readonly #byType = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** Makes sure that types which brat can store as they are get no number because another came first. */
  keep(types: Iterable<string>): void {
    for (const type of types) if (ALLOWED.test(type)) this.nameOf(type);
  }

  /** The name under which brat knows a type; the same for the same type as long as this object lives. */
  nameOf(type: string): string {
    const known = this.#byType.get(type);
    if (known !== undefined) return known;
    const base = allowed(type);
    let name = base;
    for (let number = 2; this.#taken.has(name); number++) name = `${base}_${String(number)}`;
    this.#taken.add(name);
    this.#byType.set(type, name);
    return name;
  }
}

function allowed(type: string): string {
  if (ALLOWED.test(type)) return type;
  const plain = type
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '_');
  return /[A-Za-z0-9]/.test(plain) ? plain.replace(/^_+|_+$/g, '') : 'Type';
}
