// SPDX-License-Identifier: MIT
// A quiz: what stands before its list is the question; each point of the list is an
// option, `[x]` when right, with a quotation in it that says why.
import { Mistake } from './problems.mjs';

/** The tokens of a quiz, in order: question, then for each option text and reason. */
export function quizTokens(meta, content, state) {
  const start = content.findIndex((t) => t.type === 'bullet_list_open');
  if (start < 0) throw new Mistake(`quiz ${meta.args} has no options: "- [ ] text" or "- [x] text"`);
  if (start === 0) throw new Mistake(`quiz ${meta.args} has no question before its options`);
  const level = content[start].level;
  const end = content.findIndex((t, i) => i > start && t.type === 'bullet_list_close' && t.level === level);
  if (end !== content.length - 1) throw new Mistake(`in quiz ${meta.args} nothing may follow the options`);
  const make = (type, nesting, more) =>
    Object.assign(new state.Token(type, 'div', nesting), { block: true, meta: { quiz: meta, ...more } });
  const options = items(content.slice(start + 1, end), level + 1)
    .map((tokens, i) => option(meta, tokens, 'abcdefghij'[i]));
  if (options.length < 2) throw new Mistake(`quiz ${meta.args} has ${options.length} option; it needs two or more`);
  meta.right = options.filter((o) => o.right).map((o) => o.letter);
  if (!meta.right.length) throw new Mistake(`quiz ${meta.args} has no right option: mark it with [x]`);
  meta.many = meta.right.length > 1;
  meta.options = options;
  return [
    make('quiz_question_open', 1), ...content.slice(0, start), make('quiz_question_close', -1),
    ...options.flatMap((o) => [
      make('quiz_option_open', 1, o),
      make('quiz_label_open', 1, o), ...o.label, make('quiz_label_close', -1, o), ...o.rest,
      make('quiz_why_open', 1, o), ...o.why, make('quiz_why_close', -1, o),
      make('quiz_option_close', -1, o),
    ]),
  ];
}

/** The tokens inside of each point of a list. */
function items(tokens, level) {
  const found = [];
  for (const token of tokens) {
    if (token.type === 'list_item_open' && token.level === level) found.push([]);
    else if (token.type !== 'list_item_close' || token.level !== level) found.at(-1).push(token);
  }
  return found;
}

function option(meta, tokens, letter) {
  const fail = (text) => {
    const line = tokens.find((t) => t.map)?.map[0] ?? meta.line;
    meta.env.fail(line, `quiz ${meta.args}, option ${letter}: ${text}`);
  };
  const inline = tokens.find((t) => t.type === 'inline');
  const [, mark, text] = /^\[([ xX])\]\s+(.*)$/s.exec(inline?.content ?? '') ?? [];
  if (!mark) fail('begins with neither [ ] nor [x]');
  else inline.content = text;
  const why = tokens.findIndex((t) => t.type === 'blockquote_open');
  const end = tokens.findLastIndex((t) => t.type === 'blockquote_close');
  if (why < 0 || !tokens.slice(why, end).some((t) => t.type === 'inline')) fail('has no reason: "> Because ..."');
  else if (end !== tokens.length - 1) fail('its reason must be the last in it');
  const label = tokens.indexOf(inline);
  return {
    letter, fail,
    right: mark !== ' ' && mark !== undefined,
    label: inline ? [inline] : [],
    rest: tokens.slice(label + 2, why < 0 ? undefined : why),
    why: why < 0 ? [] : tokens.slice(why + 1, end),
  };
}
