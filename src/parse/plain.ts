/**
 * HTML whose markup cannot be parsed, as paragraphs of its text: no tag, comment or program is left, every
 * tag has become the end of a line, and nothing that stood between them is lost.
 */
export function flattenMarkup(html: string): string {
  const lines = withoutPrograms(html)
    .replace(/<[a-z/!?][^<>]*>/gi, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return `<p>${lines.map((line) => line.replaceAll('<', '&lt;')).join('<br>\n')}</p>`;
}

/** Comments, scripts and styles; what is never closed ends with the text, as it does for browsers. */
function withoutPrograms(html: string): string {
  const lower = html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  let kept = '';
  let from = 0;
  for (const { 0: opening, 1: name, index } of lower.matchAll(/<(?:(script|style)\b|!--)/g)) {
    if (index < from) continue;
    const closing = name === undefined ? '-->' : `</${name}`;
    const end = lower.indexOf(closing, index + opening.length);
    kept += html.slice(from, index);
    if (end < 0) return kept;
    from = end + closing.length;
  }
  return kept + html.slice(from);
}
