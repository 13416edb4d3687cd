/** Attributes and properties of elements that are shown or spoken. */
const shownAttributes =
  /^\.?(aria-label|aria-description|aria-roledescription|aria-valuetext|title|alt|label|hint|placeholder|heading|error|tooltip|text|description|summary|legend|empty)$/i;

/** @param place `text`, or an attribute's name as it is written in the template */
export function isShownPlace(place) {
  return place === 'text' || shownAttributes.test(place);
}

/**
 * The texts between tags, and the values of attributes that are shown, of a template of Lit's `html`.
 * @param source the template with `${}` for each expression
 * @returns their static parts, with `${}` where an expression stands
 */
export function htmlTexts(source) {
  const texts = [];
  let rest = source.replace(/<!--[^]*?-->/g, '');
  while (rest !== '') {
    const [text] = /^[^<]*/.exec(rest);
    texts.push({ place: 'text', text });
    rest = rest.slice(text.length);
    const [tag] = /^<(?:"[^"]*"|'[^']*'|[^>"'])*>?/.exec(rest) ?? [''];
    for (const [, place, double, single] of tag.matchAll(/([^\s=<"']+)=(?:"([^"]*)"|'([^']*)')/g)) {
      if (isShownPlace(place)) texts.push({ place, text: double ?? single });
    }
    rest = rest.slice(tag.length);
  }
  return texts;
}

/** Where each expression of a template stands: `text`, an attribute's name, or `element`. */
export function expressionPlaces(quasis) {
  let source = '';
  return quasis.slice(0, -1).map(({ value }) => {
    source += value.raw;
    const isInTag = source.lastIndexOf('<') > source.lastIndexOf('>');
    const attribute = /([^\s=<"']+)=(?:"[^"]*|'[^']*)?$/.exec(source)?.[1];
    source += '${}';
    return isInTag ? (attribute ?? 'element') : 'text';
  });
}
