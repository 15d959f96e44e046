// SPDX-License-Identifier: MIT
// Small words about text that many parts need.

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escape = (text) => String(text).replace(/[&<>"]/g, (c) => entities[c]);

/** The anchor of a heading: its words in small letters with dashes. */
export const slug = (text) =>
  text
    .toLowerCase()
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/**
 * Code inside of a line, as HTML that breaks where a reader expects it: between words
 * and, if it is long, behind / and ::, but never behind the dash of --only.
 */
export const breakable = (code) =>
  code.split(/(\s+)/).map((word) => {
    const at = word.length > 30 ? /(?<=\w[/=])(?=\w)|(?<=\w{4}::)(?=\w)/ : /(?<=\w[/=])(?=\w)/;
    const parts = word.length > 26 ? word.split(at) : [word];
    return parts
      .map((part) => (/-./.test(part) && part.length < 32 ? `<span class="nb">${escape(part)}</span>` : escape(part)))
      .join('<wbr/>');
  }).join('');

/** HTML without its tags, for the search and for titles. */
export const plain = (html) =>
  html
    .replace(/<span class="nb">([^<]*)<\/span>/g, '$1')
    .replace(/<\/?(?:a|b|code|em|strong|wbr)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

/** Splits at commas that are outside of all brackets. */
export function splitList(text) {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if ('<([{'.includes(c)) depth++;
    if ('>)]}'.includes(c)) depth--;
    if (c === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((p) => p.trim()).filter(Boolean);
}

/** "a, b and c" of what there is, for messages; long lists are cut. */
export function some(names, most = 8) {
  const list = [...names];
  if (list.length === 0) return 'none';
  const more = list.length - most;
  return list.slice(0, most).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Takes away what all lines are indented by. */
export function dedent(lines) {
  const depths = lines
    .filter((l) => !l.gap && l.text.trim())
    .map((l) => /^ */.exec(l.text)[0].length);
  const depth = depths.length ? Math.min(...depths) : 0;
  return lines.map((l) => (l.gap ? l : { ...l, text: l.text.slice(depth) }));
}

/** Puts what looks like code in plain text between backticks: poll<T>, wake(), a::b. */
export const codeWords = (text) => text.includes('`') ? text : text.replace(
  /\b\w+\.[ch]pp\b|\b[A-Za-z_][\w:]*(?:<[\w:&*, ]*>)(?:::\w+)*(?:\([^()]*\))?|\b\w+(?:::~?\w+)*\([^()]*\)|\b\w+(?:::~?\w+)+|\b[A-Za-z]\w*_\w+/g,
  (code) => `\`${code.replace(/\s+/g, ' ')}\``);
