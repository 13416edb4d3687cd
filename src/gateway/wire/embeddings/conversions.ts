import { type ConversionTable, ownFieldsOnly } from '../conversions/conversion.ts';
import type { EmbeddingsField } from '../conversions/embeddingsFields.ts';

const otherTokens = 'token ids are those of one model; send the text';
const noTask = 'the format has no field for what texts are embedded for';

/** What becomes of a request of another format that goes to OpenAI's `/v1/embeddings`. */
export const openaiEmbeddingsConversions: ConversionTable<EmbeddingsField> = {
  text: { kept: 'input' },
  'token ids': { kept: 'input' },
  'number of dimensions': { kept: 'dimensions' },
  'user id': { kept: 'user' },
  'for search of documents': { dropped: 'taskType', why: noTask },
  'for a query': { dropped: 'taskType', why: noTask },
  'for comparing texts': { dropped: 'taskType', why: noTask },
  'other fields of the request': { dropped: 'extra', why: ownFieldsOnly },
};

/** … to Ollama's `/api/embed`. */
export const ollamaEmbedConversions: ConversionTable<EmbeddingsField> = {
  ...openaiEmbeddingsConversions,
  'token ids': { refused: otherTokens },
  'user id': { dropped: 'user', why: 'Ollama has no users' },
};

/** … to Google's `:batchEmbedContents`. */
export const geminiEmbedConversions: ConversionTable<EmbeddingsField> = {
  text: { kept: 'requests.content.parts.text' },
  'token ids': { refused: otherTokens },
  'number of dimensions': { kept: 'requests.outputDimensionality' },
  'user id': { dropped: 'user', why: 'Google has no field for it' },
  'for search of documents': { kept: 'requests.taskType' },
  'for a query': { kept: 'requests.taskType' },
  'for comparing texts': { kept: 'requests.taskType' },
  'other fields of the request': { dropped: 'extra', why: ownFieldsOnly },
};

/** … to Cohere's `/v2/embed`. */
export const cohereEmbedConversions: ConversionTable<EmbeddingsField> = {
  text: { kept: 'texts' },
  'token ids': { refused: otherTokens },
  'number of dimensions': { kept: 'output_dimension' },
  'user id': { dropped: 'user', why: 'Cohere has no field for it' },
  'for search of documents': { ignored: 'said where the client says nothing, too: Cohere demands it' },
  'for a query': {
    emulated: 'as `input_type`: `search_query`, as are questions, claims and queries for code',
  },
  'for comparing texts': { dropped: 'taskType', why: 'Cohere has no word for it' },
  'other fields of the request': { dropped: 'extra', why: ownFieldsOnly },
};
