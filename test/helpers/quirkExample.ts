import assert from 'node:assert/strict';
import type { WireFormat } from '../../src/gateway/wire/exchange.ts';
import type { JsonObject, JsonValue } from '../../src/gateway/wire/json.ts';
import type { QuirkChange } from '../../src/gateway/wire/quirks/quirk.ts';

/** A body that a quirk is about, and what must become of it. */
export interface QuirkExample {
  readonly body: JsonObject;
  readonly after: JsonObject;
  readonly lost: readonly string[];
  /** The body is refused. */
  readonly throws?: RegExp;
}

const question: JsonObject = { role: 'user', content: 'Why?' };

/** The example for one line of quirks. */
export function quirkExample(change: QuirkChange, format: WireFormat): QuirkExample {
  switch (change.kind) {
    case 'refuses': {
      // What says nothing may go unreported; a string always says something.
      const isSilent = change.field === 'stream_options';
      return {
        body: { model: 'm', [change.field]: 'said' },
        after: { model: 'm' },
        lost: isSilent ? [] : [change.field],
      };
    }
    case 'renames':
      return { body: { [change.field]: 7 }, after: { [change.to]: 7 }, lost: [] };
    case 'range':
      return {
        body: { [change.field]: change.max + 1 },
        after: { [change.field]: change.max },
        lost: [change.field],
      };
    case 'most': {
      const items = Array.from({ length: change.count + 1 }, (_, index) => `s${index}`);
      return {
        body: { [change.field]: items },
        after: { [change.field]: items.slice(0, change.count) },
        lost: [change.field],
      };
    }
    case 'value': {
      const [name = '', replacement] =
        Object.entries(change.values).find(([value, fields]) => fields[change.field] !== value) ?? [];
      return {
        body: { model: 'm', [change.field]: name === '*' ? 'any value' : name },
        after: definedMembers({ model: 'm', ...replacement }),
        lost: change.loses === true ? [change.field] : [],
      };
    }
    case 'sets':
      return { body: { model: 'm' }, after: { model: 'm', [change.field]: change.value }, lost: [] };
    case 'messageField':
      return {
        body: { messages: [{ ...question, [change.field]: 'x' }] },
        after: { messages: [question] },
        lost: [`messages.${change.field}`],
      };
    case 'role': {
      const list = format === 'responses' ? 'input' : 'messages';
      return {
        body: { [list]: [{ role: change.role, content: 'Be brief.' }, question] },
        after: { [list]: [{ role: change.to, content: 'Be brief.' }, question] },
        lost: [],
      };
    }
    default:
      return conversationExample(change);
  }
}

type ConversationChange = Exclude<
  QuirkChange,
  { kind: 'refuses' | 'renames' | 'range' | 'most' | 'value' | 'sets' | 'messageField' | 'role' }
>;

function conversationExample(change: ConversationChange): QuirkExample {
  switch (change.kind) {
    case 'toolCallIds': {
      // sha256 of `call_1` by another way than the code's: the first bytes, each modulo 62.
      const id = 'sPnjkEYJU';
      assert.equal(change.length, id.length);
      return {
        body: { messages: callAndResult('call_1') },
        after: { messages: callAndResult(id) },
        lost: [],
      };
    }
    case 'reasoning':
      return reasoningExample(change.as);
    case 'needsReasoning': {
      const [asked, call, result] = callAndResult('c');
      return {
        body: { messages: callAndResult('c') },
        after: {
          messages: [asked ?? null, { ...(call as JsonObject), reasoning_content: '' }, result ?? null],
        },
        lost: [],
      };
    }
    case 'imageUrls':
      return {
        body: {
          messages: [
            question,
            { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x.example/a.png' } }] },
          ],
        },
        after: {},
        lost: [],
        throws: /as data alone/,
      };
    case 'alternates':
      return {
        body: {
          messages: [question, { role: 'user', content: 'How?' }, { role: 'assistant', content: 'So.' }],
        },
        after: {
          messages: [
            { role: 'user', content: 'Why?\n\nHow?' },
            { role: 'assistant', content: 'So.' },
          ],
        },
        lost: [],
      };
    case 'userAfterTool':
      return {
        body: { messages: [...callAndResult('c'), question] },
        after: { messages: [...callAndResult('c'), { role: 'assistant', content: change.text }, question] },
        lost: [],
      };
    case 'prefix':
      return {
        body: { messages: [question, { role: 'assistant', content: 'Be' }] },
        after: { messages: [question, { role: 'assistant', content: 'Be', prefix: true }] },
        lost: [],
      };
    case 'schemaKeywords': {
      const [keyword = ''] = change.keywords;
      // A property may have a keyword's name.
      const kept = { type: 'object', properties: { [keyword]: { type: 'string' } } };
      return {
        body: { tools: [toolWith({ ...kept, [keyword]: 'x' })] },
        after: { tools: [toolWith(kept)] },
        lost: [`schema.${keyword}`],
      };
    }
    case 'schemaInPrompt':
      return {
        body: {
          messages: [{ role: 'system', content: 'Be brief.' }, question],
          response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'string' } } },
        },
        after: {
          messages: [
            {
              role: 'system',
              content:
                'Be brief.\n\nAnswer with one JSON value, and nothing else, that is valid against this JSON schema:\n{"type":"string"}',
            },
            question,
          ],
          response_format: { type: 'json_object' },
        },
        lost: [],
      };
  }
}

function reasoningExample(as: 'reasoning' | 'thinking parts' | 'nothing'): QuirkExample {
  const said = { role: 'assistant', content: 'So.' };
  const after: Record<typeof as, JsonObject> = {
    reasoning: { ...said, reasoning: 'Hm.' },
    'thinking parts': {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
        { type: 'text', text: 'So.' },
      ],
    },
    nothing: said,
  };
  return {
    body: { messages: [question, { ...said, reasoning_content: 'Hm.' }] },
    after: { messages: [question, after[as]] },
    lost: as === 'nothing' ? ['reasoning_content'] : [],
  };
}

function callAndResult(id: string): JsonValue[] {
  return [
    question,
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
    { role: 'tool', tool_call_id: id, content: 'done' },
  ];
}

function definedMembers(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function toolWith(parameters: JsonObject): JsonObject {
  return { type: 'function', function: { name: 'f', parameters } };
}
