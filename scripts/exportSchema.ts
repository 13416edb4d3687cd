// Writes the settings' JSON schema, derived from src/config/schema.ts, into package.json. A test fails when they drift.
import { readFileSync, writeFileSync } from 'node:fs';
import { vscodeConfiguration } from '../src/config/jsonSchema.ts';

const file = new URL('../package.json', import.meta.url);
const manifest = JSON.parse(readFileSync(file, 'utf8')) as { contributes?: Record<string, unknown> };
manifest.contributes = { ...manifest.contributes, configuration: vscodeConfiguration() };
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
