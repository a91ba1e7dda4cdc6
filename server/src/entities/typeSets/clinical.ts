import type { TypeSet } from './typeSet.ts';

export const clinical: TypeSet = {
  id: 'clinical',
  label: 'Clinical',
  types: {
    disease: { definition: 'a disease, disorder or diagnosis' },
    symptom: { definition: 'a complaint or sign that a patient shows' },
    drug: { definition: 'a medicine or active ingredient' },
    'drug dosage': { definition: 'how much of a medicine is given at once' },
    'drug frequency': { definition: 'how often a medicine is given' },
    'route of administration': { definition: 'the way by which a medicine enters the body' },
    'medical procedure': { definition: 'an examination, operation or other treatment' },
    'laboratory test': { definition: 'a test of blood, tissue or another sample' },
    'test result': { definition: 'the measured value or outcome of a test' },
    anatomy: { definition: 'a part of the body' },
    'medical device': { definition: 'an instrument or implant that is used in care' },
    allergy: { definition: 'a substance that the patient reacts to' },
    'family relation': { definition: 'a relative of the patient' },
    'medical department': { definition: 'a ward, department or speciality of a hospital' },
  },
};
