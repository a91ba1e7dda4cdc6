import { amountOfMoney, iban } from './regularTypes.ts';
import type { TypeSet } from './typeSet.ts';

export const finance: TypeSet = {
  id: 'finance',
  label: 'Finance',
  types: {
    company: { definition: 'a business firm' },
    'stock symbol': { definition: 'the short name of a share on an exchange' },
    'financial index': { definition: 'a named index of prices' },
    currency: { definition: 'a currency such as the euro, by its name, code or sign' },
    'amount of money': { definition: 'a sum in a currency', patterns: amountOfMoney },
    percentage: { definition: 'a share or change in percent' },
    'financial instrument': { definition: 'a share, bond, fund, derivative or other investment' },
    'financial metric': { definition: 'a figure such as revenue, profit or margin' },
    bank: { definition: 'a bank or other financial institution' },
    investor: { definition: 'a person or body that invests' },
    'merger or acquisition': { definition: 'the purchase or union of companies' },
    regulator: { definition: 'an authority that supervises markets' },
    'fiscal period': { definition: 'a quarter, half year or year that is reported' },
    IBAN: { definition: 'an international bank account number', patterns: iban, askBy: 'nothing' },
  },
};
