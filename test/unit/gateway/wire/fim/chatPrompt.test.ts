import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import type { ChatRequest } from '../../../../../src/gateway/wire/exchange.ts';
import { completionToChat } from '../../../../../src/gateway/wire/fim/chatPrompt.ts';
import { completionRequest } from '../../../../helpers/cleanMiddle.ts';

function questionOf(request: ChatRequest): string {
  const [part] = request.messages.at(-1)?.content ?? [];
  return part?.type === 'text' ? part.text : '';
}

describe('completionToChat', () => {
  it('shows the text before and after the cursor exactly, and asks for what is between', () => {
    const request = completionRequest({ prompt: 'def f():\n    return ', suffix: '\n\nf()\n' });
    assert.equal(
      questionOf(completionToChat(request)),
      '<before_cursor>def f():\n    return </before_cursor>\n<after_cursor>\n\nf()\n</after_cursor>\nWhat is inserted at the cursor?',
    );
  });

  it('has no text after the cursor for a plain completion', () => {
    assert.doesNotMatch(questionOf(completionToChat(completionRequest({ prompt: 'x' }))), /after_cursor/);
  });

  it('reads sentinel tokens, and shows the path and the other files', () => {
    const prompt =
      '<|file_sep|>a.ts\nexport const a = 1;\n<|file_sep|>b.ts\n<|fim_prefix|>a + <|fim_suffix|>;<|fim_middle|>';
    const question = questionOf(completionToChat(completionRequest({ prompt })));
    assert.doesNotMatch(question, /fim_/);
    assert.match(question, /The file being edited: b\.ts\n<before_cursor>a \+ <\/before_cursor>/);
    assert.match(question, /\+{5} a\.ts\nexport const a = 1;/);
  });

  it('keeps the parameters, switches reasoning off and leaves the stop sequences to the cleaner', () => {
    const chat = completionToChat(
      completionRequest({
        maxOutputTokens: 64,
        temperature: 0.1,
        seed: 3,
        stop: ['\n'],
        extras: { echo: true },
      }),
    );
    assert.deepEqual(
      [chat.kind, chat.stream, chat.maxOutputTokens, chat.temperature, chat.seed, chat.stop, chat.reasoning],
      ['chat', true, 64, 0.1, 3, [], { mode: 'off' }],
    );
    assert.deepEqual(chat.extras, { echo: true });
    assert.equal(chat.format, undefined);
  });

  it('refuses several prompts', () => {
    assert.throws(() => completionToChat(completionRequest({ promptList: [[1, 2]] })), GatewayError);
  });
});
