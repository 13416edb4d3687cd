import type { ObjectField } from './objectFields.ts';

/** How often and how much may be sent: of an account, a provider, or in total. */
export const limitFields: readonly ObjectField[] = [
  { key: 'requestsPerMinute', label: 'Requests per minute', kind: 'count', byDefault: 'no limit' },
  { key: 'tokensPerMinute', label: 'Tokens per minute', kind: 'count', byDefault: 'no limit' },
  { key: 'requestsPerDay', label: 'Requests per day', kind: 'count', byDefault: 'no limit' },
  { key: 'tokensPerDay', label: 'Tokens per day', kind: 'count', byDefault: 'no limit' },
  {
    key: 'dayResetsAt',
    label: 'The day begins at',
    kind: 'text',
    byDefault: '00:00 UTC',
    hint: 'As the provider counts its day.',
    pattern: /^([01]\d|2[0-3]):[0-5]\d( [A-Za-z]+(\/[A-Za-z_+-]+)*)?$/,
    problem: 'A time, and a time zone if you like: "00:00 America/Los_Angeles".',
  },
];

const budgetMode: ObjectField = {
  key: 'mode',
  label: 'When it is reached',
  kind: 'choice',
  byDefault: 'hard',
  options: [
    ['hard', 'Go cheaper, or refuse'],
    ['advisory', 'Only say so'],
  ],
};

/** What may be spent. */
export const budgetFields: readonly ObjectField[] = [
  {
    key: 'perRequestUsd',
    label: 'Per request (USD)',
    kind: 'amount',
    byDefault: 'no limit',
    suggestions: [0.05, 0.08, 0.15],
  },
  { key: 'perDayUsd', label: 'Per day (USD)', kind: 'amount', byDefault: 'no limit' },
  { key: 'perMonthUsd', label: 'Per month (USD)', kind: 'amount', byDefault: 'no limit' },
  budgetMode,
];

/** What happens when a provider fails; `inherited` says what holds when a field is empty. */
export function failoverFields(inherited?: string): readonly ObjectField[] {
  const decision = {
    kind: 'decision',
    byDefault: inherited ?? 'Yes (default)',
    yes: 'Yes, ask the next one',
    no: 'No, the client gets the error',
  } as const;
  return [
    { key: 'onError', label: 'Go on after an error', ...decision },
    { key: 'onRateLimit', label: 'Go on at a rate limit', ...decision },
    { key: 'attempts', label: 'Calls for one request, at most', kind: 'count', byDefault: inherited ?? '3' },
    {
      key: 'withinSeconds',
      label: 'No new call after (seconds)',
      kind: 'amount',
      byDefault: inherited ?? '120',
    },
    {
      key: 'cooldownSeconds',
      label: 'Rest after a failure (seconds)',
      kind: 'seconds',
      byDefault: inherited ?? '15',
      hint: 'Doubles with every further failure, up to 20 times that.',
    },
  ];
}

export const intentFields: readonly ObjectField[] = [
  {
    key: 'enabled',
    label: 'Find out what a request is about',
    kind: 'switch',
    byDefault: true,
    hint: 'Rules ask for it with the condition "Intent".',
  },
  {
    key: 'lowConfidence',
    label: 'Unknown below',
    kind: 'share',
    byDefault: '0.4',
    hint: 'Below this confidence the intent counts as unknown, or the second opinion is asked.',
  },
  {
    key: 'directConfidence',
    label: 'Sure enough for rules',
    kind: 'share',
    byDefault: '0.7',
    hint: 'What a rule needs, unless it says otherwise.',
  },
  {
    key: 'secondOpinion.model',
    label: 'Second opinion',
    kind: 'model',
    byDefault: 'nobody',
    hint: 'A cheap model that is asked where it is not sure. It gets the newest user turn.',
    pattern: /^[a-z0-9][a-z0-9._-]*\/.+$/,
    problem: 'A model as "provider/model"; a route cannot be asked here.',
  },
  {
    key: 'secondOpinion.timeoutMs',
    label: 'Second opinion within (ms)',
    kind: 'count',
    byDefault: '1500',
  },
  {
    key: 'secondOpinion.maxCharacters',
    label: 'Characters it gets, at most',
    kind: 'count',
    byDefault: '4000',
  },
];

export const recordFields: readonly ObjectField[] = [
  {
    key: 'enabled',
    label: 'Keep a record of requests',
    kind: 'switch',
    byDefault: true,
    hint: 'Models, tokens, costs and times on this machine; no prompts.',
  },
  { key: 'maxDays', label: 'Keep for days', kind: 'count', byDefault: '90' },
  { key: 'maxMiB', label: 'Size at most (MiB)', kind: 'count', byDefault: '200' },
  {
    key: 'capture.enabled',
    label: 'Also keep whole requests and answers',
    kind: 'switch',
    byDefault: false,
    hint: 'For debugging: prompts are written to the disk.',
  },
  { key: 'capture.maxHours', label: 'Keep those for hours', kind: 'count', byDefault: '24' },
];

export const cacheFields: readonly ObjectField[] = [
  {
    key: 'enabled',
    label: 'Give the same answer again',
    kind: 'switch',
    byDefault: false,
    hint: 'To exactly the same request of the same workspace, from memory.',
  },
  {
    key: 'tools',
    label: 'Also in turns that call tools',
    kind: 'switch',
    byDefault: false,
  },
  { key: 'ttlSeconds', label: 'For seconds', kind: 'count', byDefault: '3600' },
  { key: 'maxEntries', label: 'Answers at most', kind: 'count', byDefault: '500' },
  { key: 'maxMiB', label: 'Size at most (MiB)', kind: 'count', byDefault: '64' },
];

export const telemetryFields: readonly ObjectField[] = [
  {
    key: 'endpoint',
    label: 'OTLP collector',
    kind: 'text',
    byDefault: 'nothing is sent',
    hint: 'For example http://127.0.0.1:4318. Never prompts.',
    pattern: /^https?:\/\/[^\s/]+/,
    problem: 'An http or https URL.',
  },
  { key: 'intervalSeconds', label: 'Metrics every (seconds)', kind: 'count', byDefault: '60' },
  { key: 'traces', label: 'Send traces', kind: 'switch', byDefault: true },
  { key: 'metrics', label: 'Send metrics', kind: 'switch', byDefault: true },
];

export const assumedTokenFields: readonly ObjectField[] = [
  { key: 'prompt', label: 'Prompt (tokens)', kind: 'count', byDefault: '400' },
  { key: 'answer', label: 'Answer (tokens)', kind: 'count', byDefault: '300' },
];

/** What a route's target sets in every request that it answers. */
export const parameterFields: readonly ObjectField[] = [
  { key: 'temperature', label: 'Temperature', kind: 'share', byDefault: 'as asked', most: 2 },
  {
    key: 'reasoningEffort',
    label: 'Thinking',
    kind: 'choice',
    byDefault: '',
    options: [
      ['', 'as asked'],
      ...['none', 'minimal', 'low', 'medium', 'high', 'xhigh'].map((effort) => [effort, effort] as const),
    ],
  },
  { key: 'maxOutputTokens', label: 'Longest answer (tokens)', kind: 'count', byDefault: 'as asked' },
];
