import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService } from './common.ts';

/** Hugging Face's router to many hosts (huggingface.co/docs/inference-providers/tasks/chat-completion). */
export const huggingface: ProviderTypeEntry = {
  ...hostedService,
  type: 'huggingface',
  title: 'Hugging Face',
  defaultEndpoint: 'https://router.huggingface.co/v1',
  keyVariables: ['HF_TOKEN'],
  reasoningEfforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'],
};
