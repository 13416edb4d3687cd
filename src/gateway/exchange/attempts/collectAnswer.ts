import { GatewayError } from '../../errors.ts';
import { AnswerCollector } from '../../wire/answerCollector.ts';
import { answerToEvents } from '../../wire/answerToEvents.ts';
import type { NeutralAnswer } from '../../wire/exchange.ts';
import { omitMembers } from '../../wire/omitMembers.ts';
import { textBytesOf } from '../answerText.ts';
import { askProvider } from '../askProvider.ts';
import { classifyAnswer } from '../classifyAnswer.ts';
import { reportedError } from '../errorReport.ts';
import type { ModelExchange } from '../modelExchange.ts';
import { neutralEvents } from '../neutralEvents.ts';
import { rewrittenBody } from '../requestBody.ts';
import { startBody } from '../startedBody.ts';
import type { Attempt } from './attempt.ts';
import type { AttemptRequest } from './beginAttempt.ts';
import { isEmpty, emptyAnswer } from './heldStart.ts';
import type { AttemptContext } from './startedAnswer.ts';

/** What an attempt brought, for a consensus. */
export interface CollectedAnswer {
  readonly attempt: Attempt;
  readonly answer: NeutralAnswer;
}

/** Asks the attempt's provider for a whole answer, whatever the client asked for, and reads it. Throws GatewayError. */
export async function collectAnswer(
  context: AttemptContext,
  exchange: Extract<ModelExchange, { kind: 'chat' }>,
): Promise<NeutralAnswer> {
  const { plan, answer } = await askProvider(context, wholeExchange(exchange));
  const { start, chunks } = await startBody(answer.body);
  const codec = plan.kind === 'convert' ? plan.codec : exchange.route.codec;
  const kind = classifyAnswer(answer.headers['content-type'], start);
  const transform = plan.kind === 'convert' ? plan.transform : undefined;
  const collector = new AnswerCollector();
  context.attempt.countAnswerBy(() => textBytesOf(answerToEvents(collector.answer)));
  const { id: provider } = exchange.provider;
  for await (const batch of neutralEvents(provider, codec, kind, chunks)) {
    for (const event of transform === undefined ? batch : batch.flatMap(transform)) collector.add(event);
  }
  if (collector.failure !== undefined) throw reportedError(provider, collector.failure);
  if (isEmpty(collector.answer)) throw emptyAnswer(provider);
  context.attempt.contentAtMs ??= context.services.clock.now();
  return collector.answer;
}

/** The same request, not streamed. */
function wholeExchange(
  exchange: Extract<ModelExchange, { kind: 'chat' }>,
): Extract<ModelExchange, { kind: 'chat' }> {
  const json = omitMembers(exchange.body.json, 'stream_options');
  // Ollama streams unless told otherwise; Gemini says it in the path.
  const whole = exchange.route.format === 'gemini' ? json : { ...json, stream: false };
  return {
    ...exchange,
    request: { ...exchange.request, stream: false },
    body: rewrittenBody(exchange.body, whole),
  };
}

/** A text that several answers are joined by: the question to the summarizer. */
export function joiningPrompt(answers: readonly NeutralAnswer[]): string {
  const texts = answers.map(
    (answer, index) => `<answer number="${index + 1}">\n${textOf(answer)}\n</answer>`,
  );
  return [
    `${answers.length} assistants have answered the message above, independently of each other:`,
    ...texts,
    'Write the one answer that is best: take what is right from each, settle where they contradict each other, and leave out what is wrong. Answer the message itself, in its language and in the form that it asks for, and do not mention that there were several answers.',
  ].join('\n\n');
}

function textOf({ content }: NeutralAnswer): string {
  return content
    .flatMap((part) => (part.type === 'text' || part.type === 'refusal' ? [part.text] : []))
    .join('\n');
}

/** Thrown when the deadline passed without one answer. */
export function noAnswerInTime(deadlineMs: number): GatewayError {
  return new GatewayError('provider_timeout', `None of the models answered within ${deadlineMs / 1000} s.`);
}

/** What a summarizer is paid for, who reads the answers too. */
export function paidWithAnswers(
  paid: AttemptRequest['paid'],
  answers: readonly NeutralAnswer[],
): AttemptRequest['paid'] {
  if (paid === undefined) return undefined;
  const promptBytes = paid.size.promptBytes + Buffer.byteLength(joiningPrompt(answers));
  return { ...paid, size: { ...paid.size, promptBytes } };
}
