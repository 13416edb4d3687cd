import type { EmbeddingsRequest } from '../exchange.ts';
import type { JsonObject } from '../json.ts';

/** What texts are embedded for. Google's list (ai.google.dev/api/embeddings, TaskType) is the longest; the others know parts of it. */
export type EmbeddingTask =
  | 'document'
  | 'query'
  | 'classification'
  | 'clustering'
  | 'similarity'
  | 'question answering'
  | 'fact verification'
  | 'code query';

/** What a client says of it, and in which of its fields. */
export interface SaidTask {
  readonly task: EmbeddingTask;
  readonly field: 'input_type' | 'taskType';
}

/** Cohere's words, and those of OpenAI-compatible servers that take `input_type` (NVIDIA, Voyage). */
const inputTypes: Readonly<Record<string, EmbeddingTask>> = {
  search_document: 'document',
  document: 'document',
  passage: 'document',
  search_query: 'query',
  query: 'query',
  classification: 'classification',
  clustering: 'clustering',
};

/** Google's word for each. */
export const taskTypes: Readonly<Record<EmbeddingTask, string>> = {
  document: 'RETRIEVAL_DOCUMENT',
  query: 'RETRIEVAL_QUERY',
  classification: 'CLASSIFICATION',
  clustering: 'CLUSTERING',
  similarity: 'SEMANTIC_SIMILARITY',
  'question answering': 'QUESTION_ANSWERING',
  'fact verification': 'FACT_VERIFICATION',
  'code query': 'CODE_RETRIEVAL_QUERY',
};
const tasks = Object.keys(taskTypes) as EmbeddingTask[];

/** What all texts of the request are for; undefined when it is not said, said in unknown words, or of each text otherwise. */
export function saidTask({ extras, inputExtras = [extras] }: EmbeddingsRequest): SaidTask | undefined {
  const [first, ...others] = inputExtras.map(taskIn);
  return others.every((other) => other?.task === first?.task) ? first : undefined;
}

function taskIn({ input_type: inputType, taskType }: JsonObject): SaidTask | undefined {
  if (typeof inputType === 'string' && Object.hasOwn(inputTypes, inputType)) {
    const task = inputTypes[inputType];
    if (task !== undefined) return { task, field: 'input_type' };
  }
  const task = tasks.find((each) => taskTypes[each] === taskType);
  return task === undefined ? undefined : { task, field: 'taskType' };
}
