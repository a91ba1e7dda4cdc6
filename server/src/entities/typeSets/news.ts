import { date } from './regularTypes.ts';
import type { TypeSet } from './typeSet.ts';

export const news: TypeSet = {
  id: 'news',
  label: 'News',
  types: {
    politician: { definition: 'a person who holds or seeks political office' },
    athlete: { definition: 'a person who competes in sports' },
    journalist: { definition: 'a person who reports or writes for the press' },
    company: { definition: 'a business firm' },
    'government agency': { definition: 'a ministry, authority or other body of a state' },
    'political party': { definition: 'a party or political movement' },
    country: { definition: 'a sovereign state' },
    city: { definition: 'a city, town or village' },
    'media outlet': { definition: 'a newspaper, broadcaster, news agency or web site that publishes news' },
    'job title': { definition: 'the office or position that a person holds' },
    crime: { definition: 'an act that the law punishes' },
    disaster: { definition: 'an accident or catastrophe, natural or caused by people' },
    'quotation source': { definition: 'a person or body whose words are quoted' },
    date: { definition: 'the day or period of what is reported', patterns: date },
  },
};
