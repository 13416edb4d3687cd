/**
 * The path of one call: the catalog's path (`/models`) with the model and what is asked of it, `alt=sse` for a stream of
 * events. A model that names its kind itself (`tunedModels/x`, `models/x`) keeps it.
 */
export function upstreamPath(
  path: string,
  { model, stream }: { readonly model: string; readonly stream: boolean },
): string {
  return stream
    ? `${modelPath(path, model, 'streamGenerateContent')}?alt=sse`
    : modelPath(path, model, 'generateContent');
}

/** `/models/{model}:{method}`. */
export function modelPath(path: string, model: string, method: string): string {
  const name = model.replace(/^(?:models|google)\//, '');
  const encoded = name.split('/').map(encodeURIComponent).join('/');
  const base = name.startsWith('tunedModels/') ? path.replace(/\/models$/, '') : path;
  return `${base}/${encoded}:${method}`;
}
