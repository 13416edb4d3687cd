import { z } from 'zod';

const idPattern = /^[a-z0-9][a-z0-9._-]*$/;
const idError = 'an id starts with a lower-case letter or digit and has only a-z, 0-9, ".", "_" and "-"';

export const idSchema = z.string().regex(idPattern, idError);

/** `provider/model`, or `@route`; a bare name is an error that says so. */
export const modelReferenceSchema = z
  .string()
  .regex(
    /^(@[a-z0-9][a-z0-9._-]*|[a-z0-9][a-z0-9._-]*\/.+)$/,
    'expected "provider/model", for example "openai/gpt-4o-mini", or "@route"',
  )
  .describe('The model that answers: `provider/model`, split at the first `/`, or `@route`.');

/** One glob or several. */
export const globListSchema = z.union([z.string(), z.array(z.string())]);
