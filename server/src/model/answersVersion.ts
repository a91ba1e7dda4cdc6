import { dependencies } from '../../../package.json';
import { promptTemplate } from './prompt.ts';

/** To be raised when the same weights and prompt would be decoded to other answers or other scores. */
const decodingVersion = 1;

/** What answers depend on beside the weights, the passage and the type: prompt, decoding and runtime. */
export const answersVersion: string = JSON.stringify([
  decodingVersion,
  dependencies['node-llama-cpp'],
  promptTemplate,
]);
