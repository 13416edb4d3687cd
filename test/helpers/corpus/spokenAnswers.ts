import type { SpokenAnswer } from '../strict/spokenAnswer.ts';

/** Answers that have everything in them that a stream can break: thoughts, other alphabets, calls with nested arguments. */
export const richAnswers: readonly SpokenAnswer[] = [
  {
    reasoning: 'They want “Grüße” – 你好, maybe 😀?',
    text: ['Gr', 'üße', ' 👩‍👩‍👧', '\nline', '\r\n', 'data: not a field\n\n'],
    finish: 'stop',
  },
  {
    reasoning: 'Two calls.',
    text: ['I look.'],
    calls: [
      { name: 'get_weather', arguments: '{"city":"Zürich \\"😀\\"","at":[{"hour":7}]}' },
      { name: 'get_time', arguments: '{}' },
    ],
    finish: 'toolCalls',
  },
  { text: ['cut o'], finish: 'length' },
  { refusal: 'I will not.', finish: 'refusal' },
];
