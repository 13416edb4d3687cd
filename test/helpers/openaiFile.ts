/** A file as OpenAI describes it. */
export const fileObject = {
  id: 'file-abc',
  object: 'file',
  bytes: 3,
  created_at: 1,
  filename: 'a.jsonl',
  purpose: 'batch',
  status: 'processed',
};
