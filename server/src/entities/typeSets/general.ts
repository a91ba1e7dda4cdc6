import { amountOfMoney, date } from './regularTypes.ts';
import type { TypeSet } from './typeSet.ts';

export const general: TypeSet = {
  id: 'general',
  label: 'General',
  types: {
    person: { definition: 'a named human being, real or fictional' },
    organization: {
      definition: 'a company, institution, authority, party, team or other named group of people',
    },
    location: { definition: 'a named place such as a country, city, region, mountain, river or street' },
    date: { definition: 'a day, month, year or period', patterns: date },
    time: { definition: 'a time of day or a duration in hours, minutes or seconds' },
    event: { definition: 'a named happening such as a war, festival, election, storm or match' },
    product: { definition: 'a named thing that is made or sold' },
    'work of art': { definition: 'the title of a book, song, film, painting or other creative work' },
    nationality: { definition: 'a nationality, ethnic, religious or political group of people' },
    language: { definition: 'a language that people speak or write' },
    quantity: { definition: 'a measured amount with its unit' },
    'amount of money': { definition: 'a sum in a currency', patterns: amountOfMoney },
    number: { definition: 'a number that is neither a date nor a quantity' },
  },
};
