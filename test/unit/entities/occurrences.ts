/**
 * Which occurrence of an answer is meant, as a person would mark it. In `text`, a mention stands as
 * `{type:its text}`; what is not marked is none, though it looks alike. `answers` are the model's: where they are
 * left out, each marked text is answered once.
 */
export interface OccurrenceCase {
  readonly text: string;
  readonly answers?: Readonly<Record<string, readonly string[]>>;
}

/** Every case in the group of what decides it. */
export const occurrences: Readonly<Record<string, readonly OccurrenceCase[]>> = {
  'whole words': [
    { text: '{company:Apple} grows apples.' },
    { text: 'In {city:Rome} a romance began; Romeo was from {city:Rome}.' },
    { text: 'The {animal:cat} sat in the category of catalogues beside the {animal:cat}.' },
    { text: '{drug:Ten} mg of {drug:Ten} were often taken at ten.', answers: { drug: ['Ten'] } },
    { text: '{person:Ann} announced that {person:Ann} had an annual plan.' },
    { text: '{gene:CAT} is not in CATALYST; {gene:CAT} is.' },
    { text: 'A {chemical:tin} roof, a tiny tint, and again {chemical:tin}.' },
    { text: '{virus:COVID} was named; COVIDSafe is an app; {virus:COVID} went on.' },
    { text: 'The {language:C} compiler came before C++ and C#; {language:C} is small.' },
    { text: '{number:5} of 15 files in 5.1 and 2.5, and {number:5} more.' },
    { text: '{company:BMW} and {company:BMW}-like cars; BMWs.', answers: { company: ['BMW'] } },
    { text: '{city:서울}에서 서울대학교를 보았다. {city:서울}은 크다.' },
    { text: '{unit:mg} stands behind numbers; img is a tag; {unit:mg} again.' },
    { text: "{person:Brien} met O'Brien, and {person:Brien} left." },
    { text: '{organization:WHO} staff asked who came; {organization:WHO} answered.' },
  ],
  'capitals in a sentence': [
    { text: 'On {date:May} 5 you may come, or in {date:May} 2021.' },
    { text: 'We met {person:Will} and will meet {person:Will} again.' },
    { text: 'I told {person:Mark} to mark the page; {person:Mark} did.' },
    { text: 'She saw {person:Rose} in the garden; a rose fell.' },
    { text: 'The {country:US} told us that the {country:US} would pay.' },
    { text: 'They fled to {country:Turkey} and ate turkey in {country:Turkey}.' },
    { text: 'He bought {company:Apple} shares and an apple.' },
    { text: 'With {person:Hope} there is hope.' },
    { text: 'The {disease:AIDS} ward aids patients.' },
    { text: 'In {month:March} they march for hours.' },
    { text: 'The department of {department:IT} said it would close {department:IT}.' },
    { text: 'He reads {newspaper:Time} all the time.' },
    { text: 'We flew over {country:China} with the good china.' },
    { text: 'Ask {person:Jack} for the jack.' },
    { text: 'The coast of {country:Chad} and the chad of a ballot.' },
    { text: 'Her aunt {person:Grace} had grace.' },
    { text: 'I visited the {building:White House}; our own white house is smaller.' },
    { text: 'The {party:Green Party} held a green party.' },
  ],
  'capitals at the start of a sentence': [
    { text: '{drug:Aspirin} thins blood. Take {drug:aspirin} daily.', answers: { drug: ['Aspirin'] } },
    { text: 'Take {drug:aspirin} daily. {drug:Aspirin} thins blood.', answers: { drug: ['aspirin'] } },
    {
      text: '{symptom:Fever} was high on Monday. On Tuesday the {symptom:fever} fell.',
      answers: { symptom: ['Fever'] },
    },
    {
      text: 'Nurses saw {symptom:nausea}. "{symptom:Nausea} is common," they said.',
      answers: { symptom: ['nausea'] },
    },
    { text: '{animal:Dogs} bark. Some {animal:dogs} bite.', answers: { animal: ['Dogs'] } },
    {
      text: '{instrument:Guitar} and drums. The {instrument:guitar} was loud; he sold the {instrument:guitar}.',
      answers: { instrument: ['guitar'] },
    },
    {
      text: '{chemical:Water} boils at 100 degrees! Is {chemical:water} wet?',
      answers: { chemical: ['Water'] },
    },
    {
      text: 'Do not mix it with {chemical:bleach}.\n{chemical:Bleach} burns.',
      answers: { chemical: ['bleach'] },
    },
    { text: '{month:May} is warm. You may leave, and they may stay.' },
    { text: '{person:Will} left early. They will not follow.' },
    { text: '{organization:WHO} reports cases. Those who fell ill recovered.' },
    { text: '{department:IT} is closed. Leave it there.' },
    { text: '{country:US} exports rose. Tell us more.' },
    {
      text: '{disease:Chronic pain} is common. She has {disease:chronic pain}.',
      answers: { disease: ['Chronic pain'] },
    },
    {
      text: 'He has {disease:high blood pressure}. {disease:High blood pressure} harms.',
      answers: { disease: ['high blood pressure'] },
    },
    { text: 'He ate an {fruit:apple}; later he worked at Apple.', answers: { fruit: ['apple'] } },
    { text: 'We bought {food:turkey} and flew to Turkey.', answers: { food: ['turkey'] } },
    {
      text: 'The {metal:nickel} price rose; our Nickel Creek record did too.',
      answers: { metal: ['nickel'] },
    },
  ],
  'lines in capitals': [
    {
      text: '{drug:ASPIRIN} AND CHILDREN\n\nNever give {drug:aspirin} to a child.',
      answers: { drug: ['aspirin'] },
    },
    {
      text: '{city:PARIS} AGREES WITH {city:LONDON}\n\nToday {city:Paris} and {city:London} agreed.',
      answers: { city: ['Paris', 'London'] },
    },
    {
      text: 'USE OF {drug:IBUPROFEN}\n\nTake {drug:ibuprofen} with food.',
      answers: { drug: ['IBUPROFEN'] },
    },
    { text: 'He works at {company:SAP}; the sap of a tree is sweet.' },
    { text: 'The {disease:SARS} test; a sars is nothing.' },
    {
      text: 'Living With {disease:Diabetes} Every Day\n\nHer {disease:diabetes} is mild.',
      answers: { disease: ['diabetes'] },
    },
  ],
  'inside longer mentions': [
    { text: '{person:Paris Hilton} visits {city:Paris}.' },
    { text: 'The {organization:University of Oslo} is in {city:Oslo}.' },
    { text: '{newspaper:New York Times} readers in {city:New York} agree.' },
    { text: '{company:Ford} was founded by {person:Henry Ford}.' },
    { text: '{person:George Washington} never lived in {city:Washington}.' },
    {
      text: '{product:Windows 10} replaced {product:Windows} 8.',
      answers: { product: ['Windows 10', 'Windows'] },
    },
    { text: '{law:Data Protection Act} of 1998; the {law:Act} was replaced.' },
    { text: 'The {disease:type 2 diabetes} clinic treats {disease:diabetes}.' },
    { text: '{person:Ada Lovelace} wrote it. {person:Lovelace} was 27.' },
    { text: '{organization:Bank of {country:England}} notes.' },
  ],
  'names beside names': [
    { text: 'President {person:Obama} spoke. Later {person:Obama} left.', answers: { person: ['Obama'] } },
    { text: 'Dr. {person:Smith} came; {person:Smith} was late.', answers: { person: ['Smith'] } },
    { text: 'On Monday {company:Toyota} rose. {company:Toyota}, Honda and Nissan sell cars.' },
    { text: 'In {city:Paris}, France, and again in {city:Paris}.' },
    { text: 'Yesterday {person:Merkel} met Macron. {person:Merkel} smiled.' },
    { text: 'Living In {city:Rome} Today\n\nWe love {city:Rome}.', answers: { city: ['Rome'] } },
  ],
};

/**
 * What the text alone does not decide: the answer begins the name of something else, of a type that was not asked.
 * Just as often it does not ("Apple CEO"): in the data sets of the benchmark 166 of 371 such occurrences are
 * marked, so that leaving them out would lose as much as it gains. Asking the embedded model about the sentence
 * alone left out 10 of 43 marked ones and 2 of 9 others. They are kept, therefore; asking the other type too decides.
 */
export const undecided: readonly OccurrenceCase[] = [
  { text: 'Paris Hilton visits {city:Paris}.', answers: { city: ['Paris'] } },
  { text: 'Amazon Prime made {company:Amazon} rich.', answers: { company: ['Amazon'] } },
  { text: 'The Berlin Wall divided {city:Berlin} for years.', answers: { city: ['Berlin'] } },
  { text: 'Readers of the Washington Post live in {city:Washington}.', answers: { city: ['Washington'] } },
  { text: 'In {city:London} the London Underground is old.', answers: { city: ['London'] } },
  { text: 'The Jordan River borders {country:Jordan}.', answers: { country: ['Jordan'] } },
  { text: 'Georgia Tech is in {place:Georgia}.', answers: { place: ['Georgia'] } },
];
