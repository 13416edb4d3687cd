import { answerFields } from './answerFields.ts';
import { partFields, requestFields } from './chatFields.ts';
import { completionFields } from './completionFields.ts';
import type { Conversion, ConversionTable } from './conversion.ts';
import {
  chatConversionTables,
  completionConversionTables,
  embeddingsConversionTables,
} from './conversionTables.ts';
import { embeddingsFields } from './embeddingsFields.ts';

type FieldLists = Readonly<Record<string, readonly string[]>>;

/** docs/conversions.md: what becomes of each thing that a client may say, for every format that a provider may speak. */
export function conversionsMarkdown(): string {
  return `# Conversions

Generated from the \`conversions.ts\` beside each codec in \`src/gateway/wire\` by \`node scripts/exportConversionTable.ts\`; a
test runs the encoders and fails when a row is not what they do.

When client and provider speak the same format, the request passes through (docs/pass-through.md). Else it is written anew
in the provider's format. What becomes of a thing depends on that format alone, so each table below holds for clients of
every other format:

- **kept**: said in the named field.
- **emulated**: said in another way.
- **dropped**: left out, named in the header \`x-muxgate-dropped\` and in the log.
- **refused**: answered with 400, as leaving it out would change the question.
- **ignored**: left out, as the answer is the same without it.

What single providers and models refuse or rename beyond that is in docs/providers.md.

${chatConversionTables
  .map(({ title, conversions }) => section(title, { ...requestFields, ...partFields }, conversions))
  .join('\n')}
# Answers

What becomes of an answer of another format for the clients of each format. What their format has no place for is left out:
an answer has begun when that is known, so no header names it. Signatures that a provider must see again travel sealed in a
field that clients send back.

${chatConversionTables
  .flatMap(({ title, answers }) =>
    answers === undefined ? [] : [section(`clients of ${title}`, answerFields, answers)],
  )
  .join('\n')}
# Completions

A completion goes to a provider that has an endpoint for completions in one of these formats, else the model is asked for
the missing middle in a chat.

${completionConversionTables
  .map(({ title, conversions }) => section(title, completionFields, conversions))
  .join('\n')}
# Embeddings

More texts than one call may have are asked for in several. The answer has the vectors in the encoding that the client asked for.

${embeddingsConversionTables
  .map(({ title, conversions }) => section(title, embeddingsFields, conversions))
  .join('\n')}`;
}

function section<Field extends string>(
  title: string,
  fields: FieldLists,
  conversions: ConversionTable<Field>,
): string {
  const table = new Map<string, Conversion>(Object.entries(conversions));
  const rows = Object.values(fields)
    .flat()
    .flatMap((field) => {
      const conversion = table.get(field);
      return conversion === undefined ? [] : [`| ${field} | ${outcomeOf(conversion)} |`];
    });
  return `## To ${title}\n\n${['| what is said | what becomes of it |', '| --- | --- |', ...rows].join('\n')}\n`;
}

function outcomeOf(conversion: Conversion): string {
  if ('kept' in conversion) return `kept: \`${conversion.kept}\``;
  if ('emulated' in conversion) {
    const { emulated, reports } = conversion;
    return `emulated: ${emulated}${reports === undefined ? '' : ` (named as \`${reports}\`)`}`;
  }
  if ('dropped' in conversion) return `dropped (\`${conversion.dropped}\`): ${conversion.why}`;
  if ('refused' in conversion) return `refused: ${conversion.refused}`;
  return `ignored: ${conversion.ignored}`;
}
