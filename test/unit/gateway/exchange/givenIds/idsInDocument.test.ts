import assert from 'node:assert/strict';
import { givenIds, mentionedIds } from '../../../../../src/gateway/exchange/givenIds/idsInDocument.ts';

describe('givenIds', () => {
  it('are those of the object and of what it names, not those inside an answer', () => {
    const batch = { id: 'batch_1', object: 'batch', input_file_id: 'file-i', output_file_id: 'file-o' };
    assert.deepEqual(givenIds(batch), ['batch_1', 'file-i', 'file-o']);
    const response = { id: 'resp_1', output: [{ id: 'msg_1', type: 'message' }] };
    assert.deepEqual(givenIds(response), ['resp_1']);
  });

  it('are those of every element of a list', () => {
    assert.deepEqual(givenIds({ object: 'list', data: [{ id: 'file-1' }, { id: 'file-2' }, 'x'] }), [
      'file-1',
      'file-2',
    ]);
  });
});

describe('mentionedIds', () => {
  it('are found wherever a request names them', () => {
    const body = {
      previous_response_id: 'resp_1',
      training_file: 'file-t',
      conversation: { id: 'conv_1' },
      attachments: [{ file_ids: ['file-1', 'file-2'] }],
      input: [{ content: [{ type: 'input_file', file_id: 'file-3' }] }],
      id: 'no',
      user_id: 'no',
    };
    assert.deepEqual(mentionedIds(body).toSorted(), [
      'conv_1',
      'file-1',
      'file-2',
      'file-3',
      'file-t',
      'resp_1',
    ]);
  });

  it('are not what a model wrote for a tool, or a tool expects', () => {
    const body = {
      tools: [{ input_schema: { properties: { file_id: { id: 'no' } } } }, { vector_store_ids: ['vs_1'] }],
      messages: [{ content: [{ type: 'tool_use', input: { file_id: 'no' } }] }],
    };
    assert.deepEqual(mentionedIds(body), ['vs_1']);
  });
});
