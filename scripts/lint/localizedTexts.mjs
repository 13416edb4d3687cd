// ESLint rule: every text that a person sees in the editor or the page goes through l10n.t. It looks at what is written where people
// read (Lit's html, Markdown of `safe`, members such as `label` and `tooltip`), and at any other string that reads as prose.
import ts from 'typescript';
import { expressionPlaces, htmlTexts, isShownPlace } from './htmlTexts.mjs';

/** Members of VS Code's and our own objects that are shown. */
const shownMembers =
  /^(label|description|detail|tooltip|title|placeholder|placeHolder|prompt|sentence|hint|heading|saveLabel|openLabel|ariaLabel|separator)$/;
/** Calls whose strings nobody but a developer or a machine reads. */
const unseenCalls =
  /(^|\.)#?(t|define|querySelector(All)?|closest|matches|emit|executeCommand|startsWith|endsWith|includes|replace|replaceAll|test|join|createOutputChannel|postMessage|warn|debug|trace|info|setAttribute|matchMedia|runInTerminal)$/;
/** Names, units, icons, markup and addresses are the same in every language. */
const untranslatable =
  /\b(Muxgate|OpenAI|Anthropic|Ollama|Gemini|Claude Code|Codex|Cline|VS Code|USD|MiB|FIM|curl)\b|&\w+;|\(command:|\$\([\w~-]+\)|https?:\/\/\S+/g;
const letters = /\p{L}{2,}|\p{L}\p{M}|\p{Lo}/u;
const wordPair = /[\p{L}\d)’',:;?!]\s+[\p{L}({]/u;
const capitalized = /^\p{Lu}\p{Ll}+…?$/u;
const sentence = /^\p{Lu}.*\s/u;

/** @type {import('eslint').Rule.RuleModule} */
export const localizedTexts = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      text: 'A text that people see goes through l10n.t: “{{text}}”',
      literal: 'l10n.t takes one literal, or no translation is found.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    const services = sourceCode.parserServices;
    const checker = services.program.getTypeChecker();

    function report(node, text) {
      context.report({
        node,
        messageId: 'text',
        data: { text: text.trim().replace(/\s+/g, ' ').slice(0, 60) },
      });
    }

    /** Whether only certain strings may stand here: then it is a code and no text. */
    function isCode(node) {
      const type = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node));
      if (type === undefined) return false;
      const strings = (type.isUnion() ? type.types : [type]).filter(
        ({ flags }) => (flags & ts.TypeFlags.StringLike) !== 0,
      );
      return strings.length > 0 && strings.every(({ flags }) => (flags & ts.TypeFlags.StringLiteral) !== 0);
    }

    /** @param parts the static parts of a string */
    function check(node, parts) {
      if (!hasWords(parts.join(' '))) return;
      const text = parts.join('X');
      const place = placeOf(node, sourceCode);
      if (place === 'unseen' || (place === 'error' && !sentence.test(text)) || isCode(node)) return;
      if (place === 'shown' || wordPair.test(text) || capitalized.test(text)) report(node, text);
    }

    return {
      Literal(node) {
        if (typeof node.value === 'string') check(node, [node.value]);
      },
      TemplateLiteral(node) {
        if (node.parent.type !== 'TaggedTemplateExpression') check(node, partsOf(node));
      },
      TaggedTemplateExpression({ tag, quasi }) {
        if (tag.name === 'safe' && hasWords(partsOf(quasi).join(' ')))
          report(quasi, partsOf(quasi).join('…'));
        if (tag.name !== 'html') return;
        for (const { place, text } of htmlTexts(quasi.quasis.map(({ value }) => value.raw).join('${}'))) {
          const written = text.replaceAll('${}', ' ').trim();
          // Examples in a placeholder are no words: `provider/model`.
          const isShown = place === 'text' || wordPair.test(written) || /^\p{Lu}\p{Ll}/u.test(written);
          if (isShown && hasWords(written)) report(quasi, text.replaceAll('${}', '…'));
        }
      },
      CallExpression(node) {
        if (sourceCode.getText(node.callee) !== 'l10n.t') return;
        const [first] = node.arguments;
        if (first?.type !== 'Literal') context.report({ node, messageId: 'literal' });
      },
    };
  },
};

function hasWords(text) {
  return letters.test(text.replace(untranslatable, ''));
}

function partsOf(template) {
  return template.quasis.map(({ value }) => value.cooked);
}

/** Where a string ends up, as far as the syntax says it: `shown`, `unseen`, `error` for an error's message, or `open`. */
function placeOf(node, sourceCode) {
  let child = node;
  for (let { parent } = node; parent !== undefined; child = parent, { parent } = parent) {
    switch (parent.type) {
      case 'ConditionalExpression':
        if (parent.test === child) return 'unseen';
        continue;
      case 'LogicalExpression':
      case 'TSAsExpression':
      case 'ArrayExpression':
        continue;
      case 'TemplateLiteral':
        return placeInTemplate(parent, child);
      case 'BinaryExpression':
        return parent.operator === '+' ? 'open' : 'unseen';
      case 'SwitchCase':
        return parent.test === child ? 'unseen' : 'open';
      case 'MemberExpression':
        return parent.property === child ? 'unseen' : 'open';
      case 'Property':
      case 'PropertyDefinition':
        if (parent.key === child) return 'unseen';
        return shownMembers.test(parent.key.name ?? parent.key.value) ? 'shown' : 'open';
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === child ? 'open' : placeInCall(sourceCode.getText(parent.callee));
      case 'ImportDeclaration':
      case 'ImportExpression':
      case 'ExportNamedDeclaration':
      case 'TSLiteralType':
        return 'unseen';
      default:
        return 'open';
    }
  }
  return 'open';
}

function placeInTemplate(template, expression) {
  const { parent } = template;
  if (parent.type !== 'TaggedTemplateExpression') return 'open';
  if (parent.tag.name !== 'html') return parent.tag.name === 'safe' ? 'shown' : 'unseen';
  const place = expressionPlaces(template.quasis)[template.expressions.indexOf(expression)];
  if (isShownPlace(place)) return 'shown';
  return place.startsWith('@') ? 'open' : 'unseen';
}

function placeInCall(callee) {
  // The gateway's language is English.
  if (callee === 'QuestionError') return 'unseen';
  if (/Error$/.test(callee)) return 'error';
  return /\blog\w*\./i.test(callee) || unseenCalls.test(callee) ? 'unseen' : 'open';
}
