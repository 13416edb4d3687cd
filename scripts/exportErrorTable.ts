// Writes docs/errors.md from the table in src/gateway/errors.ts. A test fails when they drift.
import { writeFileSync } from 'node:fs';
import { errorTableMarkdown } from '../src/gateway/errorTableMarkdown.ts';

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorTableMarkdown());
