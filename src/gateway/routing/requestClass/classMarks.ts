import type { RequestClass } from '../../../config/conditionSchema.ts';

/** What shows that a request is of a class: all that is said must hold. */
export interface ClassMark {
  readonly means: RequestClass;
  /** A header with this name and value. */
  readonly header?: readonly [name: string, value: RegExp];
  /** How the first system text begins. */
  readonly system?: RegExp;
  /** How the last text of the last message begins, where that is the user's. */
  readonly asks?: RegExp;
  /** What stands in the same text, so many characters from its beginning at most. */
  readonly asksWithin?: readonly [phrase: RegExp, characters: number];
  /** A property of the schema that the answer must meet. */
  readonly property?: RegExp;
  /** The same of a schema with a single property. */
  readonly onlyProperty?: RegExp;
  /** There is just one tool, of this type or name. */
  readonly onlyTool?: RegExp;
  readonly withoutTools?: true;
}

/**
 * How coding agents mark what is not a main turn, one entry a client; measured in November 2026 or read in their sources.
 * Formats and fixed prompts, never single words: what somebody writes must not make it a side request.
 */
export const classMarks: Readonly<Record<string, readonly ClassMark[]>> = {
  'claude-code': [
    {
      means: 'compact',
      asksWithin: [
        /\bYour task is to create a detailed summary of (?:the|this) (?:RECENT )?(?:conversation|portion)/,
        900,
      ],
    },
    { means: 'compact', system: /^You are a helpful AI assistant tasked with summarizing conversations/ },
    { means: 'title', onlyProperty: /^title$/, withoutTools: true },
    { means: 'title', asks: /^(?:Please )?(?:write|generate) a \d+-\d+ word title/i },
    { means: 'title', system: /Generate a concise[^\n]{0,60} title/i, withoutTools: true },
    { means: 'search', onlyTool: /^web_search/ },
    { means: 'side', asks: /^You are now acting as the memory extraction subagent/ },
    { means: 'subagent', header: ['x-claude-code-agent-id', /./] },
    { means: 'side', withoutTools: true },
  ],
  codex: [
    { means: 'compact', header: ['x-openai-subagent', /^compact$/] },
    { means: 'side', header: ['x-openai-subagent', /^memory_consolidation$/] },
    { means: 'side', header: ['x-openai-memgen-request', /^true$/i] },
    { means: 'compact', asks: /^You are performing a CONTEXT CHECKPOINT COMPACTION/ },
    { means: 'subagent', header: ['x-openai-subagent', /./] },
    { means: 'subagent', header: ['x-codex-parent-thread-id', /./] },
  ],
  'gemini-cli': [
    {
      means: 'compact',
      system:
        /^\s*You are (?:the component that summarizes internal chat history|a specialized system component responsible for distilling chat history)/,
    },
    { means: 'search', onlyTool: /^(?:googleSearch|google_search|urlContext)$/ },
    { means: 'side', asks: /^You are now acting as the memory extraction subagent/ },
    // The router's classifier, the check who speaks next, loop detection and repaired edits all ask for a schema.
    {
      means: 'side',
      property:
        /^(?:complexity_(?:score|reasoning)|model_choice|next_speaker|reasoning|unproductive_state_|corrected_)/,
    },
  ],
  opencode: [
    { means: 'title', system: /^You are a title generator\. You output ONLY a thread title/ },
    {
      means: 'compact',
      system:
        /^You are (?:a helpful AI assistant tasked with summarizing conversations|an anchored context summarization assistant)/,
    },
    { means: 'summary', system: /^Summarize what was done in this conversation/ },
    { means: 'subagent', header: ['x-parent-session-id', /./] },
  ],
  cline: [
    {
      means: 'compact',
      asksWithin: [/Your task is to create a detailed summary of the conversation so far/, 300],
    },
  ],
  roo: [
    { means: 'compact', system: /^\s*Your task is to create a detailed summary of the conversation so far/ },
    { means: 'compact', asks: /^Summarize the conversation so far, as described in the prompt instructions/ },
  ],
  continue: [
    { means: 'title', asks: /^Given the following[\s\S]{0,30}please reply with a title for the chat/ },
  ],
  aider: [
    { means: 'summary', system: /^\s*\*Briefly\* summarize this partial conversation about programming/ },
    {
      means: 'side',
      system:
        /^\s*You are an expert software engineer that generates concise, (?:\\\n)?one-line Git commit messages/,
    },
  ],
  'vscode-chat': [
    { means: 'title', system: /^You are an expert in crafting (?:pithy|ultra-compact) titles/ },
    {
      means: 'side',
      system:
        /^You are an expert (?:in crafting pithy branch names|in writing short, catchy|classifier for AI coding)/,
    },
  ],
  zed: [
    { means: 'title', asks: /^Generate a concise \d-\d word title for this conversation/ },
    { means: 'summary', asks: /^Generate a detailed summary of this conversation/ },
  ],
  'open-webui': [
    { means: 'title', asks: /^### Task:\s+Generate a concise,? \d-\d word title/ },
    { means: 'side', asks: /^### Task:\s+(?:Generate|Suggest|Analyze) / },
  ],
};

/** Clients that share another's prompts. */
export const relatives: Readonly<Record<string, string>> = {
  'qwen-code': 'gemini-cli',
  kilo: 'opencode',
  copilot: 'vscode-chat',
};

/** A title that is asked for in nobody's known words: by its schema, and nothing else in it. */
export const anybodysMarks: readonly ClassMark[] = [
  { means: 'title', onlyProperty: /^title$/, withoutTools: true },
];
