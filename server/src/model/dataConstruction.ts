import type { ChatPrompt } from './chatModel.ts';

/**
 * The prompt by which UniversalNER's training data was made, word for word (Zhou et al., "UniversalNER: Targeted
 * Distillation from Large Language Models for Open Named Entity Recognition", ICLR 2024, section 3.1, figure 1).
 * {@link readEntityPairs} reads what a model answers.
 */
export function dataConstructionPrompt(passage: string): ChatPrompt {
  return {
    system: 'You are a helpful information extraction system.',
    user:
      'Given a passage, your task is to extract all entities and identify their entity types. The output should be ' +
      'in a list of tuples of the following format: [("entity 1", "type of entity 1"), ... ].' +
      `\n\nPassage: ${passage}`,
  };
}
