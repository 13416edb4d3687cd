// Writes docs/other-paths.md from the tables in src/gateway/providers/passedPaths/. A test fails when they drift.
import { writeFileSync } from 'node:fs';
import { passedPathsMarkdown } from '../src/gateway/exchange/passedPaths/passedPathsMarkdown.ts';

writeFileSync(new URL('../docs/other-paths.md', import.meta.url), passedPathsMarkdown());
