import * as l10n from '@vscode/l10n';
import type { AgentSettings, AgentSnippet } from '../clients/agentSettings.ts';
import { filled, joinMarkdown, Markdown, safe } from '../markdown.ts';

/** How one agent is pointed at the gateway, as a page; the first snippet has been copied. */
export function connectionGuide(agent: AgentSettings): Markdown {
  const [first, ...others] = agent.snippets;
  return joinMarkdown(
    [
      safe`# ${filled(l10n.t('Connect {0}'), agent.title)}`,
      filled(l10n.t('**{0}** (copied to the clipboard)'), first.place),
      fence(first),
      ...(others.length === 0 ? [] : [safe`## ${l10n.t('Other ways')}`]),
      ...others.flatMap((snippet) => [safe`**${snippet.place}**`, fence(snippet)]),
      filled(
        l10n.t(
          "Then send something, and watch Muxgate's status bar item: hovering over it counts the requests.",
        ),
      ),
    ],
    '\n\n',
  );
}

function fence({ language, text }: AgentSnippet): Markdown {
  return new Markdown(['~~~' + (language === 'text' ? '' : language), text, '~~~'].join('\n'));
}
