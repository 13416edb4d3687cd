import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const gateway = new URL('../../../../../src/gateway/gateway.ts', import.meta.url);

/** Loads the gateway in a process of its own and prints every package that was asked for. */
const script = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    resolve(specifier, context, next) {
      if (!/^(?:[./]|file:|node:)/.test(specifier)) packages.add(specifier);
      return next(specifier, context);
    },
  });
  await import(${JSON.stringify(gateway.href)});
  console.log(JSON.stringify([...packages]));
`;

describe('the adapters of providers', () => {
  it('load no library before a provider of their type is called', () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: fileURLToPath(new URL('.', gateway)),
      encoding: 'utf8',
    });
    const packages = JSON.parse(output) as string[];
    assert.ok(packages.includes('undici'), 'the gateway itself was loaded');
    assert.deepEqual(
      packages.filter((name) => /aws|smithy|google/.test(name)),
      [],
    );
  });
});
