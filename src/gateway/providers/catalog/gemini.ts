import type { ModelRule, ProviderTypeEntry } from '../provider.ts';
import { commonFacts } from './common.ts';

/** docs.cloud.google.com, "Developer's guide to Gemini 3.5 Flash"; ai.google.dev, "Gemini thinking". */
export const geminiModelRules: readonly ModelRule[] = [
  { pattern: /^gemini-3-pro/, reasoningEfforts: ['low', 'high'] },
  { pattern: /^gemini-3[.\d]*-pro/, reasoningEfforts: ['low', 'medium', 'high'] },
  { pattern: /^gemini-(?:[3-9]|\d\d)/, reasoningEfforts: ['minimal', 'low', 'medium', 'high'] },
];

/**
 * Google's Gemini API (ai.google.dev/api). Its OpenAI-compatible endpoint is left alone: it knows neither thought signatures
 * as other clients send them nor half of what the native one does.
 */
export const gemini: ProviderTypeEntry = {
  ...commonFacts,
  type: 'gemini',
  title: 'Google Gemini',
  defaultEndpoint: 'https://generativelanguage.googleapis.com',
  keyStyle: 'x-goog-api-key',
  needsKey: 'required',
  keyVariables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
  paths: {
    gemini: '~/v1beta/models',
    'gemini-embed': '~/v1beta/models',
    'gemini-count-tokens': '~/v1beta/models',
  },
  nativeChatFormat: 'gemini',
  modelList: { path: '~/v1beta/models', shape: 'gemini' },
  localOnLoopback: false,
  defaultHeaders: {},
  repairs: false,
  modelRules: geminiModelRules,
};
