import { detectClient } from '../../../../../src/gateway/routing/clients/detectClient.ts';
import { completionFiles } from '../../../../../src/gateway/routing/files/completionFiles.ts';
import { filesInText } from '../../../../../src/gateway/routing/files/extractors.ts';
import { readPromptText } from '../../../../../src/gateway/routing/files/promptText.ts';
import { toolCallFiles } from '../../../../../src/gateway/routing/files/toolCallFiles.ts';
import { requestKind } from '../../../../../src/gateway/routing/requestKind.ts';
import { readConversation } from '../../../../../src/gateway/routing/turns/conversation.ts';
import { workingDirectory } from '../../../../../src/gateway/routing/workingDirectory.ts';
import { asked, chat, says } from '../../../../helpers/routing.ts';

/** A search that is not linear in the text would take minutes here and run into mocha's time limit. */
describe('searching a long text takes time in proportion to it', () => {
  const pieces = [
    '`',
    '``` ',
    '```a\n',
    '~',
    '<file ',
    '<file>',
    '<system-reminder>',
    ' ',
    '\n',
    ' \n',
    'a',
    'a/',
    '[](',
    '(((',
    '"',
    '\\ ',
    '# ',
    'Note: ',
    'a:\n⋮\n',
    'a:1:',
    'a\n1:',
    '<path> ',
    'cat <<A\n',
    '<environment_details>\n# Current Mode\n',
    '*SEARCH/REPLACE block*',
    '// ',
    '(1,',
    'Working directory:  ',
    '\\`',
    '"\\',
  ];
  for (const piece of pieces) {
    it(JSON.stringify(piece), () => {
      const text = piece.repeat(200_000 / piece.length);
      for (const speaker of ['user', 'assistant'] as const) filesInText(readPromptText(text), speaker);
      for (const speaker of ['result', 'system'] as const)
        filesInText({ raw: text, prose: text, fences: [], elements: [] }, speaker);
      toolCallFiles(JSON.stringify({ command: text, file_path: text, patch: text }));
      toolCallFiles(text);
      toolCallFiles(`tools.exec(${text}`);
      toolCallFiles(`tools.exec("${text}`);
      toolCallFiles(`tools.exec(\`${text}`);
      completionFiles(text);
      const request = chat([says('system', text), says('user', text)]);
      readConversation(request.messages);
      workingDirectory(asked(request));
      detectClient(asked(request));
      requestKind(asked(request));
    });
  }
});
