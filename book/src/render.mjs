// SPDX-License-Identifier: MIT
// What tokens look like as HTML. `env.mode` is "web" for the pages of the site, and
// "print" where nothing can be clicked: one page, PDF, EPUB.
import { diffBlock, listingBlock, plainBlock } from './code.mjs';
import { draw, narrow, words } from './sequence.mjs';
import { breakable, codeWords, escape } from './text.mjs';

const web = (env) => env.mode === 'web';
const inline = (env, text) => env.md.renderInline(text, env);
const title = (text) => `<p class="box-title">${text}</p>\n`;
const box = (kind, head, more = '') => `<div class="box ${kind}"${more}>${head ? title(head) : ''}\n`;
const named = (label, args, env) => (args ? `${label}<span class="colon">:</span> ${inline(env, args)}` : label);
const plural = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;

/** On the site a second one, for a phone: there is always one that needs no scrolling. */
const drawings = (diagram, id, env) => (web(env)
  ? `<div class="drawing wide">${draw(diagram, id)}</div><div class="drawing narrow">${draw(diagram, `${id}-narrow`, narrow)}</div>`
  : `<div class="drawing">${draw(diagram, id)}</div>`);
const all = (list) => [list.slice(0, -1).join(', '), list.at(-1)].filter(Boolean).join(' and ');

const kinds = {
  core: 'Exercise', challenge: 'Challenge exercise', trap: 'Trap exercise',
};

const opens = {
  goals: () => box('goals', 'After this chapter you can'),
  selfcheck: () => box('selfcheck', 'Check yourself first'),
  predict: () => box('predict', 'Predict first'),
  trap: (m, env) => box('trap', named('Trap', m.args, env)),
  aside: (m, env) => box('aside', named('Aside', m.args, env)),
  tokio: () => box('tokio', 'How Tokio does it'),
  design: () => box('design', 'The road not taken'),
  challenge: (m, env) => box('challenge', named('Challenge', m.args, env)),
  summary: () => box('summary', 'What you know now'),
  instructor: () => box('instructor', 'For the instructor'),
  answer: (m, env) => web(env)
    ? '<details class="answer"><summary>Show the answer</summary>\n<div>\n'
    : '<div class="answer"><p class="answer-title">Answer</p>\n',
  exercise(m, env) {
    const e = m.exercise;
    if (!e) return '<div>';
    return `<div class="box exercise" id="${env.prefix}exercise-${e.name}" data-exercise="${e.id}">` +
      title(`${kinds[e.kind]} <code>${e.id}</code> <span class="facts">${e.minutes} minutes, ${plural(e.points, 'point')}</span>`) +
      `<p class="exercise-title">${inline(env, codeWords(e.title))}</p>\n`;
  },
  solution(m, env) {
    const steps = m.solution?.steps.length ? ` in ${plural(m.solution.steps.length, 'step')}` : '';
    const text = `The solution of <code>${m.args}</code>${steps}`;
    return web(env)
      ? `<details class="solution" id="solution-${escape(m.args.replace('.', '-'))}"><summary>${text}</summary>\n<div>\n`
      : `<div class="solution">\n`;
  },
  step: (m) => `<div class="step"><p class="step-title">Step ${m.step?.number ?? '?'} of ${m.solution?.steps.length ?? '?'}</p>\n`,
  quiz(m, env) {
    const head = `<p class="box-title">Quiz ${m.number}</p>`;
    return web(env)
      ? `<form class="box quiz" id="quiz-${m.args}" data-many="${m.many}">${head}<fieldset>\n`
      : `<div class="box quiz" id="${env.prefix}quiz-${m.args}">${head}\n`;
  },
  figure: (m, env) => box('figure', '') + env.book.figures.html(m.args, !web(env)) + '<div class="tries">',
  sequence(m, env) {
    const id = `${env.prefix}seq-${++env.counter.n}`;
    if (!m.diagram) return '<div>';
    const steps = words(m.diagram).map((w) => `<li>${escape(w)}</li>`).join('');
    return `<figure class="sequence">${drawings(m.diagram, id, env)}<ol class="hidden-steps" aria-label="The steps of the diagram">${steps}</ol><figcaption>${inline(env, m.args)}</figcaption>`;
  },
};

const closes = {
  answer: (m, env) => (web(env) ? '</div></details>\n' : '</div>\n'),
  solution: (m, env) => (web(env) ? '</div></details>\n' : '</div>\n'),
  figure: () => '</div></div>\n',
  sequence: (m) => (m.diagram ? '</figure>\n' : '</div>'),
  step(m, env) {
    const which = (m.step?.cases ?? '').split(',').map((part) => part.trim().replace('-', ' to '));
    const [noun, verb] = /[-,]/.test(m.step?.cases) ? ['cases', 'pass'] : ['case', 'passes'];
    const cases = which[0] && `<p class="cases">Now ${noun} ${escape(all(which))} ${verb}.</p>\n`;
    return (m.step?.changes ?? []).map((c) => diffBlock(c, env.mode)).join('') + (cases || '') + '</div>\n';
  },
  exercise(m, env) {
    const e = m.exercise;
    if (!e) return '</div>';
    const task = env.md.render(codeWords(e.task.trim()), env);
    const own = e.files.map((f) => env.book.course.stub(e, f));
    const files = (name, paths) => (paths.length
      ? `<p class="files-title">${name}</p><ul class="files">${paths.map((f) => `<li><code>${breakable(f)}</code></li>`).join('')}</ul>\n`
      : '');
    return `<div class="task">${task}</div>` +
      files('You write', own) +
      files('Worth reading', (e.look_at ?? []).filter((f) => !own.includes(f))) +
      plainBlock(`$ ./kioto check ${e.id}`, 'console', env.mode) + '</div>\n';
  },
  quiz: (m, env) => (web(env)
    ? '</fieldset><div class="quiz-end"><p class="verdict" role="status"></p></div></form>\n'
    : `<p class="see-answers"><a href="${env.place('answers', `${env.page.id}-answer-${m.args}`)}">The answer, with reasons</a></p></div>\n`),
};

const control = (m, o) =>
  `<input type="${m.many ? 'checkbox' : 'radio'}" name="${m.args}" value="${o.letter}" />`;

const quizRules = {
  quiz_question_open: (m, o, env) => (web(env) ? '<legend class="question">' : '<div class="question">'),
  quiz_question_close: (m, o, env) => (m.many ? '<p class="several">Several may be right.</p>' : '') + (web(env) ? '</legend>\n' : '</div>\n'),
  quiz_option_open: (m, o) => `<div class="option" data-right="${o.right}">`,
  quiz_option_close: () => '</div>\n',
  quiz_label_open: (m, o, env) => (web(env)
    ? `<label>${control(m, o)} <span class="text">`
    : `<p class="label"><span class="letter">${o.letter})</span> `),
  quiz_label_close: (m, o, env) => (web(env) ? '</span></label>\n' : '</p>\n'),
  quiz_why_open: (m, o) => `<div class="why"><p class="is">${o.right ? 'Right.' : 'Not right.'}</p>`,
  quiz_why_close: () => '</div>',
};

export function render(md) {
  const { rules } = md.renderer;
  rules.code_inline = (tokens, i) => {
    const { content } = tokens[i];
    return content.length < 23 && /[\s-]/.test(content)
      ? `<code class="nb">${escape(content)}</code>` : `<code>${breakable(content)}</code>`;
  };
  rules.box_open = (tokens, i, options, env) => {
    const html = opens[tokens[i].info]?.(tokens[i].meta, env) ?? '<div>';
    const heading = tokens[i - 1]?.type === 'heading_close' ? tokens[i - 2].content : '';
    return html.replace(title(escape(heading)), ''); // it says the same directly above
  };
  rules.box_close = (tokens, i, options, env) => (closes[tokens[i].info] ?? (() => '</div>\n'))(tokens[i].meta, env);
  for (const [type, rule] of Object.entries(quizRules))
    rules[type] = (tokens, i, options, env) => rule(tokens[i].meta.quiz, tokens[i].meta, env);
  rules.listing = (tokens, i, options, env) => {
    const { meta } = tokens[i];
    return meta ? listingBlock(meta, env.mode, meta.title && inline(env, meta.title)) : '';
  };
  rules.fence = (tokens, i, options, env) => plainBlock(tokens[i].content, tokens[i].info.trim(), env.mode);
  rules.table_open = (tokens, i, options, env) =>
    web(env) ? '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n' : '<div class="table"><table>\n';
  rules.table_close = () => '</table></div>\n';
  rules.word = (tokens, i, options, env) =>
    `<a class="word" href="${env.to.word(tokens[i].meta.word)}">${inline(env, tokens[i].content)}</a>`;
  rules.link_open = (tokens, i, options, env) => {
    const to = env.to.link(tokens[i].meta?.href ?? tokens[i].attrGet('href'), env.page);
    env.ends.push(to.after ?? '');
    return to.href ? `<a href="${escape(to.href)}"${to.away ? ' rel="noopener"' : ''}>` : '<span>';
  };
  rules.link_close = (tokens, i, options, env) => {
    const open = tokens.slice(0, i).findLast((t) => t.type === 'link_open');
    const to = env.to.link(open.meta?.href ?? open.attrGet('href'), env.page);
    return (to.href ? '</a>' : '</span>') + env.ends.pop();
  };
  rules.heading_open = (tokens, i, options, env) => {
    const [{ tag }, id] = [tokens[i], tokens[i].attrGet('id')];
    return `<${tag} id="${env.prefix}${id}">`;
  };
  rules.heading_close = (tokens, i, options, env) => {
    const { tag } = tokens[i];
    const id = tokens.slice(0, i).findLast((t) => t.type === 'heading_open').attrGet('id');
    const mark = web(env) && tag !== 'h1'
      ? ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a>` : '';
    return `${mark}</${tag}>\n`;
  };
}
