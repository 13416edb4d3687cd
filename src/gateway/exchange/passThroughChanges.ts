/** One thing that differs between what one side sent and what the other gets, although both speak the same format. */
export interface PassThroughChange {
  readonly of: 'request' | 'answer';
  readonly what: string;
  readonly why: string;
  /** The file that makes the change. */
  readonly file: string;
}

/**
 * Everything that pass-through changes; every other byte goes as it came. docs/pass-through.md is generated from this, and
 * what is not on it is a bug.
 */
export const passThroughChanges: readonly PassThroughChange[] = [
  {
    of: 'request',
    what: 'the value of `model`, at every place where the top level has it; put first where it is missing',
    why: 'the rules, or the name without the provider, decide what the provider is asked for',
    file: 'spliceModel.ts',
  },
  {
    of: 'request',
    what: 'credentials: the provider’s instead of the client’s',
    why: 'a client’s key never goes upstream, except to providers with `passthrough`',
    file: 'sendToProvider.ts',
  },
  {
    of: 'request',
    what: 'headers: those of session, trace and vendor pass; hop-by-hop ones, cookies and unknown ones do not',
    why: 'a header that nobody thought of may hold a credential',
    file: 'sendToProvider.ts',
  },
  {
    of: 'request',
    what: 'content codings are undone, a byte order mark taken off, `?key=` taken out of the query',
    why: 'the request must be read to be routed; the key is Muxgate’s own',
    file: 'forwardedPath.ts',
  },
  {
    of: 'request',
    what: 'what a type of provider would refuse outright is put right (docs/providers.md, “also where bytes pass through”)',
    why: 'the client cannot know who answers it',
    file: 'askProvider.ts',
  },
  {
    of: 'request',
    what: 'Messages to Bedrock and Vertex: `model` leaves the body and `anthropic_version` goes into it; for Bedrock also `stream` and the tools’ `eager_input_streaming` leave it and betas go into it',
    why: 'these services want them there',
    file: '../providers/adapters/',
  },
  {
    of: 'request',
    what: 'a Messages history with reasoning that no Anthropic model signed is written anew',
    why: 'it came from another provider, and Anthropic refuses it',
    file: 'answerPlan.ts',
  },
  {
    of: 'request',
    what: 'a Responses history with reasoning that no Responses provider encrypted is written anew',
    why: 'it came from another provider, and OpenAI refuses it',
    file: 'answerPlan.ts',
  },
  {
    of: 'request',
    what: 'by `modelOverrides`: the output limit lowered or, where it is missing, put first, with a budget for thoughts that no longer fits below it; settings of reasoning taken out, and `clear_thinking` edits and `reasoning.encrypted_content` with them',
    why: 'the user said what the model can do; what is taken out is named in `x-muxgate-dropped`',
    file: 'overrides/overriddenRequest.ts',
  },
  {
    of: 'request',
    what: 'by the `parameters` of a route’s target: temperature, reasoning effort and output limit, put where the format has them; what the model does not take is left out and named in `x-muxgate-dropped`',
    why: 'the user set them for this target',
    file: 'overrides/targetParameters.ts',
  },
  {
    of: 'request',
    what: 'to Gemini: the model’s name in the path, and in `generateContentRequest.model` of a token count; requests for embeddings are written anew',
    why: 'Gemini’s bodies hold no model at the top, but name it deeper',
    file: 'answerPlan.ts',
  },
  {
    of: 'request',
    what: 'a Gemini history with signatures of other providers, or with calls of other models where Gemini 3 asks for signed ones, is written anew',
    why: 'Google refuses both',
    file: 'answerPlan.ts',
  },
  {
    of: 'request',
    what: 'in Responses requests, a `previous_response_id` and references to items that are kept here: the conversation and the items stand in their place',
    why: 'they were written here for a provider of another format, and the one that answers now does not know them',
    file: 'responseStore/expandBody.ts',
  },
  {
    of: 'answer',
    what: 'headers: request ids, rate limits and `retry-after` pass; cookies, lengths and encodings do not; `x-muxgate-*` are added',
    why: 'the body may be encoded otherwise, and browsers must not act on a provider’s behalf',
    file: 'answerWithModel.ts',
  },
  {
    of: 'answer',
    what: 'a blank line after 15 s of silence, on event streams, between whole events',
    why: 'clients and proxies give up on silent connections',
    file: 'clientAnswer.ts',
  },
  {
    of: 'request',
    what: 'in streamed chats and completions, while the record is on: `stream_options.include_usage`, where the client says nothing of it and the provider takes it',
    why: 'a stream says what it used only where that is asked for, and nothing else tells its cost',
    file: 'usageWishes.ts',
  },
  {
    of: 'answer',
    what: 'the chunk of a stream that holds the usage alone, where the client did not ask for it, is left out',
    why: 'some clients expect a choice in every chunk',
    file: 'passThroughStream.ts',
  },
  {
    of: 'answer',
    what: 'an error event after a stream that ended without its terminal event, instead of a torn last event',
    why: 'a broken answer must not look like a whole one',
    file: 'passThroughStream.ts',
  },
  {
    of: 'answer',
    what: 'the status of a 200 that holds an error',
    why: 'clients retry by status',
    file: 'errorReport.ts',
  },
  {
    of: 'answer',
    what: 'an answer that is not what was asked for (a stream, one object) is written anew as such',
    why: 'clients fail or loop on it',
    file: 'writeAnswer.ts',
  },
  {
    of: 'answer',
    what: 'repairs, for compatible and local types of provider alone: tool call `index`, `id`, `created` and `model` of chat chunks; `event:` lines and `usage` of Messages events',
    why: 'clients fail without them',
    file: 'repairs/',
  },
];
