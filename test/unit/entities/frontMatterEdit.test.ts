import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { UneditableFrontMatter, frontMatterEdit } from '../../../server/src/entities/frontMatterEdit.ts';
import type { TypeChange } from '../../../server/src/entities/frontMatterEdit.ts';
import { readFrontMatterTypes } from '../../../server/src/entities/frontMatterTypes.ts';

const document = (yaml: string): string => `---\n${yaml}---\n\n# Ada\n`;
const definition = 'a town: "big", or not # so';

/** The front matter after the change; `undefined`: the change is the settings' matter. */
async function edited(yaml: string, type: string, change: TypeChange): Promise<string | undefined> {
  const source = document(yaml);
  const edit = await frontMatterEdit(source, type, change);
  if (!edit) return undefined;
  const after = source.slice(0, edit.start) + edit.text + source.slice(edit.end);
  assert.ok(after.startsWith('---\n') && after.endsWith('---\n\n# Ada\n'));
  return after.slice(4, -'---\n\n# Ada\n'.length);
}

describe('edits of types in a front matter', () => {
  const said = 'definition: \'a town: "big", or not # so\'';
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    [
      'make an object of names with commas',
      'universalNer.types: person, city\nlang: en\n',
      `universalNer.types:\n  person: {}\n  city:\n    ${said}\nlang: en\n`,
    ],
    [
      'make an object of a list, and keep what is noted there',
      'title: A # a\nuniversalNer.types:\n  - person # people\n  - city\nlang: en # e\n',
      `title: A # a\nuniversalNer.types:\n  # people\n  person: {}\n  city:\n    ${said}\nlang: en # e\n`,
    ],
    [
      'make an object of a list in one line',
      'universalNer: {types: [person, city], typeSet: news}\n',
      `universalNer: {types: { person: {}, city: { ${said} } }, typeSet: news}\n`,
    ],
    [
      "keep the document's depth of lines",
      'universalNer:\n    types:\n    - city\n    typeSet: news\n',
      `universalNer:\n    types:\n        city:\n            ${said}\n    typeSet: news\n`,
    ],
    [
      'write only the lines of the type',
      'universalNer.types:\n  person:   {color:   entity1}\n  city:\n    color: entity2 # red\n    definition: old\n  # end\n\nx:   1\n',
      `universalNer.types:\n  person:   {color:   entity1}\n  city:\n    color: entity2 # red\n    ${said}\n  # end\n\nx:   1\n`,
    ],
    [
      'give options to a type that has none',
      'universalNer.types:\n  city: # towns\n  person:\n',
      `universalNer.types:\n  city:\n    # towns\n    ${said}\n  person:\n`,
    ],
    [
      'leave what an alias stands for elsewhere as it is',
      'all: &all [person, city]\nuniversalNer.types: *all\n',
      `all: &all [person, city]\nuniversalNer.types:\n  person: {}\n  city:\n    ${said}\n`,
    ],
    [
      'read keys that are written out',
      'universalNer.types:\n  ? city\n  : {color: entity1}\n',
      `universalNer.types:\n  city: { color: entity1, ${said} }\n`,
    ],
  ];
  for (const [what, before, after] of cases) {
    it(what, async () => {
      assert.equal(await edited(before, 'City', { definition }), after);
    });
  }

  it('keep the line breaks of the document', async () => {
    const source = '---\r\nuniversalNer.types:\r\n- city\r\n- person\r\n---\r\nAda\r\n';
    const edit = await frontMatterEdit(source, 'city', { definition: 'a town', askBy: 'both' });
    assert.equal(
      edit?.text,
      'universalNer.types:\r\n  city:\r\n    definition: a town\r\n    askBy: both\r\n  person: {}\r\n',
    );
    assert.deepEqual(edit.fields, ['definition', 'askBy']);
  });

  it('remove what the front matter says', async () => {
    const before =
      'universalNer.types:\n  city: {definition: a, color: entity1}\n  person:\n    definition: b\n';
    assert.equal(
      await edited(before, 'city', { definition: null }),
      'universalNer.types:\n  city: { color: entity1 }\n  person:\n    definition: b\n',
    );
    assert.equal(
      await edited(before, 'person', { definition: null }),
      'universalNer.types:\n  city: {definition: a, color: entity1}\n  person: {}\n',
    );
  });

  it('leave to the settings what is their matter: other types, and what is shown but not said here', async () => {
    const list = 'universalNer.types: [person, city]\n';
    assert.equal(await edited(list, 'river', { definition }), undefined);
    assert.equal(await edited('title: a\n', 'city', { definition }), undefined);
    assert.equal(await frontMatterEdit('# no front matter\n', 'city', { definition }), undefined);
    assert.equal(await edited(list, 'city', { color: 'entity3' }), undefined);
    assert.equal(await edited(list, 'city', { definition: null }), undefined);
    const colored = document('universalNer.types:\n  city: {color: entity1}\n');
    const edit = await frontMatterEdit(colored, 'city', { color: 'entity3', minScore: 0.4 });
    assert.deepEqual([edit?.text.trim(), edit?.fields], ['city: { color: entity3 }', ['color']]);
  });

  it('refuse what would say something else, or nothing', async () => {
    const refused = async (yaml: string, change: TypeChange = { definition }): Promise<void> => {
      await assert.rejects(frontMatterEdit(document(yaml), 'city', change), UneditableFrontMatter, yaml);
    };
    await refused('universalNer.types: [city\n');
    await refused('universalNer.types: &all [person, city]\nothers: *all\n');
    await refused('universalNer.types: [city]\n', { definition: 5 });
    await refused('universalNer.types: [city]\nothers: *nowhere\n');
  });

  it('change one type and nothing else, however the front matter is written', async () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9 ,:#'"&*[\]{}é-]{0,12}$/).map((text) => text.trim());
    const options = fc.record({ definition: word, color: fc.constant('entity2') }, { requiredKeys: [] });
    const all = fc.uniqueArray(fc.tuple(word, options), {
      minLength: 1,
      maxLength: 5,
      selector: ([name]) => name.toLowerCase(),
    });
    const change = fc.record({ definition: word, askBy: fc.constantFrom('both', 'name') });
    const style = fc.constantFrom('list', 'lines', 'json', 'within');
    await fc.assert(
      fc.asyncProperty(all, style, fc.nat(), change, fc.string(), async (types, how, at, wanted, title) => {
        const chosen = types[at % types.length]?.[0] ?? '';
        const isList = how === 'list';
        const quoted = types.map(([name, entry]) => [JSON.stringify(name), JSON.stringify(entry)] as const);
        const lines = quoted.map(([name, entry]) => (isList ? `  - ${name}\n` : `  ${name}: ${entry}\n`));
        const within = `universalNer: { types: { ${quoted.map((pair) => pair.join(': ')).join(', ')} } }\n`;
        const inJson = `universalNer.types: ${JSON.stringify(Object.fromEntries(types))}\n`;
        const yaml = { list: undefined, lines: undefined, json: inJson, within }[how];
        const head = `title: ${JSON.stringify(title)}\n`;
        const after = await edited(
          head + (yaml ?? `universalNer.types:\n${lines.join('')}`) + 'end: 1\n',
          chosen,
          wanted,
        );
        const read = await readFrontMatterTypes(document(after ?? ''));
        const expected = types.map(([name, entry]) => ({
          ...(isList ? {} : entry),
          ...(name === chosen && wanted),
        }));
        assert.deepEqual(
          read.names,
          types.map(([name]) => name),
        );
        assert.deepEqual(
          read.names.map((name) => read.options[name]),
          expected,
        );
        assert.deepEqual(read.problems, []);
        assert.ok(after?.startsWith(head) && after.endsWith('end: 1\n'));
      }),
    );
  });
});
