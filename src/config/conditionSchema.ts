import { z } from 'zod';
import { globListSchema } from './references.ts';

const requestConditions = ['any', 'chat', 'fim', 'embeddings'] as const;
const fileScopes = ['prompt', 'active', 'visible', 'open', 'history', 'all'] as const;
export const intentLabels = [
  'chat_lite',
  'deep_reason',
  'code_gen',
  'json_extract',
  'translation',
  'vision',
  'safety_risk',
] as const;
/** What an agent's request is for, as far as the agent tells. */
export const requestClasses = ['main', 'subagent', 'title', 'summary', 'compact', 'search', 'side'] as const;
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const intentSchema = z.enum(intentLabels);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day such as "18:30"');

/** The conditions of rules and of routes' targets: all optional, all must hold. */
export const conditionShape = {
  request: z.enum(requestConditions).optional().describe('`any` (chat and FIM) by default.'),
  files: globListSchema
    .optional()
    .describe('Globs; without `/` they match the file name, with `/` the path in its folder.'),
  languages: z.array(z.string()).optional().describe('VS Code language ids.'),
  clients: z.array(z.string()).optional().describe('Client names, e.g. `claude-code`, `cline`, `continue`.'),
  scope: z
    .enum(fileScopes)
    .optional()
    .describe(
      'Which files are looked at: named in the newest user turn (`prompt`), the `active` editor, `visible` editors, `open` tabs, older turns (`history`) or `all`. By default the narrowest that has any.',
    ),
  keywords: z
    .array(z.string().min(1))
    .optional()
    .describe('Words or `/regex/` in the newest user turn, any of them; whole words, any case.'),
  intent: z
    .union([
      intentSchema,
      z.array(intentSchema),
      z.strictObject({
        labels: z.array(intentSchema),
        minConfidence: z.number().min(0).max(1).optional().describe('Instead of `intent.directConfidence`.'),
      }),
    ])
    .optional()
    .describe('What the newest user turn is about.'),
  tokens: z
    .strictObject({ min: z.int().nonnegative().optional(), max: z.int().positive().optional() })
    .optional()
    .describe('The estimated size of the prompt in tokens.'),
  hasImages: z.boolean().optional(),
  hasTools: z.boolean().optional(),
  requestClass: z
    .union([z.enum(requestClasses), z.array(z.enum(requestClasses))])
    .optional()
    .describe('What the agent asks for: its `main` turns, or `subagent`s, `title`s and other side requests.'),
  requestedModel: globListSchema.optional().describe('Globs on the model name that the client sent.'),
  time: z
    .strictObject({
      from: timeOfDay.optional(),
      to: timeOfDay.optional().describe('Before `from`: over midnight.'),
      days: z.array(z.enum(weekdays)).optional(),
    })
    .optional()
    .describe('The time of this machine.'),
  branch: globListSchema.optional().describe("Globs on the git branch of the window's folder."),
  diagnostics: z
    .enum(['errors', 'warnings', 'none'])
    .optional()
    .describe('What VS Code reports for the active file; `warnings` also holds where there are errors.'),
} as const;

export const conditionsSchema = z.strictObject(conditionShape);

export type Conditions = z.infer<typeof conditionsSchema>;
export type FileScope = (typeof fileScopes)[number];
export type IntentLabel = (typeof intentLabels)[number];
export type RequestClass = (typeof requestClasses)[number];
export type Weekday = (typeof weekdays)[number];
