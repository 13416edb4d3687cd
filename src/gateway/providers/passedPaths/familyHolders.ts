import type { ProviderType } from '../../../config/schema.ts';
import type { PathFamily } from './passedPath.ts';

/** The families that a type of provider has, or where nobody knows what stands behind it, may have. */
interface HeldFamilies {
  readonly has?: readonly PathFamily[];
  readonly mayHave?: readonly PathFamily[];
}

const openaiFamilies = [
  'images',
  'audio',
  'videos',
  'moderations',
  'files',
  'uploads',
  'batches',
  'stored completions',
  'responses',
  'conversations',
  'vector stores',
  'containers',
  'fine-tuning',
] as const satisfies readonly PathFamily[];

/** Which types have which paths; a type that is missing has none that is known. */
const heldFamilies: Readonly<Partial<Record<ProviderType, HeldFamilies>>> = {
  // platform.openai.com/docs/api-reference
  openai: { has: [...openaiFamilies, 'further OpenAI paths'] },
  codex: { has: ['responses', 'conversations', 'files'] },
  // learn.microsoft.com/azure/ai-foundry/openai/latest: the v1 API has no moderations.
  'azure-openai': {
    has: openaiFamilies.filter((family) => family !== 'moderations'),
    mayHave: ['further OpenAI paths'],
  },
  'openai-compatible': { mayHave: [...openaiFamilies, 'further OpenAI paths', 'rerank'] },
  // docs.anthropic.com/en/api
  anthropic: { has: ['message batches', 'anthropic files'] },
  'anthropic-compatible': { mayHave: ['message batches', 'anthropic files'] },
  // console.groq.com/docs/speech-to-text, /docs/text-to-speech, /docs/batch
  groq: { has: ['audio', 'files', 'batches'] },
  // docs.together.ai/reference: its files are uploaded at another path.
  together: { has: ['images', 'audio', 'rerank'] },
  // docs.mistral.ai/api: its batches stand at another path.
  mistral: { has: ['audio', 'moderations', 'files', 'fine-tuning'] },
  // docs.x.ai/api-reference
  xai: { has: ['images', 'files', 'batches', 'responses'] },
  // docs.cohere.com/reference/rerank
  cohere: { has: ['rerank'] },
  // docs.vllm.ai, "Online Serving"
  vllm: { has: ['audio', 'rerank', 'responses'] },
  // github.com/ggml-org/llama.cpp tools/server/README.md
  llamacpp: { has: ['rerank'] },
};

/** Whether a type of provider has a family of paths; `maybe` where that depends on the server. */
export function holdsFamily(type: ProviderType, family: PathFamily): 'yes' | 'maybe' | 'no' {
  const held = heldFamilies[type];
  if (held?.has?.includes(family) === true) return 'yes';
  return held?.mayHave?.includes(family) === true ? 'maybe' : 'no';
}

/** The types that have a family, surely or perhaps, in the order of the table. */
export function holdersOf(family: PathFamily): { readonly sure: string[]; readonly perhaps: string[] } {
  const types = Object.entries(heldFamilies);
  return {
    sure: types.flatMap(([type, { has }]) => (has?.includes(family) === true ? [type] : [])),
    perhaps: types.flatMap(([type, { mayHave }]) => (mayHave?.includes(family) === true ? [type] : [])),
  };
}
