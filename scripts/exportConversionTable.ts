// Writes docs/conversions.md from the tables beside the codecs in src/gateway/wire. A test fails when they drift.
import { writeFileSync } from 'node:fs';
import { conversionsMarkdown } from '../src/gateway/wire/conversions/conversionsMarkdown.ts';

writeFileSync(new URL('../docs/conversions.md', import.meta.url), conversionsMarkdown());
