import { asArray, asString, isObject, type JsonObject } from '../json.ts';

/** What one line of a stream, or a whole answer, says. */
export interface AnswerPiece {
  readonly text: string;
  readonly thinking?: string;
  readonly toolCalls?: readonly JsonObject[];
}

/** Where an endpoint's answers have their pieces. */
export type PieceShape = (piece: AnswerPiece) => JsonObject;

/** `/api/chat`: in `message`. */
export const chatShape: PieceShape = (piece) => ({
  message: { role: 'assistant', content: piece.text, ...besideText(piece) },
});

/** `/api/generate`: in `response` and beside it. */
export const generateShape: PieceShape = (piece) => ({ response: piece.text, ...besideText(piece) });

/** The piece in an answer of either endpoint; undefined when there is none. */
export function readPiece(body: JsonObject): AnswerPiece | undefined {
  const { message } = body;
  const holder = isObject(message) ? message : body;
  const text = asString(isObject(message) ? message.content : body.response);
  if (!isObject(message) && text === undefined) return undefined;
  return {
    text: text ?? '',
    thinking: asString(holder.thinking),
    toolCalls: asArray(holder.tool_calls).filter(isObject),
  };
}

function besideText({ thinking, toolCalls }: AnswerPiece): JsonObject {
  return {
    ...(thinking === undefined ? {} : { thinking }),
    ...(toolCalls === undefined || toolCalls.length === 0 ? {} : { tool_calls: [...toolCalls] }),
  };
}
