// Writes docs/pass-through.md from the table in src/gateway/exchange/passThroughChanges.ts. A test fails when they drift.
import { writeFileSync } from 'node:fs';
import { passThroughMarkdown } from '../src/gateway/exchange/passThroughMarkdown.ts';

writeFileSync(new URL('../docs/pass-through.md', import.meta.url), passThroughMarkdown());
