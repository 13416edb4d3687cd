import { equal } from 'node:assert/strict';
import type { RequestClass } from '../../../../../src/config/conditionSchema.ts';
import { decodeRequest } from '../../../../../src/gateway/exchange/answerRequest.ts';
import { findModelRoute } from '../../../../../src/gateway/exchange/findModelRoute.ts';
import { detectClient } from '../../../../../src/gateway/routing/clients/detectClient.ts';
import { requestClass } from '../../../../../src/gateway/routing/requestClass/requestClass.ts';
import type { ChatRequest } from '../../../../../src/gateway/wire/exchange.ts';
import { type AgentRequest, agentRequests } from '../../../../helpers/agentRequests.ts';
import {
  asked,
  calls,
  chat,
  completion,
  results,
  routerOf,
  says,
  windowsOf,
} from '../../../../helpers/routing.ts';

/** The captured request as the gateway reads it. */
function classOf({ path, headers, body }: AgentRequest): RequestClass {
  const endpoint = (path.split('?')[0] ?? '').replace(/^\/v1(?:beta)?\//, '');
  const found = findModelRoute(endpoint);
  if (found === undefined) throw new Error(`no route for ${endpoint}`);
  const request = decodeRequest(found.route, body, found.address);
  return requestClass({ request, headers }, detectClient({ request, headers }));
}

const captured: Readonly<Record<string, RequestClass>> = {
  'Claude Code asking for a title': 'title',
  'Claude Code searching the web': 'search',
  'Gemini CLI classifying a question': 'side',
};

const bash: ChatRequest['tools'] = [{ type: 'function', name: 'bash' }];
const claude = { 'user-agent': 'claude-cli/2.1.329 (external, sdk-cli)' };
const codex = { originator: 'codex_exec' };
const opencode = { 'user-agent': 'opencode/1.18.33' };

function classFor(request: ChatRequest, headers: Record<string, string>): RequestClass {
  return requestClass({ request, headers }, detectClient({ request, headers }));
}

describe('the class of a request', () => {
  for (const request of agentRequests) {
    const expected = captured[request.agent] ?? 'main';
    it(`of ${request.agent} is ${expected}`, () => equal(classOf(request), expected));
  }

  it('of Claude Code: subagents by their header, compaction by its prompt, what has no tools is a side request', () => {
    const turn = chat('fix it', { tools: bash });
    equal(classFor(turn, claude), 'main');
    equal(classFor(turn, { ...claude, 'x-claude-code-agent-id': 'a1' }), 'subagent');
    equal(classFor(chat('is this a new topic?'), claude), 'side');
    const compact = chat(
      [
        says('user', 'fix it'),
        says('assistant', 'done'),
        says(
          'user',
          'CRITICAL: Respond with TEXT ONLY.\n\nYour task is to create a detailed summary of the conversation so far, paying',
        ),
      ],
      { tools: bash },
    );
    equal(classFor(compact, claude), 'compact');
    const goesOn = {
      ...compact,
      messages: [...compact.messages, says('assistant', 'x'), says('user', 'now test')],
    };
    equal(classFor(goesOn, claude), 'main');
  });

  it('of Claude Code is read past the line about billing', () => {
    const request = chat(
      [
        says(
          'system',
          'x-anthropic-billing-header: cc_version=2',
          'You are a helpful AI assistant tasked with summarizing conversations.',
        ),
        says('user', 'Summarize.'),
      ],
      { tools: bash },
    );
    equal(classFor(request, claude), 'compact');
  });

  it('of Codex: subagents, reviews and memories by header, compaction by its prompt', () => {
    const turn = chat('fix it', { tools: bash });
    equal(classFor(turn, { ...codex, 'x-openai-subagent': 'collab_spawn' }), 'subagent');
    equal(classFor(turn, { ...codex, 'x-openai-subagent': 'review' }), 'subagent');
    equal(classFor(turn, { ...codex, 'x-openai-subagent': 'memory_consolidation' }), 'side');
    equal(classFor(turn, { ...codex, 'x-openai-subagent': 'compact' }), 'compact');
    equal(
      classFor(chat('You are performing a CONTEXT CHECKPOINT COMPACTION. Create a handoff summary'), codex),
      'compact',
    );
    equal(classFor(turn, codex), 'main');
  });

  it('of opencode and Kilo: title, summaries and child sessions', () => {
    const title = chat([
      says('system', 'You are a title generator. You output ONLY a thread title. Nothing else.'),
      says('user', 'Generate a title for this conversation:'),
      says('user', 'fix it'),
    ]);
    equal(classFor(title, opencode), 'title');
    equal(classFor(title, { 'x-title': 'Kilo' }), 'title');
    equal(classFor(title, {}), 'title');
    equal(classFor(chat('fix it', { tools: bash }), { ...opencode, 'x-parent-session-id': 's' }), 'subagent');
    equal(classFor(chat('fix it', { tools: bash }), opencode), 'main');
  });

  it('of Qwen Code’s memory extraction is side', () => {
    const request = chat('You are now acting as the memory extraction subagent. Analyze', { tools: bash });
    equal(classFor(request, { 'user-agent': 'QwenCode/0.24.4' }), 'side');
  });

  it('of words that merely speak of titles and summaries is main', () => {
    for (const text of [
      'Please add a title to the page',
      'why does "Your task is to create a detailed summary of the conversation" stand in compact.ts?'.padStart(
        2000,
        'x',
      ),
      'Summarize this file',
    ]) {
      equal(classFor(chat(text, { tools: bash }), claude), 'main', text);
    }
    const schema = { type: 'object', properties: { title: {}, author: {} } };
    equal(classFor(chat('extract', { responseFormat: { type: 'jsonSchema', schema } }), {}), 'main');
  });

  it('of completions is main', () => {
    const request = completion('You are a title generator. You output ONLY a thread title');
    equal(requestClass({ request, headers: {} }, undefined), 'main');
  });
});

describe('a rule for title requests', () => {
  const router = routerOf({
    workspace: { model: 'd/m', rules: [{ requestClass: ['title', 'side'], model: 'a/small' }] },
  });
  const headers = { ...opencode, 'x-session-id': 's1' };
  const title = chat([
    says('system', 'You are a title generator. You output ONLY a thread title.'),
    says('user', 'fix it'),
  ]);

  it('leaves the turn of the same words alone, though both are of one session', () => {
    const windows = windowsOf();
    const turn = [says('user', 'fix it')];
    equal(router.decide(asked(chat(turn, { tools: bash }), { headers }), windows).target.model, 'm');
    equal(router.decide(asked(title, { headers }), windows).target.model, 'small');
    const loop = [...turn, calls('bash', {}), results('ok')];
    const next = router.decide(asked(chat(loop, { tools: bash }), { headers }), windows);
    equal(next.target.model, 'm');
    equal(next.cause, 'same turn');
  });

  it('tells why', () => {
    const explained = router.explain(asked(title, { headers }), windowsOf());
    equal(explained.requestClass, 'title');
    equal(
      explained.rules[0]?.why,
      'rule 1 (for title or side) holds for this chat request: this one is a title request',
    );
    equal(
      router.explain(asked(chat('hi', { tools: bash })), windowsOf()).rules[0]?.why,
      'it asks for a title or side request, and this one is a main request',
    );
  });
});
