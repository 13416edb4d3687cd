// ESLint rule: every text that a person sees in the editor or the webview goes through l10n.t. It looks at what is written where
// people read (text and attributes of Lit's html, members such as `label` and `tooltip`), and at any other string that reads as prose.
import ts from 'typescript';

/** Members of VS Code's and our own objects that are shown. */
const shownMembers =
  /^(label|description|detail|tooltip|title|placeholder|placeHolder|prompt|sentence|hint|heading|text|message|saveLabel|openLabel|ariaLabel|accessibleLabel|legend|summary|valueSelection)$/;
/** Attributes and properties of elements that are shown or spoken. */
const shownAttributes =
  /^\.?(aria-label|aria-description|aria-roledescription|aria-valuetext|title|alt|label|hint|placeholder|heading|error|tooltip|text|description|summary|legend|empty|name-text|confirm-label|action)$/i;
/** Calls whose strings nobody but a developer or an agent reads. */
const unseenCalls =
  /(^|\.)(t|assert\w*|define|querySelector(All)?|closest|matches|addEventListener|removeEventListener|emit|getConfiguration|executeCommand|registerCommand|setContext|startsWith|endsWith|includes|indexOf|replace|replaceAll|split|test|match|matchAll|localeCompare|get|has|getElementById|joinPath|join|createOutputChannel|stringify|postMessage|matchMedia|toLocaleString|toLocaleTimeString|toLocaleDateString|warn|debug|trace|info|createElement|setAttribute|getAttribute)$/;
const wordPair = /[\p{L}\d)’',:;?!]\s+[\p{L}({]/u;
const capitalized = /^\p{Lu}\p{Ll}+…?$/u;

/** The name, and addresses. */
const untranslatable = /^(Muxgate|https?:\/\/\S+)$/;
const letters = /\p{L}{2,}|\p{L}\p{M}/u;

/** @type {import('eslint').Rule.RuleModule} */
export const localizedTexts = {
  meta: {
    type: 'problem',
    fixable: 'code',
    schema: [],
    messages: {
      text: 'A text that people see goes through l10n.t: {{text}}',
      literal: 'l10n.t takes one literal, else no translation is found for it.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();

    const report = (node, text, fix) =>
      context.report({ node, messageId: 'text', data: { text: text.trim().slice(0, 60) }, fix });

    /** Whether only certain strings may stand here: then it is a code and no text. */
    function isCode(node) {
      const type = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node));
      if (type === undefined) return false;
      const parts = type.isUnion() ? type.types : [type];
      const strings = parts.filter((part) => (part.flags & ts.TypeFlags.StringLike) !== 0);
      return strings.length > 0 && strings.every((part) => (part.flags & ts.TypeFlags.StringLiteral) !== 0);
    }

    function isText(node, raw) {
      if (!letters.test(raw) || untranslatable.test(raw)) return false;
      const place = placeOf(node);
      if (place === 'unseen' || isCode(node)) return false;
      if (place === 'shown') return true;
      return wordPair.test(raw) || capitalized.test(raw);
    }

    return {
      Literal(node) {
        if (typeof node.value !== 'string' || !isText(node, node.value)) return;
        report(node, node.value, (fixer) => fixer.replaceText(node, `l10n.t(${quoted(node.value)})`));
      },
      TemplateLiteral(node) {
        if (node.parent.type === 'TaggedTemplateExpression') return;
        const raw = node.quasis.map(({ value }) => value.cooked).join('X');
        if (!isText(node, raw)) return;
        report(node, raw, (fixer) =>
          fixer.replaceText(
            node,
            call(
              context.sourceCode,
              node.quasis.map(({ value }) => value.cooked),
              node.expressions,
            ),
          ),
        );
      },
      TaggedTemplateExpression(node) {
        if (node.tag.type !== 'Identifier' || node.tag.name !== 'html') return;
        for (const run of shownRuns(node.quasi)) {
          const raw = run.texts.join('X');
          if (
            !letters.test(run.texts.join(' ')) ||
            (run.attribute && !wordPair.test(raw) && !/^\p{Lu}\p{Ll}/u.test(raw))
          )
            continue;
          report(node, raw, run.fix && ((fixer) => run.fix(fixer, context.sourceCode)));
        }
      },
      CallExpression(node) {
        const { callee } = node;
        if (context.sourceCode.getText(callee) !== 'l10n.t') return;
        const [first] = node.arguments;
        if (first?.type !== 'Literal' && first?.type !== 'ObjectExpression')
          context.report({ node, messageId: 'literal' });
      },
    };

    /** Where a string ends up, as far as the syntax says it. */
    function placeOf(node) {
      let child = node;
      for (let parent = node.parent; parent !== undefined; child = parent, parent = parent.parent) {
        switch (parent.type) {
          case 'ConditionalExpression':
            if (parent.test === child) return 'unseen';
            continue;
          case 'LogicalExpression':
          case 'TSAsExpression':
          case 'TSSatisfiesExpression':
          case 'ArrayExpression':
            continue;
          case 'ReturnStatement':
            return 'open';
          case 'SwitchCase':
            return parent.test === child ? 'unseen' : 'open';
          case 'TemplateLiteral': {
            if (parent.parent.type !== 'TaggedTemplateExpression') return 'open';
            if (parent.parent.tag.name !== 'html') return 'unseen';
            const place = placesOf(parent)[parent.expressions.indexOf(child)];
            if (place === undefined) return 'unseen';
            if (place === 'text' || shownAttributes.test(place)) return 'shown';
            return /^[@]/.test(place) ? 'open' : 'unseen';
          }
          case 'BinaryExpression':
            return parent.operator === '+' ? 'open' : 'unseen';
          case 'Property':
          case 'PropertyDefinition': {
            if (parent.key === child) return 'unseen';
            const name = parent.key.name ?? String(parent.key.value ?? '');
            return shownMembers.test(name) ? 'shown' : 'open';
          }
          case 'CallExpression':
          case 'NewExpression': {
            if (parent.callee === child) return 'open';
            const callee = context.sourceCode.getText(parent.callee);
            return /Error$/.test(callee) || /\blog\w*\./i.test(callee) || unseenCalls.test(callee)
              ? 'unseen'
              : 'open';
          }
          case 'ImportDeclaration':
          case 'ImportExpression':
          case 'ExportNamedDeclaration':
          case 'TSLiteralType':
          case 'TSEnumMember':
            return 'unseen';
          case 'MemberExpression':
            return parent.property === child ? 'unseen' : 'open';
          default:
            return 'open';
        }
      }
      return 'open';
    }

    function isPlain(expression) {
      const type = checker.getTypeAtLocation(services.esTreeNodeToTSNodeMap.get(expression));
      const parts = type.isUnion() ? type.types : [type];
      return parts.every((part) => (part.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) !== 0);
    }

    /** Stretches of text between tags, and values of attributes that are shown. */
    function shownRuns(quasi) {
      const runs = [];
      let run;
      const open = (attribute) =>
        (run = { attribute, texts: [''], expressions: [], start: 0, end: 0, pieces: [] });
      const close = () => {
        if (run !== undefined) runs.push(finish(run, quasi));
        run = undefined;
      };
      let state = 'text';
      let quote = '';
      let tag = '';
      open('');
      quasi.quasis.forEach((element, index) => {
        const source = context.sourceCode.getText(element);
        const from = element.range[0];
        const lead = 1;
        const tail = element.tail ? 1 : 2;
        for (let place = lead; place < source.length - tail; place++) {
          const character = source[place];
          if (state === 'text') {
            if (character === '<') {
              close();
              state = 'tag';
              tag = '';
            } else piece(run, from + place, character);
          } else if (state === 'tag') {
            tag += character;
            if (character === '>') {
              state = tag.startsWith('!--') && !tag.endsWith('-->') ? 'tag' : 'text';
              if (state === 'text') open('');
            } else if (character === '"' || character === "'") {
              state = 'value';
              quote = character;
              const name = /([^\s=<]+)=["']?$/.exec(tag)?.[1] ?? '';
              if (shownAttributes.test(name)) {
                open(name);
                run.quoteAt = from + place;
              }
            }
          } else if (character === quote) {
            if (run) run.quoteEnd = from + place + 1;
            close();
            state = 'tag';
            tag += quote;
          } else if (run) piece(run, from + place, character);
        }
        if (element.tail) return;
        const expression = quasi.expressions[index];
        if (run && (run.attribute || isPlain(expression))) {
          run.expressions.push(expression);
          run.texts.push('');
          run.pieces.push({ at: expression.range[0] - 2, expression });
          run.last = expression.range[1] + 1;
        } else if (run) {
          close();
          open('');
        }
        if (state === 'tag') tag += '0';
      });
      close();
      return runs;
    }

    function piece(run, at, character) {
      run.texts[run.texts.length - 1] += character;
      if (!/\s/.test(character)) {
        run.pieces.push({ at });
        run.last = at + 1;
      }
    }

    function finish(run) {
      const { attribute, texts, expressions, pieces } = run;
      const first = pieces[0];
      if (first === undefined) return run;
      run.fix = (fixer, sourceCode) => {
        const cleaned = texts.map((text) => text.replace(/\s+/g, ' '));
        cleaned[0] = cleaned[0].trimStart();
        cleaned[cleaned.length - 1] = cleaned[cleaned.length - 1].trimEnd();
        const range = attribute ? [run.quoteAt, run.quoteEnd] : [first.at, run.last];
        return fixer.replaceTextRange(range, '${' + call(sourceCode, cleaned, expressions) + '}');
      };
      return run;
    }

    /** Where each expression of a template stands: `text`, or the attribute's name. */
    function placesOf(quasi) {
      let source = '';
      return quasi.quasis.slice(0, -1).map(({ value }) => {
        source += value.raw;
        const inTag = source.lastIndexOf('<') > source.lastIndexOf('>');
        const place = inTag ? (/([^\s=<"']+)=(?:"[^"]*|'[^']*)?$/.exec(source)?.[1] ?? 'element') : 'text';
        source += '0';
        return place;
      });
    }
  },
};

function call(sourceCode, texts, expressions) {
  const text = texts.map((part, index) => (index === 0 ? part : `{${index - 1}}${part}`)).join('');
  return `l10n.t(${[quoted(text), ...expressions.map((expression) => sourceCode.getText(expression))].join(', ')})`;
}

function quoted(text) {
  return text.includes("'")
    ? JSON.stringify(text)
    : `'${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}'`;
}
