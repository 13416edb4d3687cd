import type { PartSink, StreamedParams, StreamedResults } from '../../protocol/streamedRequests.ts';
import type { VscodePart } from '../../protocol/vscodeChat.ts';
import { answerRequest } from '../exchange/answerRequest.ts';
import type { ChatRoute } from '../exchange/modelRoutes.ts';
import { runExchange } from '../exchange/runExchange.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { parseObject } from '../wire/json.ts';
import { vscodeCodec } from '../wire/vscode/codec.ts';
import { vscodeErrorShape } from '../wire/vscode/errorShape.ts';
import { EditorAnswer } from './editorAnswer.ts';

/** VS Code's chat as an endpoint that has no path. */
const vscodeChatRoute: ChatRoute = {
  kind: 'chat',
  name: 'vscode-chat',
  format: 'vscode-lm',
  routing: 'vscode-chat',
  errorShape: vscodeErrorShape,
  codec: vscodeCodec,
  idPrefix: '',
};

/**
 * Answers a request of VS Code's chat as any client's request is answered, without HTTP: routing, failover, accounts, money and the
 * record are the same. Throws GatewayError.
 */
export async function answerEditorChat(
  services: GatewayServices,
  windowId: string,
  params: StreamedParams<'vscodeChat'>,
  sink: PartSink<readonly VscodePart[]>,
): Promise<StreamedResults['vscodeChat']> {
  const text = JSON.stringify({ ...params, stream: true });
  const bytes = Buffer.from(text);
  const json = parseObject(text) ?? {};
  const response = new EditorAnswer(sink);
  await runExchange(
    {
      name: vscodeChatRoute.name,
      errorShape: vscodeErrorShape,
      response,
      incoming: {
        requestId: services.randomId(),
        headers: { 'x-muxgate-client': 'vscode-chat' },
        query: new URLSearchParams(),
        ignoreModel: false,
        pinnedWindow: windowId,
      },
      answer: (context) => answerRequest(context, vscodeChatRoute, { bytes, json }),
    },
    services,
  );
  sink.signal.throwIfAborted();
  return { decision: response.decision() };
}
