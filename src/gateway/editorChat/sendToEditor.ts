import type { QuestionFailureCode } from '../../protocol/editorQuestions.ts';
import type { VscodeChatRequest } from '../../protocol/vscodeChat.ts';
import { Deadlines, systemTimers } from '../deadlines.ts';
import { CallEnd } from '../upstream/callSignal.ts';
import { type EditorQuestioner, QuestionFailed } from '../editorLine/editorQuestioner.ts';
import { GatewayError } from '../errors.ts';
import {
  joinedBody,
  type SendAttempt,
  type UpstreamAnswer,
  type UpstreamAttempt,
} from '../upstream/attempt.ts';
import { SilenceTimer } from '../upstream/silenceTimer.ts';
import { parseObject } from '../wire/json.ts';
import type { EditorDirectory } from './editorDirectory.ts';

/** A sender that asks VS Code's models through a window, and everybody else with `send`. */
export function sendVia(editors: EditorDirectory, send: SendAttempt): SendAttempt {
  return (attempt) =>
    attempt.provider.entry.type === 'vscode-lm' ? sendToEditor(editors, attempt) : send(attempt);
}

/**
 * Sends an attempt to the models that VS Code has, through an editor window: the request's own one, else any that is linked. Behaves
 * as a provider on HTTP does: a status, and a body of lines (wire/vscode). Throws what `SendAttempt` throws.
 */
async function sendToEditor(editors: EditorDirectory, attempt: UpstreamAttempt): Promise<UpstreamAnswer> {
  attempt.signal.throwIfAborted();
  const editor = editors.nearest(attempt.windowId);
  if (editor === undefined) {
    throw new GatewayError(
      'provider_unavailable',
      `The models of "${attempt.provider.id}" are VS Code's: they need a window of VS Code in which Muxgate runs, and \`muxgate serve\` has none.`,
      { details: { provider: attempt.provider.id } },
    );
  }
  try {
    return attempt.method === 'GET' ? await listModels(editor, attempt) : await askModel(editor, attempt);
  } catch (error) {
    if (error instanceof QuestionFailed) return failedAnswer(error);
    throw error;
  }
}

async function listModels(editor: EditorQuestioner, { signal }: UpstreamAttempt): Promise<UpstreamAnswer> {
  const asked = await editor.ask('vscodeModels', {}, signal).next();
  const models = asked.done === true ? asked.value.models : [];
  const data = models.map(({ id, name, maxInputTokens }) => ({ id, name, context_length: maxInputTokens }));
  return answer(200, 'application/json', oneChunk(JSON.stringify({ object: 'list', data })));
}

async function askModel(editor: EditorQuestioner, attempt: UpstreamAttempt): Promise<UpstreamAnswer> {
  const { firstByteTimeoutMs, idleTimeoutMs } = attempt.provider.timeouts;
  const call = new CallEnd();
  const onAbort = (): void => call.abort(attempt.signal.reason);
  attempt.signal.addEventListener('abort', onAbort);
  const timer = new SilenceTimer(new Deadlines(systemTimers), (limitMs) =>
    call.abort(tooSlow(attempt, limitMs)),
  );
  const parts = editor.ask('vscodeAsk', requestOf(attempt), call);
  timer.listen(firstByteTimeoutMs);
  let first: Awaited<ReturnType<typeof parts.next>>;
  try {
    first = await parts.next();
  } catch (error) {
    attempt.signal.removeEventListener('abort', onAbort);
    throw error;
  } finally {
    timer.stop();
  }
  return answer(200, 'application/x-ndjson', lines());

  async function* lines(): AsyncGenerator<Uint8Array, void, undefined> {
    let taken = first;
    try {
      while (taken.done !== true) {
        yield encoded(taken.value);
        timer.listen(idleTimeoutMs);
        taken = await parts.next();
        timer.stop();
      }
      yield encoded({ type: 'end' });
    } catch (error) {
      if (!(error instanceof QuestionFailed)) throw error;
      yield encoded({ type: 'error', error: errorObject(error) });
    } finally {
      timer.stop();
      attempt.signal.removeEventListener('abort', onAbort);
      // A reader that leaves early has nobody ask on.
      await parts.return({});
    }
  }
}

function requestOf({ body }: UpstreamAttempt): VscodeChatRequest {
  const whole = joinedBody(body ?? '{}');
  const text = typeof whole === 'string' ? whole : Buffer.from(whole).toString();
  const request: unknown = parseObject(text) ?? {};
  return request as VscodeChatRequest;
}

/** What each failure would be on HTTP, so that failover knows what to do. */
const failures: Readonly<Record<QuestionFailureCode, { readonly status: number; readonly type: string }>> = {
  consent_required: { status: 403, type: 'permission_error' },
  no_permissions: { status: 403, type: 'permission_error' },
  blocked: { status: 429, type: 'rate_limit_error' },
  not_found: { status: 404, type: 'not_found_error' },
  no_models: { status: 503, type: 'api_error' },
  not_running: { status: 503, type: 'api_error' },
  cancelled: { status: 499, type: 'api_error' },
  failed: { status: 502, type: 'api_error' },
};

function failedAnswer(error: QuestionFailed): UpstreamAnswer {
  const body = JSON.stringify({ error: errorObject(error) });
  return answer(failures[error.code].status, 'application/json', oneChunk(body));
}

function errorObject({ code, message }: QuestionFailed): object {
  const { status, type } = failures[code];
  return { code: code === 'not_found' ? 'model_not_found' : code, type, message, status };
}

function answer(status: number, contentType: string, body: AsyncIterable<Uint8Array>): UpstreamAnswer {
  return { status, headers: { 'content-type': contentType }, body };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(Buffer.from(text));
}

function encoded(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

function tooSlow({ provider: { id } }: UpstreamAttempt, limitMs: number): GatewayError {
  return new GatewayError(
    'provider_timeout',
    `VS Code's model of "${id}" said nothing for ${limitMs / 1000} s.`,
    { details: { provider: id } },
  );
}
