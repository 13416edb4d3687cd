import type { CallSignal } from '../upstream/callSignal.ts';
import { formatModelReference } from '../modelReference.ts';
import type { DemoContext } from '../providers/demo/demoEvents.ts';
import { demoChat, demoCompletion } from '../providers/demo/demoProvider.ts';
import type { Decision } from '../routing/decision.ts';
import type { ChatRequest, StreamEvent } from '../wire/exchange.ts';
import { flattenTools } from '../wire/tools/flattenTools.ts';
import { ToolRestorer } from '../wire/tools/toolRestorer.ts';
import { answerContext } from './answerContext.ts';
import { wait } from './clock.ts';
import type { AttemptContext, StartedAnswer } from './attempts/startedAnswer.ts';
import type { ModelExchange } from './modelExchange.ts';
import { keepingCodec } from './responseStore/keepResponse.ts';
import { type EventBatches, writeAnswer } from './writeAnswer.ts';

/** Answers with the built-in provider, which runs in this process: its events take the same way as those of any provider. */
export function answerFromDemo(context: AttemptContext, exchange: ModelExchange): StartedAnswer {
  const { services, client, progress } = context;
  const about = {
    decisionText: decisionText(progress.decision),
    wait: (delayMs: number, signal: CallSignal) => wait(services.clock, delayMs, signal),
    model: exchange.model,
    signal: client.signal,
  };
  const { request, route, provider } = exchange;
  if (exchange.kind === 'chat') exchange.route.codec.checkConvertible?.(exchange.request);
  const events = request.kind === 'chat' ? chatEvents(request, about) : demoCompletion(request, about);
  return {
    write: () =>
      writeAnswer(context, oneByOne(events), {
        provider: provider.id,
        codec: keepingCodec(route.codec, exchange.body, (stored) => {
          services.responses.keep(stored);
        }),
        answerContext: answerContext(context, exchange),
        headers: {},
        onFinished: () => undefined,
      }),
  };
}

/** The demo calls plain functions, as any provider does that has no other tools. */
async function* chatEvents(request: ChatRequest, about: DemoContext): AsyncGenerator<StreamEvent> {
  const flattened = flattenTools(request, { customTools: false, namespaces: false, allowedTools: false });
  const restorer = new ToolRestorer(flattened);
  for await (const event of demoChat(flattened.request, about)) yield* restorer.transform(event);
}

/** The route decision in one line, for people. */
function decisionText(decision: Decision | undefined): string {
  if (decision === undefined) return '';
  return `${formatModelReference(decision.target)} in workspace ${decision.workspace}: ${decision.reason}`;
}

async function* oneByOne(events: AsyncIterable<StreamEvent>): EventBatches {
  for await (const event of events) yield [event];
}
