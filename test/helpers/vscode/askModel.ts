/** Sends a chat request as an agent does and returns the model that answered, or the code of the refusal. */
export async function askModel(gatewayUrl: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${gatewayUrl}/v1/mux/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'anything', messages: [{ role: 'user', content: 'What is this?' }] }),
  });
  const body = (await answer.json()) as { error?: { code?: string } };
  return body.error?.code ?? answer.headers.get('x-muxgate-model') ?? `HTTP ${answer.status}`;
}
