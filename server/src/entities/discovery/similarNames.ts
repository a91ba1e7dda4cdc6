import { askedAs } from '../labels.ts';

/** Names that say the same, behind the one that stands for all; in small letters, singular, without articles. */
const sameNames: Readonly<Record<string, string>> = {
  person: 'individual, human, human being, named person, person name, personal name, full name, human name',
  organization: 'organisation, institution, organizational entity, organization name, institute',
  company: 'firm, corporation, business, enterprise, company name, corporate entity, business entity',
  location: 'place, geographic location, geographical location, location name, place name, geographic area',
  city: 'town, city name, municipality',
  country: 'nation, country name, sovereign state',
  date: 'calendar date, specific date',
  'time of day': 'time, clock time',
  'amount of money': 'money, monetary value, monetary amount, money amount, sum of money, currency amount',
  quantity: 'measurement, amount, measure, physical quantity',
  number: 'numeral, numeric value, numerical value, cardinal number, cardinal',
  'ordinal number': 'ordinal',
  percentage: 'percent, percent value',
  event: 'event name, occurrence, happening',
  product: 'product name, commercial product, consumer product',
  object: 'thing, item, physical object',
  'job title': 'job, position, role, occupational title',
  profession: 'occupation',
  nationality: 'demonym, national group',
  'ethnic group': 'ethnicity, ethnic community',
  religion: 'faith, religious belief',
  language: 'human language, natural language, spoken language',
  writer: 'author, novelist',
  scientist: 'researcher',
  athlete: 'sportsperson, sports player',
  monarch: 'ruler',
  doctor: 'physician, medical doctor',
  'family member': 'relative, family relation, kinship term',
  university: 'institution of higher education, college',
  'government agency': 'government body, governmental agency, public authority, government organization',
  'news outlet': 'media outlet, news organization, news agency, media organization',
  'sports team': 'sport team',
  band: 'musical group, music group, music band',
  'non-profit organization': 'nonprofit organization, ngo, charity',
  neighbourhood: 'neighborhood',
  'postal address': 'address, street address, mailing address',
  'postal code': 'zip code, postcode',
  'email address': 'email, e-mail, e-mail address',
  'phone number': 'telephone number, phone, telephone',
  'web address': 'url, link, web link, hyperlink',
  username: 'user name, login name',
  website: 'web site',
  'work of art': 'artwork, creative work, piece of art',
  book: 'book title, novel',
  film: 'movie, motion picture, film title, movie title',
  'television series':
    'tv show, tv series, television show, television program, television programme, tv program',
  song: 'song title, track, music track',
  album: 'music album, album title',
  'music genre': 'musical genre',
  'musical instrument': 'music instrument',
  'fictional character': 'character, fictional person',
  award: 'prize, honor, honour, accolade',
  theatre: 'theater',
  food: 'food item, foodstuff, food product',
  ingredient: 'food ingredient, cooking ingredient',
  drink: 'beverage',
  'alcoholic drink': 'alcoholic beverage',
  flavour: 'flavor, taste',
  colour: 'color',
  clothing: 'clothes, garment, article of clothing, clothing item, item of clothing, apparel',
  jewellery: 'jewelry',
  vehicle: 'motor vehicle',
  aircraft: 'airplane, aeroplane, plane',
  ship: 'vessel, boat',
  disease: 'illness, medical condition, disorder, disease name, health condition, condition',
  symptom: 'clinical sign, sign or symptom, medical symptom',
  drug: 'medication, medicine, pharmaceutical, pharmaceutical drug, drug name, medical drug',
  'drug dosage': 'dosage, dose, medication dosage',
  'medical test': 'diagnostic test, laboratory test, lab test',
  'medical procedure': 'clinical procedure',
  therapy: 'treatment, medical treatment',
  'body part': 'anatomy, anatomical structure, anatomical part, body region, anatomical location',
  'drug class': 'class of drug, medication class',
  bacterium: 'bacterial species',
  gene: 'gene name, gene symbol',
  protein: 'protein name',
  'cell type': 'type of cell, cell',
  chemical: 'chemical substance, chemical entity',
  'chemical element': 'element',
  'chemical compound': 'compound',
  'scientific field': 'field of study, academic discipline, discipline, field of research, research field',
  theory: 'scientific theory',
  'scientific journal': 'academic journal, journal',
  'research paper': 'scientific paper, paper, publication, scientific article',
  software: 'computer program, software application, application, program, software name, software product',
  'programming language': 'computer language, coding language',
  'software library': 'library, programming library, code library',
  'mobile app': 'app, mobile application',
  'file name': 'filename, file path',
  'software version': 'version, version number',
  'software licence': 'software license',
  licence: 'license',
  'machine learning model': 'model, ai model, language model',
  dataset: 'data set',
  hardware: 'computer hardware',
  computer: 'computer system',
  'electronic device': 'electronics, electronic product',
  malware: 'malicious software, computer virus',
  vulnerability: 'security vulnerability, software vulnerability',
  industry: 'economic sector, sector, business sector',
  'financial metric': 'financial figure, financial indicator',
  law: 'statute, legislation, legal act, piece of legislation',
  court: 'court of law, tribunal',
  crime: 'criminal offence, criminal offense, offence, offense',
  'legal case': 'court case, lawsuit',
  war: 'armed conflict, military conflict',
  policy: 'public policy',
};

const standsFor = new Map(
  Object.entries(sameNames).flatMap(([name, others]) => others.split(', ').map((other) => [other, name])),
);

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  men: 'man',
  women: 'woman',
  children: 'child',
  feet: 'foot',
  teeth: 'tooth',
  mice: 'mouse',
  leaves: 'leaf',
  knives: 'knife',
  lives: 'life',
  wives: 'wife',
  shelves: 'shelf',
  movies: 'movie',
  cookies: 'cookie',
  calories: 'calorie',
  shoes: 'shoe',
  gases: 'gas',
  bacteria: 'bacterium',
  viri: 'virus',
  fungi: 'fungus',
  genera: 'genus',
  phenomena: 'phenomenon',
  criteria: 'criterion',
  indices: 'index',
  matrices: 'matrix',
  analyses: 'analysis',
  diagnoses: 'diagnosis',
  hypotheses: 'hypothesis',
  theses: 'thesis',
  syntheses: 'synthesis',
  crises: 'crisis',
};
/** The same in singular and plural, or only a plural in looks. */
const unchanging = new Set(
  (
    'species series means news aircraft spacecraft clothes goods electronics physics politics economics ' +
    'mathematics ethics genetics statistics robotics linguistics lens always'
  ).split(' '),
);
const leadingWords = /^(?:(?:an?|the|some|any)\s+|(?:name|type|kind)s?\s+of\s+(?=\S))+/u;
/** What parts the word that is counted from what follows it: "works of art". */
const preposition = /\s(?:of|in|for|with|by|on|at|from|to|and|or)\s/u;

/**
 * The name under which types of similar names are merged: in singular and small letters (except abbreviations),
 * without articles, labels of data sets in words, and for names that say the same one of them.
 * @param name a name that a person or a model gave
 */
export function canonicalName(name: string): string {
  const words = askedAs(name.replace(/\s+/gu, ' ').replace(/[.,:;!?]+$/u, ''))
    .split(' ')
    .map((word) => (/^\p{Lu}[\p{Lu}\p{N}]+$/u.test(word) ? word : word.toLowerCase()))
    .join(' ')
    .trim();
  const known = same(words) ?? same(inSingular(words));
  if (known !== undefined) return known;
  const short = words.replace(leadingWords, '');
  const singular = inSingular(short === '' ? words : short);
  return same(short) ?? same(singular) ?? singular;
}

function same(name: string): string | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(sameNames, key) ? key : standsFor.get(key);
}

/** The singular of an English name of a type; the word that is counted is the last before a preposition. */
function inSingular(name: string): string {
  const cut = preposition.exec(name)?.index ?? name.length;
  const head = name.slice(0, cut);
  const start = head.lastIndexOf(' ') + 1;
  return head.slice(0, start) + singular(head.slice(start)) + name.slice(cut);
}

function singular(word: string): string {
  if (Object.hasOwn(irregular, word)) return irregular[word] ?? word;
  if (unchanging.has(word) || word.length < 4 || /(?:ss|us|is|[^s]ics)$/u.test(word)) return word;
  if (/[^aeiou]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|[^ao]us|[^aeou]o)es$/u.test(word)) return word.slice(0, -2);
  return /[a-z]s$/u.test(word) ? word.slice(0, -1) : word;
}
