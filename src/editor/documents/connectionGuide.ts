import type { AgentSettings, AgentSnippet } from '../clients/agentSettings.ts';
import { joinMarkdown, Markdown, safe } from '../markdown.ts';

/** How one agent is pointed at the gateway, as a page; the first snippet has been copied. */
export function connectionGuide(agent: AgentSettings): Markdown {
  const [first, ...others] = agent.snippets;
  return joinMarkdown(
    [
      safe`# Connect ${agent.title}`,
      safe`**${first.place}** (copied to the clipboard)`,
      fence(first),
      ...(others.length === 0 ? [] : [safe`## Other ways`]),
      ...others.flatMap((snippet) => [safe`**${snippet.place}**`, fence(snippet)]),
      safe`Then send something, and watch Muxgate's status bar item: hovering over it counts the requests.`,
    ],
    '\n\n',
  );
}

function fence({ language, text }: AgentSnippet): Markdown {
  return new Markdown(['~~~' + (language === 'text' ? '' : language), text, '~~~'].join('\n'));
}
