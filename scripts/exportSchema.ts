// Writes the settings' JSON schema, derived from src/config/schema.ts, into package.json, and its texts into package.nls.json.
// A test fails when they drift.
import { readFileSync, writeFileSync } from 'node:fs';
import { vscodeConfiguration } from '../src/config/jsonSchema.ts';
import { localizedConfiguration } from '../src/config/localizedConfiguration.ts';

const { configuration, texts } = localizedConfiguration(vscodeConfiguration());

const manifest = read('package.json') as { contributes?: Record<string, unknown> };
manifest.contributes = { ...manifest.contributes, configuration };
write('package.json', manifest);

const others = Object.entries(read('package.nls.json')).filter(([key]) => !key.startsWith('configuration.'));
write('package.nls.json', { ...Object.fromEntries(others), ...texts });

function read(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(urlOf(name), 'utf8')) as Record<string, unknown>;
}

function write(name: string, value: unknown): void {
  writeFileSync(urlOf(name), `${JSON.stringify(value, null, 2)}\n`);
}

function urlOf(name: string): URL {
  return new URL(`../${name}`, import.meta.url);
}
