import { amountOfMoney, date } from './regularTypes.ts';
import type { TypeSet } from './typeSet.ts';

export const legal: TypeSet = {
  id: 'legal',
  label: 'Legal',
  types: {
    'contract party': { definition: 'a person or company that enters into the contract' },
    law: { definition: 'a statute, regulation, article or paragraph that is cited' },
    court: { definition: 'a court or tribunal that decides cases' },
    judge: { definition: 'a person who presides over or decides a case' },
    lawyer: { definition: 'a person or firm that represents a party' },
    'case citation': { definition: 'a reference to a decided case' },
    obligation: { definition: 'what a party must do' },
    deadline: { definition: 'a date or period by which something must be done' },
    'term of contract': { definition: 'how long the contract or one of its duties lasts' },
    penalty: { definition: 'a payment or consequence for a breach' },
    'governing law': { definition: 'the legal system that the contract is subject to' },
    'defined term': { definition: 'a term in capitals that the document defines' },
    'amount of money': { definition: 'a sum in a currency', patterns: amountOfMoney },
    date: { definition: 'a day, month, year or period', patterns: date },
  },
};
