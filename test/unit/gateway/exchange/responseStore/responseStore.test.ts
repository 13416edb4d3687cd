import assert from 'node:assert/strict';
import {
  ResponseStore,
  type StoredResponse,
} from '../../../../../src/gateway/exchange/responseStore/responseStore.ts';

function stored(id: string, textLength = 1): StoredResponse {
  return {
    response: { id, output: [{ id: `msg_${id}`, type: 'message', content: 'x'.repeat(textLength) }] },
    input: [{ id: 'in_shared', type: 'message', role: 'user', content: 'hi' }],
  };
}

describe('ResponseStore', () => {
  it('finds responses and their items until they are deleted', () => {
    const store = new ResponseStore();
    const response = stored('resp_1');
    store.keep(response);
    assert.equal(store.find('resp_1')?.response, response.response);
    assert.equal(store.item('msg_resp_1')?.['type'], 'message');
    assert.equal(store.delete('resp_1'), true);
    assert.equal(store.delete('resp_1'), false);
    assert.equal(store.find('resp_1'), undefined);
    assert.equal(store.item('msg_resp_1'), undefined);
  });

  it('keeps the items that a later response stands on when the earlier is deleted', () => {
    const store = new ResponseStore();
    store.keep(stored('resp_1'));
    store.keep(stored('resp_2'));
    store.delete('resp_1');
    assert.ok(store.item('in_shared') !== undefined);
  });

  it('forgets the least recently used above 1000 responses', () => {
    const store = new ResponseStore();
    store.keep(stored('resp_first'));
    store.keep(stored('resp_second'));
    store.find('resp_first');
    for (let at = 0; at < 999; at++) store.keep(stored(`resp_${at}`));
    assert.ok(store.find('resp_first') !== undefined);
    assert.equal(store.find('resp_second'), undefined);
  });

  it('forgets the oldest above 64 MiB, and takes nothing that is larger by itself', () => {
    const store = new ResponseStore();
    const megabytes = 1024 * 1024;
    store.keep(stored('resp_1', 15 * megabytes));
    store.keep(stored('resp_2', 15 * megabytes));
    assert.ok(store.find('resp_1') !== undefined);
    store.keep(stored('resp_3', 15 * megabytes));
    assert.equal(store.find('resp_2'), undefined);
    store.keep(stored('resp_4', 33 * megabytes));
    assert.equal(store.find('resp_4'), undefined);
    assert.ok(store.find('resp_3') !== undefined);
  });
});
