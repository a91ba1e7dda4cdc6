/** What names of types and of type sets are known by: their case, and spaces around them, do not count. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}
