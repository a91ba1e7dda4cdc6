import type { TypeSet } from './typeSet.ts';

export const interviews: TypeSet = {
  id: 'interviews',
  label: 'Interviews',
  types: {
    speaker: { definition: 'a person who speaks in the interview' },
    person: { definition: 'a person who is spoken of' },
    organization: { definition: 'a company, institution, authority, team or other group that is spoken of' },
    'job title': { definition: 'a position or occupation' },
    opinion: { definition: 'a judgement or view that is expressed' },
    emotion: { definition: 'a feeling that is named' },
    problem: { definition: 'a difficulty or complaint that is described' },
    need: { definition: 'something that is wished for or missing' },
    product: { definition: 'a product or service that is spoken of' },
    competitor: { definition: 'another company or product that is compared' },
    'life event': { definition: "something that happened in a person's life" },
    place: { definition: 'a place that is spoken of' },
    'time reference': { definition: 'when something happened or how long it lasted' },
  },
};
