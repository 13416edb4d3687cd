import type { RouteName } from '../../exchange/routeName.ts';

/** Well-known values of `gen_ai.provider.name` (semantic-conventions-genai) by type of provider; others are the type itself. */
const providerNames: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  bedrock: 'aws.bedrock',
  'azure-openai': 'azure.ai.openai',
  gemini: 'gcp.gemini',
  vertex: 'gcp.vertex_ai',
  mistral: 'mistral_ai',
  xai: 'x_ai',
};

/** `gen_ai.provider.name` of a provider type: the name that the conventions give, else the type. */
export function genAiProvider(type: string): string {
  return providerNames[type] ?? type;
}

/** `gen_ai.operation.name` of an endpoint. */
export function genAiOperation(endpoint: RouteName): string {
  switch (endpoint) {
    case 'embeddings':
    case 'ollama-embed':
      return 'embeddings';
    case 'completions':
    case 'fim':
    case 'ollama-generate':
      return 'text_completion';
    case 'gemini':
      return 'generate_content';
    case 'chat':
    case 'messages':
    case 'responses':
    case 'ollama-chat':
    case 'vscode-chat':
      return 'chat';
    default:
      // Counts and passed paths have no name there.
      return endpoint;
  }
}
