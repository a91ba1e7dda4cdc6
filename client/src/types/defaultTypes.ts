/** Sections of the list of types, in the order in which they are offered. */
export const sections = [
  'new',
  'document',
  'recent',
  'configured',
  'general',
  'business',
  'medicine',
  'science',
  'personal',
] as const;
export type Section = (typeof sections)[number];

/** What is offered where nothing is configured yet: types that many documents hold, in plain English words. */
export const defaultTypes: readonly { readonly section: Section; readonly types: readonly string[] }[] = [
  {
    section: 'general',
    types: [
      'person',
      'organization',
      'location',
      'date',
      'event',
      'product',
      'nationality',
      'work of art',
      'quantity',
    ],
  },
  {
    section: 'business',
    types: ['company', 'job title', 'amount of money', 'law', 'court', 'contract party', 'deadline'],
  },
  {
    section: 'medicine',
    types: ['disease', 'symptom', 'drug', 'drug dosage', 'medical procedure', 'anatomy'],
  },
  {
    section: 'science',
    types: ['software', 'programming language', 'scientific method', 'chemical', 'species', 'gene'],
  },
  { section: 'personal', types: ['email address', 'phone number', 'postal address', 'username'] },
];
