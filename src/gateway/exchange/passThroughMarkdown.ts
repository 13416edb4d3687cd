import { type PassThroughChange, passThroughChanges } from './passThroughChanges.ts';

/** docs/pass-through.md: what is changed although client and provider speak the same format. */
export function passThroughMarkdown(): string {
  return `# Pass-through

Generated from \`src/gateway/exchange/passThroughChanges.ts\` by \`node scripts/exportPassThroughTable.ts\`.

When client and provider speak the same format, bytes pass through: unknown fields, key order, number spellings and unknown
events survive, both ways. The answer's \`model\` stays the provider's. This is everything that is changed.

## Requests

${table('request')}

## Answers

${table('answer')}

## Large requests

Of a request over 32 KiB only the outermost object is read at first: its short members, where the long ones stand, and that strings
end and brackets match. Messages and tools are parsed when something asks for them: a rule, an image whose tokens count towards a
price, a conversion. The client is told by the ends of its texts and its last messages (96 KiB). Where the request names its model and no
\`localOnly\` rule guards prompts, nothing asks for more: the intent is told by the same, and what is wrong in older messages is for
the provider to refuse.
`;
}

function table(of: PassThroughChange['of']): string {
  const rows = passThroughChanges
    .filter((change) => change.of === of)
    .map(({ what, why, file }) => `| ${what} | ${why} | \`${file}\` |`);
  return ['| what | why | where |', '| ---- | --- | ----- |', ...rows].join('\n');
}
