import assert from 'node:assert/strict';
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
    assert.deepEqual(findPassedPath('responses/input_tokens')?.ids, []);
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

  it('knows nothing of other paths', () => {
    for (const path of ['', 'files/a/b', 'images', 'batchess', 'v1/files']) {
      assert.equal(findPassedPath(path), undefined, path);
    }
  });
});
