/** A text to try the product on; in English, since the embedded model reads English. */
export const sampleText = `# A Bridge for Port Aldine

On 14 March 2025 the city council of Port Aldine chose **Halvorsen & Ruiz**, an engineering office from
Rotterdam, to build a footbridge across the river Tarn. Mayor Ingrid Solberg signed the contract, worth
12.4 million euros, in the old Customs House.

The office's founder, Mateo Ruiz, had won the Lindqvist Prize in 2019 for a railway bridge near Bergen.
"We build with timber from the Black Forest," said Ruiz, "and with the software of the University of Delft."

- Deadline for the foundations: 30 September 2025
- Site manager: Amara Okafor, formerly of Nordbau AG
- Opening: at the Harbour Festival in June 2027
`;
