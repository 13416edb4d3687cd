// Writes docs/providers.md from the catalog in src/gateway/providers/catalog.ts. A test fails when they drift.
import { writeFileSync } from 'node:fs';
import { providersMarkdown } from '../src/gateway/providers/providersMarkdown.ts';

writeFileSync(new URL('../docs/providers.md', import.meta.url), providersMarkdown());
