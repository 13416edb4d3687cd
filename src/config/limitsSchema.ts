import { z } from 'zod';

function hasKnownZone(text: string): boolean {
  const [, zone] = text.split(' ', 2);
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone ?? 'UTC' });
    return true;
  } catch {
    return false;
  }
}

/** What may be sent in a minute and in a day; honoured before sending. */
export const limitsSchema = z
  .strictObject({
    requestsPerMinute: z.int().positive().optional(),
    tokensPerMinute: z.int().positive().optional().describe('Prompt and answer together.'),
    requestsPerDay: z.int().positive().optional(),
    tokensPerDay: z.int().positive().optional().describe('Prompt and answer together.'),
    dayResetsAt: z
      .string()
      .regex(
        /^([01]\d|2[0-3]):[0-5]\d( [A-Za-z]+(\/[A-Za-z_+-]+)*)?$/,
        'expected a time of day and optionally a time zone, for example "00:00 America/Los_Angeles"',
      )
      .refine(hasKnownZone, 'there is no such time zone; expected one such as "America/Los_Angeles"')
      .optional()
      .describe('When the day of `requestsPerDay` and `tokensPerDay` begins; `00:00 UTC` by default.'),
  })
  .describe('Rate limits. What the provider says of its own limits in its answers corrects the counts.');

/** What may be spent, in USD. */
export const budgetSchema = z
  .strictObject({
    perRequestUsd: z
      .number()
      .positive()
      .optional()
      .describe('The most that one request may be estimated to cost, for example 0.05, 0.08 or 0.15.'),
    perDayUsd: z.number().positive().optional(),
    perMonthUsd: z.number().positive().optional(),
    mode: z
      .enum(['advisory', 'hard'])
      .optional()
      .describe(
        '`hard` (default): over it a cheaper target answers, or the request is refused. `advisory`: it is only said.',
      ),
  })
  .describe('What may be spent, in USD, by calendar day and month of this machine.');

/** What happens when a provider fails before it has sent any of its answer. */
export const failoverSchema = z
  .strictObject({
    onError: z
      .boolean()
      .optional()
      .describe('Go on to the next account or target when a provider fails; true by default.'),
    onRateLimit: z.boolean().optional().describe('Go on when an account is limited (429); true by default.'),
    attempts: z.int().positive().optional().describe('The most calls for one request; 3 by default.'),
    withinSeconds: z
      .number()
      .positive()
      .optional()
      .describe('No new attempt is begun when the request is this old; 120 by default.'),
    cooldownSeconds: z
      .number()
      .nonnegative()
      .optional()
      .describe(
        'How long an account rests after its first failure, doubling up to 20 times that; 15 by default.',
      ),
  })
  .describe('What happens when a provider fails before it has sent any of its answer.');

export type LimitsConfig = z.infer<typeof limitsSchema>;
export type BudgetConfig = z.infer<typeof budgetSchema>;
export type FailoverConfig = z.infer<typeof failoverSchema>;
