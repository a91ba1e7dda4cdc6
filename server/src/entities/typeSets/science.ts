import type { TypeSet } from './typeSet.ts';

export const science: TypeSet = {
  id: 'science',
  label: 'Science',
  types: {
    'scientific method': { definition: 'a method, technique or procedure of research' },
    'research task': { definition: 'a problem that research sets out to solve' },
    dataset: { definition: 'a named collection of data' },
    metric: { definition: 'a measure by which results are judged' },
    theory: { definition: 'a named theory, law or model of science' },
    chemical: { definition: 'a chemical element, compound or substance' },
    gene: { definition: 'a gene, by its name or symbol' },
    protein: { definition: 'a protein or enzyme' },
    species: { definition: 'a species or other group of living things' },
    'cell type': { definition: 'a kind of cell or cell line' },
    material: { definition: 'a substance or material that something is made of' },
    instrument: { definition: 'a device for measuring or observing' },
    'astronomical object': { definition: 'a star, planet, galaxy or other object in space' },
    researcher: { definition: 'a person who does research' },
    university: { definition: 'a university or research institute' },
    'unit of measurement': { definition: 'a unit in which something is measured' },
  },
};
