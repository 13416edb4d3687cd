import type { ConfigInput } from '../../../src/config/schema.ts';
import { strictChat, strictCompatibleChat } from '../../helpers/strict/chatFormat.ts';
import { strictOllama, strictOllamaChat } from '../../helpers/strict/ollamaFormat.ts';
import { strictCohere } from '../../helpers/strict/cohereFormat.ts';
import { geminiSignature, strictGemini } from '../../helpers/strict/geminiFormat.ts';
import { messagesSignature, strictMessages } from '../../helpers/strict/messagesFormat.ts';
import { responsesEncryption } from '../../helpers/strict/responsesAnswers.ts';
import { strictResponses } from '../../helpers/strict/responsesFormat.ts';
import { withoutReasoning, type StrictFormat } from '../../helpers/strict/strictFormat.ts';

/** A provider of the matrix, on a server of its own. */
export interface MatrixUpstream {
  /** Its id in the configuration. */
  readonly id: string;
  readonly formats: readonly [StrictFormat, ...StrictFormat[]];
  readonly provider: NonNullable<ConfigInput['providers']>[string];
  readonly model: string;
  /** A model that gives log probabilities, where the usual one does not. */
  readonly logprobsModel?: string;
  /** Whether its models show their thoughts. */
  readonly saysReasoning: boolean;
  /** What it must see again with these thoughts and a call of this tool, as it made it. */
  readonly signatureOf?: (thoughts: string, tool: string) => string;
  /** What its protocol has no place for. */
  readonly lacks?: Readonly<
    Partial<Record<'cachedUsage' | 'reasoningUsage' | 'refusals' | 'forcedTools', string>>
  >;
}

const apiKey = 'sk-strict';

export const matrixUpstreams: readonly MatrixUpstream[] = [
  {
    id: 'openai',
    formats: [strictChat, withoutReasoning(strictResponses)],
    provider: { type: 'openai', apiKey },
    model: 'gpt-5',
    logprobsModel: 'gpt-4.1',
    saysReasoning: false,
  },
  {
    id: 'compatible-chat',
    formats: [strictCompatibleChat],
    provider: { type: 'openai-compatible', apiKey },
    model: 'deepseek-reasoner',
    saysReasoning: true,
  },
  {
    id: 'messages',
    formats: [strictMessages],
    provider: { type: 'anthropic', apiKey },
    model: 'claude-haiku-4-5',
    saysReasoning: true,
    signatureOf: messagesSignature,
  },
  {
    id: 'ollama',
    formats: [strictOllama, strictOllamaChat],
    provider: { type: 'ollama' },
    model: 'qwen3',
    saysReasoning: true,
    lacks: {
      cachedUsage: 'no such count',
      reasoningUsage: 'no such count',
      forcedTools: 'no such parameter',
      refusals: 'it answers in plain text',
    },
  },
  {
    id: 'responses',
    formats: [strictResponses],
    provider: { type: 'codex', apiKey },
    model: 'gpt-5-codex',
    logprobsModel: 'gpt-4.1',
    saysReasoning: true,
    signatureOf: responsesEncryption,
  },
  {
    id: 'gemini',
    formats: [strictGemini],
    provider: { type: 'gemini', apiKey },
    model: 'gemini-3-pro',
    saysReasoning: true,
    signatureOf: (_thoughts, tool) => geminiSignature(tool),
  },
  {
    id: 'cohere',
    formats: [strictCohere],
    provider: { type: 'cohere', apiKey },
    model: 'command-a-reasoning-08-2025',
    saysReasoning: true,
    lacks: { reasoningUsage: 'no such count', refusals: 'it answers in plain text' },
  },
];
