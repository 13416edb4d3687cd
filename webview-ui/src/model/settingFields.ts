import * as l10n from '@vscode/l10n';
import type { ObjectField } from './objectFields.ts';

/** How often and how much may be sent: of an account, a provider, or in total. */
export const limitFields: readonly ObjectField[] = [
  {
    key: 'requestsPerMinute',
    label: l10n.t('Requests per minute'),
    kind: 'count',
    byDefault: l10n.t('no limit'),
  },
  {
    key: 'tokensPerMinute',
    label: l10n.t('Tokens per minute'),
    kind: 'count',
    byDefault: l10n.t('no limit'),
  },
  { key: 'requestsPerDay', label: l10n.t('Requests per day'), kind: 'count', byDefault: l10n.t('no limit') },
  { key: 'tokensPerDay', label: l10n.t('Tokens per day'), kind: 'count', byDefault: l10n.t('no limit') },
  {
    key: 'dayResetsAt',
    label: l10n.t('The day begins at'),
    kind: 'text',
    byDefault: l10n.t('00:00 UTC'),
    hint: l10n.t('As the provider counts its day.'),
    pattern: /^([01]\d|2[0-3]):[0-5]\d( [A-Za-z]+(\/[A-Za-z_+-]+)*)?$/,
    problem: l10n.t('A time, and a time zone if you like: "00:00 America/Los_Angeles".'),
  },
];

const budgetMode: ObjectField = {
  key: 'mode',
  label: l10n.t('When it is reached'),
  kind: 'choice',
  byDefault: 'hard',
  options: [
    ['hard', l10n.t('Go cheaper, or refuse')],
    ['advisory', l10n.t('Only say so')],
  ],
};

/** What may be spent. */
export const budgetFields: readonly ObjectField[] = [
  {
    key: 'perRequestUsd',
    label: l10n.t('Per request (USD)'),
    kind: 'amount',
    byDefault: l10n.t('no limit'),
    suggestions: [0.05, 0.08, 0.15],
  },
  { key: 'perDayUsd', label: l10n.t('Per day (USD)'), kind: 'amount', byDefault: l10n.t('no limit') },
  { key: 'perMonthUsd', label: l10n.t('Per month (USD)'), kind: 'amount', byDefault: l10n.t('no limit') },
  budgetMode,
];

/** What happens when a provider fails; `inherited` says what holds when a field is empty. */
export function failoverFields(inherited?: string): readonly ObjectField[] {
  const decision = {
    kind: 'decision',
    byDefault: inherited ?? l10n.t('Yes (default)'),
    yes: l10n.t('Yes, ask the next one'),
    no: l10n.t('No, the client gets the error'),
  } as const;
  return [
    { key: 'onError', label: l10n.t('Go on after an error'), ...decision },
    { key: 'onRateLimit', label: l10n.t('Go on at a rate limit'), ...decision },
    {
      key: 'attempts',
      label: l10n.t('Calls for one request, at most'),
      kind: 'count',
      byDefault: inherited ?? '3',
    },
    {
      key: 'withinSeconds',
      label: l10n.t('No new call after (seconds)'),
      kind: 'amount',
      byDefault: inherited ?? '120',
    },
    {
      key: 'cooldownSeconds',
      label: l10n.t('Rest after a failure (seconds)'),
      kind: 'seconds',
      byDefault: inherited ?? '15',
      hint: l10n.t('Doubles with every further failure, up to 20 times that.'),
    },
  ];
}

export const intentFields: readonly ObjectField[] = [
  {
    key: 'enabled',
    label: l10n.t('Find out what a request is about'),
    kind: 'switch',
    byDefault: true,
    hint: l10n.t('Rules ask for it with the condition "Intent".'),
  },
  {
    key: 'lowConfidence',
    label: l10n.t('Unknown below'),
    kind: 'share',
    byDefault: '0.4',
    hint: l10n.t('Below this confidence the intent counts as unknown, or the second opinion is asked.'),
  },
  {
    key: 'directConfidence',
    label: l10n.t('Sure enough for rules'),
    kind: 'share',
    byDefault: '0.7',
    hint: l10n.t('What a rule needs, unless it says otherwise.'),
  },
  {
    key: 'secondOpinion.model',
    label: l10n.t('Second opinion'),
    kind: 'model',
    byDefault: l10n.t('nobody'),
    hint: l10n.t('A cheap model that is asked where it is not sure. It gets the newest user turn.'),
    pattern: /^[a-z0-9][a-z0-9._-]*\/.+$/,
    problem: l10n.t('A model as "provider/model"; a route cannot be asked here.'),
  },
  {
    key: 'secondOpinion.timeoutMs',
    label: l10n.t('Second opinion within (ms)'),
    kind: 'count',
    byDefault: '1500',
  },
  {
    key: 'secondOpinion.maxCharacters',
    label: l10n.t('Characters it gets, at most'),
    kind: 'count',
    byDefault: '4000',
  },
];

export const recordFields: readonly ObjectField[] = [
  {
    key: 'enabled',
    label: l10n.t('Keep a record of requests'),
    kind: 'switch',
    byDefault: true,
    hint: l10n.t('Models, tokens, costs and times on this machine; no prompts.'),
  },
  { key: 'maxDays', label: l10n.t('Keep for days'), kind: 'count', byDefault: '90' },
  { key: 'maxMiB', label: l10n.t('Size at most (MiB)'), kind: 'count', byDefault: '200' },
  {
    key: 'capture.enabled',
    label: l10n.t('Also keep whole requests and answers'),
    kind: 'switch',
    byDefault: false,
    hint: l10n.t('For debugging: prompts are written to the disk.'),
  },
  { key: 'capture.maxHours', label: l10n.t('Keep those for hours'), kind: 'count', byDefault: '24' },
];

export const cacheFields: readonly ObjectField[] = [
  {
    key: 'enabled',
    label: l10n.t('Give the same answer again'),
    kind: 'switch',
    byDefault: false,
    hint: l10n.t('To exactly the same request of the same workspace, from memory.'),
  },
  {
    key: 'tools',
    label: l10n.t('Also in turns that call tools'),
    kind: 'switch',
    byDefault: false,
  },
  { key: 'ttlSeconds', label: l10n.t('For seconds'), kind: 'count', byDefault: '3600' },
  { key: 'maxEntries', label: l10n.t('Answers at most'), kind: 'count', byDefault: '500' },
  { key: 'maxMiB', label: l10n.t('Size at most (MiB)'), kind: 'count', byDefault: '64' },
];

export const telemetryFields: readonly ObjectField[] = [
  {
    key: 'endpoint',
    label: l10n.t('OTLP collector'),
    kind: 'text',
    byDefault: l10n.t('nothing is sent'),
    hint: l10n.t('For example http://127.0.0.1:4318. Never prompts.'),
    pattern: /^https?:\/\/[^\s/]+/,
    problem: l10n.t('An http or https URL.'),
  },
  { key: 'intervalSeconds', label: l10n.t('Metrics every (seconds)'), kind: 'count', byDefault: '60' },
  { key: 'traces', label: l10n.t('Send traces'), kind: 'switch', byDefault: true },
  { key: 'metrics', label: l10n.t('Send metrics'), kind: 'switch', byDefault: true },
];

export const assumedTokenFields: readonly ObjectField[] = [
  { key: 'prompt', label: l10n.t('Prompt (tokens)'), kind: 'count', byDefault: '400' },
  { key: 'answer', label: l10n.t('Answer (tokens)'), kind: 'count', byDefault: '300' },
];

/** What a route's target sets in every request that it answers. */
export const parameterFields: readonly ObjectField[] = [
  { key: 'temperature', label: l10n.t('Temperature'), kind: 'share', byDefault: l10n.t('as asked'), most: 2 },
  {
    key: 'reasoningEffort',
    label: l10n.t('Thinking'),
    kind: 'choice',
    byDefault: '',
    options: [
      ['', l10n.t('as asked')],
      ...['none', 'minimal', 'low', 'medium', 'high', 'xhigh'].map((effort) => [effort, effort] as const),
    ],
  },
  {
    key: 'maxOutputTokens',
    label: l10n.t('Longest answer (tokens)'),
    kind: 'count',
    byDefault: l10n.t('as asked'),
  },
];
