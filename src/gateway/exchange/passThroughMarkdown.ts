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
`;
}

function table(of: PassThroughChange['of']): string {
  const rows = passThroughChanges
    .filter((change) => change.of === of)
    .map(({ what, why, file }) => `| ${what} | ${why} | \`${file}\` |`);
  return ['| what | why | where |', '| ---- | --- | ----- |', ...rows].join('\n');
}
