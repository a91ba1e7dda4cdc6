/**
 * The language detector's data, an object literal of 50,000 entries, as JSON that is parsed bucket by bucket when
 * something in it is looked up: all at once would keep a server from answering anything for a tenth of a second, and
 * a text needs the fewest entries.
 */
import { pathToFileURL } from 'node:url';

/** So many that one is parsed in a fraction of a millisecond; a text asks for some eighty entries. */
const bucketCount = 1024;

/**
 * Goes into the bundle as it stands here.
 * @param {string} key
 * @param {number} count
 */
function bucketOf(key, count) {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (hash * 31 + key.charCodeAt(index)) % count;
  return hash;
}

/** @type {import('esbuild').Plugin} */
export const dataWhenAsked = {
  name: 'data-when-asked',
  setup(build) {
    build.onLoad({ filter: /[\\/]eld[\\/]src[\\/]ngrams[\\/]\w+\.js$/ }, async ({ path }) => {
      const { ngramsData } = await import(pathToFileURL(path).href);
      const { ngrams, ...others } = ngramsData;
      /** @type {[string, unknown][][]} */
      const buckets = Array.from({ length: bucketCount }, () => []);
      for (const entry of Object.entries(ngrams)) buckets[bucketOf(entry[0], bucketCount)]?.push(entry);
      const asJson = buckets.map((bucket) => JSON.stringify(Object.fromEntries(bucket)));
      return {
        contents: `
          const buckets = ${JSON.stringify(asJson)};
          const parsed = [];
          ${bucketOf.toString()}
          const ngrams = new Proxy({}, {
            get(_target, key) {
              const index = bucketOf(key, buckets.length);
              return (parsed[index] ??= JSON.parse(buckets[index]))[key];
            },
          });
          export const ngramsData = { ...${JSON.stringify(others)}, ngrams };`,
      };
    });
  },
};
