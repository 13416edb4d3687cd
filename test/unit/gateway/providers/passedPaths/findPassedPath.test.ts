import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findEndpoint } from '../../../../../src/gateway/http/endpoints.ts';
import { findPassedPath } from '../../../../../src/gateway/providers/passedPaths/findPassedPath.ts';

describe('findPassedPath', () => {
  it('tells the family, the methods and the ids', () => {
    const found = findPassedPath('batches/batch_1/cancel');
    assert.equal(found?.family('POST', false), 'batches');
    assert.deepEqual(found.methods, ['POST']);
    assert.deepEqual(found.ids, ['batch_1']);
    assert.equal(found.upstreamPath, '/batches/batch_1/cancel');
  });

  it('tells a word from an id', () => {
    assert.deepEqual(findPassedPath('responses/compact')?.ids, []);
    assert.deepEqual(findPassedPath('responses/resp_1')?.methods, ['GET', 'DELETE']);
  });

  it('tells Anthropic’s files from OpenAI’s by the client', () => {
    const found = findPassedPath('files');
    assert.equal(found?.family('GET', true), 'anthropic files');
    assert.equal(found.family('GET', false), 'files');
  });

  it('leaves the end of some paths open', () => {
    assert.deepEqual(findPassedPath('vector_stores/vs_1/files/file-1')?.ids, ['vs_1', 'files', 'file-1']);
    assert.equal(findPassedPath('vector_stores/vs_1')?.upstreamPath, '/vector_stores/vs_1');
    assert.equal(findPassedPath('fine_tuning/jobs')?.family('POST', false), 'fine-tuning');
  });

  it('keeps an id from leading elsewhere', () => {
    assert.equal(findPassedPath('files/..'), undefined);
    assert.equal(findPassedPath('vector_stores/vs_1/../../models'), undefined);
    assert.equal(findPassedPath('files/a?b#c%2F')?.upstreamPath, '/files/a%3Fb%23c%252F');
  });

  it('knows every path that OpenAI’s own client calls, but for those of an organization’s administrator', () => {
    const called = openaiClientPaths().filter(
      (each) => !/^(?:organization|projects|safety|webhook)/.test(each),
    );
    assert.ok(called.length > 80, `${called.length} paths`);
    const unknown = called.filter(
      (endpoint) => findEndpoint({ endpoint, isGemini: false }, 'POST') === undefined,
    );
    assert.deepEqual(unknown, []);
  });

  it('knows nothing of other paths', () => {
    for (const path of ['', 'files/a/b', 'images', 'batchess', 'v1/files']) {
      assert.equal(findPassedPath(path), undefined, path);
    }
  });
});

/** The paths that stand in the source of the npm package `openai`, ids as `id`. */
function openaiClientPaths(): string[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('openai')), 'resources');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const paths = files.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(
        /\._client\.\w+\((?:\(0, path_\d+\.path\) ?)?[`']\/([^`'?]+)/g,
      ),
    ].map(([, found = '']) => found.replaceAll(/\$\{[^}]*\}/g, 'id')),
  );
  return [...new Set(paths)];
}
