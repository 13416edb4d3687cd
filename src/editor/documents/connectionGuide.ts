import type { AgentSettings, AgentSnippet } from '../clients/agentSettings.ts';
import { joinMarkdown, Markdown, md } from '../markdown.ts';

/** How one agent is pointed at the gateway, as a page; the first snippet has been copied. */
export function connectionGuide(agent: AgentSettings): Markdown {
  const [first, ...others] = agent.snippets;
  return joinMarkdown(
    [
      md`# Connect ${agent.title}`,
      md`**${first.place}** (copied to the clipboard)`,
      fence(first),
      ...(others.length === 0
        ? []
        : [
            md`
## Other ways
            `,
          ]),
      ...others.flatMap((snippet) => [md`**${snippet.place}**`, fence(snippet)]),
      md`
Then send something, and watch Muxgate's status bar item: hovering over it counts the requests.
      `,
    ],
    '\n\n',
  );
}

function fence({ language, text }: AgentSnippet): Markdown {
  return new Markdown(['~~~' + (language === 'text' ? '' : language), text, '~~~'].join('\n'));
}
