// SPDX-License-Identifier: MIT
// The book without anything to click: pages in their order, with the solutions and
// the reasons of the quizzes as appendices. The one page, the PDF and the EPUB are
// made of it.
import { target } from './book.mjs';
import { md } from './markdown.mjs';
import { facts, label } from './page.mjs';
import { escape } from './text.mjs';

/**
 * All pages: { name, title, part, html, sections: [{ id, text }] }.
 * `place(page, anchor)` gives an address; `prefix(page)` what ids begin with.
 */
export function paperPages(book, { place, prefix }) {
  const out = [];
  const solutions = [];
  const answers = [];
  for (const page of book.pages) {
    const env = environment(book, page, { place, prefix });
    const { body, later } = divide(page, place);
    const html = md.renderer.render(body, md.options, env);
    const kicker = page.chapter ? `<p class="kicker">Chapter ${page.chapter.number}</p>\n` : '';
    out.push({
      name: page.name, title: page.title, part: page.part, label: label(page),
      html: kicker + html.replace('</h1>', () => `</h1>\n${facts(book, page, (id) => needed(book, id, place))}`),
      sections: page.headings.filter((h) => h.level === 2).map((h) => ({ id: h.id, text: h.text })),
    });
    const render = (name, tokens) =>
      md.renderer.render(tokens, md.options, environment(book, page, { place, prefix }, name));
    for (const part of later) solutions.push({ page, ...part, html: render('solutions', part.tokens) });
    for (const quiz of quizzes(page)) answers.push({ page, quiz, html: reasons(quiz, (t) => render('answers', t)) });
  }
  if (solutions.length) out.push(solutionPage(solutions, place, prefix));
  if (answers.length) out.push(answerPage(answers, place, prefix));
  const glossary = out.findIndex((p) => p.part === 'glossary');
  if (glossary >= 0) out.push(...out.splice(glossary, 1));
  return out;
}

const needed = (book, id, place) => {
  const page = book.pages.find((p) => p.id === id);
  return page ? `<a href="${place(page.name)}">${escape(label(page))}</a>` : id;
};

function environment(book, page, { place, prefix }, on = page.name) {
  const to = {
    word: (word) => place('glossary', book.words.get(word)),
    link(href, from) {
      let t;
      try {
        t = target(book, href, from);
      } catch {
        return {}; // already a problem
      }
      if (t.url) return { href: t.url };
      if (t.file) return { after: ` (<code>${escape(t.file)}</code>)` };
      return { href: place(t.page.name, t.anchor) };
    },
  };
  return { book, page, md, mode: 'print', prefix: prefix(on) + (on === page.name ? '' : `${page.name}-`), to, place, ends: [], counter: { n: 0 } };
}

const challengeId = (page, n) => `challenge-${page.id}-${n}`;
const solutionId = (id) => `solution-${id.replace('.', '-')}`;

/** Takes solutions, answers of challenges and reasons out of the tokens of a page. */
function divide(page, place) {
  const body = [];
  const later = [];
  let taken = null;
  let why = false;
  let challenges = 0;
  for (const token of page.tokens) {
    const { type, info, meta } = token;
    const moves = type === 'box_open' && (info === 'solution' || (info === 'answer' && meta.of === 'challenge'));
    if (!taken && moves) {
      const challenge = info === 'answer';
      const id = challenge ? challengeId(page, ++challenges) : solutionId(meta.args);
      taken = { id, challenge, title: challenge ? `Challenge ${challenges}` : meta.args, open: token, tokens: [] };
      later.push(taken);
      body.push(pointer(token, place('solutions', id), challenge ? 'The answer is in the appendix' : `The solution of ${meta.args} is in the appendix`, id));
    } else if (taken && type === 'box_close' && meta === taken.open.meta) {
      taken = null;
    } else if (taken) {
      taken.tokens.push(token);
    } else {
      if (type === 'quiz_why_open') why = true;
      if (!why) body.push(token);
      if (type === 'quiz_why_close') why = false;
    }
  }
  return { body, later };
}

/** A line of text with a link, as a token. */
function pointer(token, href, text, id) {
  const made = Object.assign(Object.create(Object.getPrototypeOf(token)), token);
  return Object.assign(made, { type: 'pointer', nesting: 0, meta: { href, text, id } });
}
md.renderer.rules.pointer = (tokens, i, options, env) => {
  const { href, text, id } = tokens[i].meta;
  return `<p class="pointer"><a href="${href}" id="${env.prefix}to-${id}">${text}</a></p>\n`;
};

const quizzes = (page) => page.tokens.filter((t) => t.type === 'box_open' && t.info === 'quiz').map((t) => t.meta);

const reasons = (quiz, render) =>
  `<dl class="reasons">${(quiz.options ?? []).map((o) =>
    `<dt>${o.letter}) ${o.right ? 'Right.' : 'Not right.'}</dt><dd>${render(o.why)}</dd>`).join('')}</dl>\n`;

/** Groups by chapter, a heading each. */
function grouped(list, one, prefix) {
  const pages = [...new Set(list.map((s) => s.page))];
  return {
    html: pages.map((page) => `<h2 id="${prefix}of-${page.id}">${escape(label(page))}</h2>\n` +
      list.filter((s) => s.page === page).map(one).join('')).join(''),
    sections: pages.map((page) => ({ id: `of-${page.id}`, text: label(page) })),
  };
}

function solutionPage(list, place, prefix) {
  const own = prefix('solutions');
  const one = (s) => `<h3 id="${own}${s.id}">${s.challenge ? s.title : `<code>${s.title}</code>`}</h3>\n${s.html}` +
    `<p class="pointer"><a href="${place(s.page.name, `to-${s.id}`)}">Back to the text</a></p>\n`;
  const { html, sections } = grouped(list, one, own);
  return { name: 'solutions', title: 'Solutions', label: 'Solutions', part: 'appendix', sections,
    html: `<h1 id="${own}solutions">Solutions</h1>\n${html}` };
}

function answerPage(list, place, prefix) {
  const own = prefix('answers');
  const one = ({ page, quiz, html }) => `<h3 id="${own}${page.id}-answer-${quiz.args}">Quiz ${quiz.number}</h3>\n${html}` +
    `<p class="pointer"><a href="${place(page.name, `quiz-${quiz.args}`)}">Back to the question</a></p>\n`;
  const { html, sections } = grouped(list, one, own);
  return { name: 'answers', title: 'Answers to the quizzes', label: 'Answers to the quizzes', part: 'appendix', sections,
    html: `<h1 id="${own}answers-to-the-quizzes">Answers to the quizzes</h1>\n${html}` };
}
