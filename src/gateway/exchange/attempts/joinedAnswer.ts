import type { NeutralAnswer } from '../../wire/exchange.ts';
import { answerToEvents } from '../../wire/answerToEvents.ts';
import { encodeTargetFor } from '../../providers/encodeTarget.ts';
import { answerContext } from '../answerContext.ts';
import { answerWithModel } from '../answerWithModel.ts';
import type { ModelExchange, TextRequest } from '../modelExchange.ts';
import { withParameters } from '../overrides/targetParameters.ts';
import { keepingCodec } from '../responseStore/keepResponse.ts';
import { rewrittenBody } from '../requestBody.ts';
import { glimpsed } from '../unreadChat.ts';
import { writeAnswer } from '../writeAnswer.ts';
import { collectAnswer, joiningPrompt } from './collectAnswer.ts';
import type { AttemptContext, StartedAnswer } from './startedAnswer.ts';

type ChatExchange = Extract<ModelExchange, { kind: 'chat' }>;
type ChatTextRequest = Extract<TextRequest, { kind: 'chat' }>;

/** How several whole answers to a request become one. */
export interface Joining {
  /** Asks the attempt's provider for a whole answer. */
  collect(context: AttemptContext): Promise<NeutralAnswer>;
  /** Asks the summarizer. */
  join(context: AttemptContext, answers: readonly NeutralAnswer[], holds: boolean): Promise<StartedAnswer>;
  /** One answer as it is. */
  only(context: AttemptContext, answer: NeutralAnswer): StartedAnswer;
}

/** The joining of answers to a chat; undefined for a request with tools, whose calls cannot be joined. */
export function joiningOf(sent: ChatTextRequest): Joining | undefined {
  if (glimpsed(sent.request).tools.length > 0) return undefined;
  const exchangeOf = ({ attempt }: AttemptContext): ChatExchange => ({
    ...sent,
    request: withParameters(sent.request, attempt.planned.parameters ?? {}),
    provider: attempt.provider,
    model: attempt.target.model,
  });
  return {
    collect: (context) => collectAnswer(context, exchangeOf(context)),
    join: (context, answers, holds) =>
      answerWithModel(context, joiningExchange(exchangeOf(context), answers), holds),
    only: (context, answer) => writtenAnswer(context, exchangeOf(context), answer),
  };
}

/** The conversation with the answers and the question to join them behind it, in the client's format. */
function joiningExchange(exchange: ChatExchange, answers: readonly NeutralAnswer[]): ChatExchange {
  const { route, provider, model, body } = exchange;
  const question = { type: 'text', text: joiningPrompt(answers) } as const;
  const request = {
    ...exchange.request,
    messages: [...exchange.request.messages, { role: 'user', content: [question] } as const],
  };
  const target = { ...encodeTargetFor(provider, model), keepsSignatures: true };
  const json = route.codec.encodeRequest(request, target).body;
  return {
    ...exchange,
    request,
    body: rewrittenBody(body, json),
  };
}

function writtenAnswer(
  context: AttemptContext,
  exchange: ChatExchange,
  answer: NeutralAnswer,
): StartedAnswer {
  return {
    write: () =>
      writeAnswer(context, [answerToEvents(answer)], {
        provider: exchange.provider.id,
        codec: keepingCodec(exchange.route.codec, exchange.body, (stored) => {
          context.services.responses.keep(stored);
        }),
        answerContext: answerContext(context, exchange),
        headers: {},
        onFinished: () => undefined,
      }),
  };
}
