// SPDX-License-Identifier: MIT
// `::: name arguments` ... `:::`: finds the boxes, and checks what is in them.
// How they look is in render.mjs.
import { Mistake } from './problems.mjs';
import { quizTokens } from './quiz.mjs';
import { sequence } from './sequence.mjs';
import { some } from './text.mjs';
import { Solution } from './steps.mjs';

const opening = /^(:{3,})\s*([A-Za-z][\w-]*)\s*(.*)$/;

// name -> what its arguments are, and boxes that it must or may stand in
const kinds = {
  goals: {}, selfcheck: {}, predict: {}, tokio: {}, design: {}, summary: {}, instructor: {},
  trap: { argument: 'a title' }, aside: { argument: 'a title' }, challenge: { argument: 'a title' },
  sequence: { argument: 'a title' }, quiz: { argument: 'a name' }, figure: { argument: 'a name' },
  exercise: { argument: 'an exercise' }, solution: { argument: 'an exercise' },
  step: { argument: 'adds="..."', inside: ['solution'] },
  answer: { inside: ['predict', 'selfcheck', 'challenge'] },
};

export function boxes(md) {
  md.block.ruler.before('fence', 'box', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

const lineOf = (state, n) => state.src.slice(state.bMarks[n] + state.tShift[n], state.eMarks[n]).trimEnd();

function block(state, start, end, silent) {
  const first = lineOf(state, start);
  if (!first.startsWith(':::')) return false;
  if (silent) return true;
  const { env } = state;
  const fail = (text, line = start) => env.fail(line, text);
  state.line = start + 1;
  const [, colons, name, args] = opening.exec(first) ?? [];
  if (!name) return fail(/^:+$/.test(first) ? 'this ::: closes no box' : 'a box is written "::: name"'), true;
  const close = closing(state, start, end, colons.length, fail);
  if (close < 0) {
    fail(`the box ${name} is not closed by ${colons}`);
    state.line = end;
    return true;
  }
  state.line = close + 1;
  const kind = kinds[name];
  if (!kind) return fail(`there is no box called ${name}; there is: ${some(Object.keys(kinds), 30)}`), true;
  if (kind.argument && !args) fail(`a box ${name} needs ${kind.argument} behind its name`);
  if (!kind.argument && args) fail(`a box ${name} has nothing behind its name`);
  if (kind.inside && !kind.inside.includes(env.stack.at(-1)?.name))
    fail(`a box ${name} stands inside of: ${kind.inside.join(', ')}`);
  const meta = { name, args, line: start, end: close, env, of: env.stack.at(-1)?.name };
  env.problems.at(env.file, env.line(start), () => before[name]?.(meta, state));
  open(state, meta);
  close_(state, meta);
  return true;
}

/** The line that closes a box: it has as many colons, and closes what was opened last. */
function closing(state, start, end, count, fail) {
  const inside = [count];
  let fence = '';
  for (let n = start + 1; n < end; n++) {
    const line = lineOf(state, n);
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence ? line === fence : mark) fence = fence ? '' : mark;
    if (fence) continue;
    const nested = opening.exec(line);
    if (nested) inside.push(nested[1].length);
    else if (/^:{3,}$/.test(line)) {
      if (inside.length > 1 && line.length === count && inside.at(-1) !== count) return n;
      if (line.length !== inside.at(-1)) {
        fail(`this closes with ${line.length} colons what was opened with ${inside.at(-1)}`, n);
        return -1;
      }
      inside.pop();
      if (!inside.length) return n;
    }
  }
  return -1;
}

function open(state, meta) {
  const token = state.push('box_open', 'div', 1);
  Object.assign(token, { block: true, info: meta.name, meta, map: [meta.line, meta.end] });
  const { parentType, lineMax } = state;
  state.parentType = 'box';
  state.lineMax = meta.end;
  meta.at = state.tokens.length;
  meta.env.stack.push(meta);
  if (meta.name !== 'sequence') state.md.block.tokenize(state, meta.line + 1, meta.end);
  meta.env.stack.pop();
  Object.assign(state, { parentType, lineMax, line: meta.end + 1 });
}

function close_(state, meta) {
  const { env } = meta;
  const content = state.tokens.slice(meta.at);
  env.problems.at(env.file, env.line(meta.line), () => after[meta.name]?.(meta, content, state));
  const token = state.push('box_close', 'div', -1);
  Object.assign(token, { block: true, info: meta.name, meta });
}

const once = (set, name, what) => {
  if (set.has(name)) throw new Mistake(`${what} ${name} is there twice`);
  set.add(name);
};

/** What happens before the content is read. */
const before = {
  exercise({ args, env }, state, meta = arguments[0]) {
    meta.exercise = env.book.course.exercise(args);
    once(env.page.exercises, args, 'the box of exercise');
    if (env.page.chapter && meta.exercise.chapter.id !== env.page.chapter.id)
      throw new Mistake(`${args} is an exercise of ${meta.exercise.chapter.id}`);
  },
  solution(meta, state) {
    const { env, args } = meta;
    meta.exercise = env.book.course.exercise(args);
    once(env.page.solutions, args, 'the solution of');
    const later = [];
    for (let n = meta.line + 1; n < meta.end; n++) {
      const adds = /^:{3,}\s*step\s.*?adds="([^"]*)"/.exec(lineOf(state, n));
      if (adds) later.push(adds[1]);
    }
    meta.solution = new Solution(env.book, meta.exercise, later);
    env.book.solutions.push({ ...meta, page: env.page });
  },
  step(meta) {
    const options = Object.fromEntries([...meta.args.matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2]]));
    const unknown = Object.keys(options).find((k) => !['adds', 'cases'].includes(k));
    if (!options.adds) throw new Mistake('a step is written ::: step adds="..." cases="1-3"');
    if (unknown) throw new Mistake(`a step has no ${unknown}="...": only adds and cases`);
    if (options.cases && !/^\d+(-\d+)?(,\s*\d+(-\d+)?)*$/.test(options.cases))
      throw new Mistake(`cases="${options.cases}" is not like "1-3,5"`);
    const { solution } = meta.env.stack.at(-1) ?? {};
    meta.solution = solution;
    meta.step = solution?.step(options.adds, options.cases ?? '', (text) => meta.env.fail(meta.line, text));
  },
  quiz({ args, env }) {
    if (!/^[a-z][\w-]*$/.test(args)) throw new Mistake(`${args} is not a name of a quiz: small letters and dashes`);
    once(env.page.quizzes, args, 'the quiz');
  },
  figure({ args, env }) {
    if (!env.book.figures.has(args))
      throw new Mistake(`there is no figure ${args}; there is: ${some(env.book.figures.names)}`);
    once(env.page.figures, args, 'the figure');
  },
  sequence(meta, state) {
    const lines = [];
    for (let n = meta.line + 1; n < meta.end; n++) lines.push({ n, text: lineOf(state, n).trim() });
    meta.diagram = sequence(meta.args, lines, (n, text) => meta.env.fail(n, text));
  },
};

const count = (content, type, level) => content.filter((t) => t.type === type && t.level === level).length;
const has = (content, name) => content.some((t) => t.type === 'box_open' && t.info === name);

/** What is checked, and changed, when the content has been read. */
const after = {
  goals(meta, content) {
    const depth = content.find((t) => t.type === 'list_item_open')?.level;
    const goals = count(content, 'list_item_open', depth);
    if (goals < 3 || goals > 5) throw new Mistake(`the goals are a list of three to five, not ${goals}`);
  },
  selfcheck(meta, content) {
    const answers = content.filter((t) => t.type === 'box_open' && t.info === 'answer').length;
    const questions = content.filter((t) => t.type === 'inline' && /^\*\*.+\*\*/s.test(t.content)).length;
    if (answers !== 2 || questions < 2)
      throw new Mistake(`a selfcheck has two **questions** with an answer each, not ${questions} with ${answers}`);
  },
  predict: (meta, content) => needsAnswer(meta, content),
  challenge: (meta, content) => needsAnswer(meta, content),
  solution: (meta) => meta.solution?.finish(),
  quiz: (meta, content, state) => {
    meta.number = meta.env.page.quizzes.size;
    state.tokens.length = meta.at;
    state.tokens.push(...quizTokens(meta, content, state));
  },
};

function needsAnswer(meta, content) {
  if (!has(content, 'answer')) throw new Mistake(`a box ${meta.name} holds an answer: "::: answer"`);
}
