import { creditCard, emailAddress, iban, ipAddress, phoneNumber } from './regularTypes.ts';
import type { TypeSet } from './typeSet.ts';

export const personalData: TypeSet = {
  id: 'personalData',
  label: 'Personal Data',
  types: {
    person: { definition: 'the name of a natural person' },
    'postal address': { definition: 'a street address, postal code and town' },
    'email address': {
      definition: 'an address for electronic mail',
      patterns: emailAddress,
      askBy: 'nothing',
    },
    'phone number': { definition: 'a telephone number', patterns: phoneNumber },
    'date of birth': { definition: 'the day on which a person was born' },
    'identification number': {
      definition: 'a number of an identity card, passport, tax or social security file',
    },
    IBAN: { definition: 'an international bank account number', patterns: iban, askBy: 'nothing' },
    'credit card number': {
      definition: 'the number of a payment card',
      patterns: creditCard,
      askBy: 'nothing',
    },
    'IP address': {
      definition: 'the address of a computer in a network',
      patterns: ipAddress,
      askBy: 'nothing',
    },
    username: { definition: 'the name by which a person is known to a service' },
    'vehicle registration number': { definition: "the number on a vehicle's licence plate" },
    employer: { definition: 'the company or body that a person works for' },
    nationality: { definition: 'the country or people that a person belongs to' },
    religion: { definition: "a person's faith or denomination" },
    'health condition': { definition: 'a disease or state of health of a person' },
  },
};
