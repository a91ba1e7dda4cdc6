import type { TypeSet } from './typeSet.ts';

export const literature: TypeSet = {
  id: 'literature',
  label: 'Literature',
  types: {
    character: { definition: 'a figure in a story' },
    author: { definition: 'a person who wrote a work' },
    'book title': { definition: 'the title of a book, poem or play' },
    place: { definition: 'a real or imagined setting' },
    'literary genre': { definition: 'a kind of literature' },
    object: { definition: 'a thing that matters in the story' },
    animal: { definition: 'an animal, real or imagined' },
    emotion: { definition: 'a feeling that is named' },
    'family relation': { definition: 'a word for a relative' },
    'mythological figure': { definition: 'a god, spirit or hero of a myth' },
    'historical period': { definition: 'a named age or era' },
    quotation: { definition: 'words that a figure says' },
  },
};
