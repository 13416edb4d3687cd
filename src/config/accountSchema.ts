import { z } from 'zod';
import { limitsSchema } from './limitsSchema.ts';

/** The account of a provider that has no `accounts`. */
export const defaultAccount = 'default';

/** One credential of a provider. Its key is stored under the account's id. */
export const accountSchema = z.strictObject({
  name: z.string().optional().describe('Shown instead of the id.'),
  enabled: z.boolean().optional().describe('true by default.'),
  apiKey: z
    .string()
    .optional()
    .describe(
      '`${env:NAME}`; the headless file may also hold the key itself. In VS Code keys are kept in SecretStorage.',
    ),
  login: z
    .union([
      z.strictObject({
        type: z.literal('oauth'),
        issuer: z
          .url({ protocol: /^https?$/ })
          .optional()
          .describe('Its metadata names the endpoints.'),
        authorizationEndpoint: z.url({ protocol: /^https?$/ }).optional(),
        tokenEndpoint: z.url({ protocol: /^https?$/ }).optional(),
        deviceAuthorizationEndpoint: z.url({ protocol: /^https?$/ }).optional(),
        clientId: z.string().min(1),
        scopes: z
          .union([z.string(), z.array(z.string())])
          .optional()
          .describe('A list, or one text with spaces.'),
      }),
      z.strictObject({
        type: z.enum(['claude-setup-token', 'codex']).describe("The vendor's own login, in a terminal."),
        file: z.string().min(1).optional().describe("The vendor's file, read where it is and never written."),
      }),
    ])
    .optional()
    .describe('A sign-in instead of a key: a bearer token that is refreshed.'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
    .optional()
    .describe("Instead of the provider's."),
  priority: z.int().optional().describe('Lower is asked first; 0 by default, then in the order written.'),
  weight: z.number().positive().optional().describe('For `random`; 1 by default.'),
  limits: limitsSchema.optional(),
  monthlyBudgetUsd: z.number().positive().optional(),
  flatRate: z
    .boolean()
    .optional()
    .describe('A subscription or a local server: requests cost nothing by themselves.'),
});

export type AccountConfig = z.infer<typeof accountSchema>;
export type AccountLogin = NonNullable<AccountConfig['login']>;
export type OAuthLogin = Extract<AccountLogin, { type: 'oauth' }>;
