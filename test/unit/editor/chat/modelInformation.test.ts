import assert from 'node:assert/strict';
import { chatErrorKind } from '../../../../src/editor/chat/chatErrorKind.ts';
import { modelInformation } from '../../../../src/editor/chat/modelInformation.ts';
import { offeredFingerprint } from '../../../../src/editor/chat/offeredFingerprint.ts';
import { questionFailureCode } from '../../../../src/editor/vscodeModels/questionFailure.ts';
import type { OfferedModel } from '../../../../src/protocol/vscodeChat.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

const model: OfferedModel = {
  id: 'work/anthropic/claude-sonnet-4.5',
  kind: 'model',
  name: 'Claude Sonnet 4.5',
  provider: 'Work',
  targets: [],
  contextTokens: 200_000,
  maxOutputTokens: 64_000,
  tools: true,
  images: true,
  reasoning: true,
  price: { inputUsd: 3, outputUsd: 15 },
  local: false,
  selectable: true,
};

describe('a model of ours in VS Code’s picker', () => {
  it('has sizes, abilities, and its price', () => {
    const shown = modelInformation(model);
    assert.equal(shown.family, 'claude-sonnet-4.5');
    assert.equal(shown.maxInputTokens, 136_000);
    assert.equal(shown.maxOutputTokens, 64_000);
    assert.deepEqual(shown.capabilities, { toolCalling: true, imageInput: true });
    assert.equal(shown.detail, 'Work · $3 in, $15 out');
    assert.match(shown.tooltip ?? '', /Tools: yes/);
  });

  it('says unknown of what is unknown, and never that it is free', () => {
    const shown = modelInformation({
      id: 'a/b',
      kind: 'model',
      name: 'b',
      provider: 'A',
      targets: [],
      local: false,
      selectable: false,
    });
    assert.equal(shown.detail, 'A · price unknown');
    assert.match(shown.tooltip ?? '', /Context: unknown tokens[^]*Tools: unknown[^]*Images: unknown/);
    assert.equal(shown.isUserSelectable, false);
    // Agent mode hides models that are said to call no tools.
    assert.deepEqual(shown.capabilities, { toolCalling: true, imageInput: false });
  });

  it('leaves room for a prompt where the longest answer is all of the context', () => {
    const shown = modelInformation({ ...model, contextTokens: 8192, maxOutputTokens: 8192 });
    assert.equal(shown.maxInputTokens, 4096);
  });

  it('names who answers where no rule matches', () => {
    const shown = modelInformation({ ...model, kind: 'auto', id: 'auto', targets: ['work/m'] });
    assert.equal(shown.name, 'Muxgate: Auto');
    assert.equal(shown.detail, 'rules, else work/m');
    assert.equal(shown.family, 'muxgate');
  });
});

describe('what VS Code’s chat is offered', () => {
  it('changes with workspaces, routes and model lists, and not with requests or models of VS Code’s own', () => {
    const provider = {
      id: 'p',
      name: 'P',
      type: 'openai',
      endpoint: '',
      state: 'reachable',
      local: false,
      models: [{ id: 'm', local: false }],
    } as const;
    const before = offeredFingerprint(gatewayStatus({ providers: [provider] }));
    const own = { ...provider, id: 'v', type: 'vscode-lm' };
    const same = gatewayStatus({ providers: [provider, own], requestCount: 9 });
    assert.equal(offeredFingerprint(same), before);
    const more = { ...provider, models: [...provider.models, { id: 'n', local: false }] };
    assert.notEqual(offeredFingerprint(gatewayStatus({ providers: [more] })), before);
    assert.notEqual(offeredFingerprint(gatewayStatus({ activeWorkspace: 'other' })), before);
  });
});

describe('a failed request of VS Code’s chat', () => {
  for (const [status, kind] of [
    [401, 'no permissions'],
    [403, 'no permissions'],
    [404, 'not found'],
    [402, 'blocked'],
    [429, 'blocked'],
    [502, 'other'],
    [undefined, 'other'],
  ] as const) {
    it(`of status ${status ?? 'none'} is of the kind "${kind}"`, () => {
      assert.equal(chatErrorKind({ code: 'provider_error', status }), kind);
    });
  }

  it('that was cancelled is no error', () => {
    assert.equal(chatErrorKind({ code: 'cancelled', status: 500 }), 'cancelled');
  });
});

describe('a failure of a model of VS Code’s', () => {
  for (const [thrown, code] of [
    [{ code: 'NoPermissions' }, 'no_permissions'],
    [{ code: 'Blocked' }, 'blocked'],
    [{ code: 'NotFound' }, 'not_found'],
    [{ message: 'You have exceeded your premium request quota' }, 'blocked'],
    [{ code: 'ChatRateLimited', message: 'Sorry' }, 'blocked'],
    [{ message: 'failed', cause: { message: 'Please sign in' } }, 'no_permissions'],
    [{ message: 'socket hang up' }, 'failed'],
    ['text', 'failed'],
  ] as const) {
    it(`${JSON.stringify(thrown)} is "${code}"`, () => {
      assert.equal(questionFailureCode(thrown), code);
    });
  }
});
