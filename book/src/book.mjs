// SPDX-License-Identifier: MIT
// Reads the whole book: every page as tokens, the glossary, and what is wrong.
import path from 'node:path';
import { Course } from './course.mjs';
import { loadFigures } from './figures.mjs';
import { frontMatter, md } from './markdown.mjs';
import { Mistake, Problems } from './problems.mjs';
import { Sources } from './sources.mjs';
import { Symbols } from './symbols.mjs';
import { some, splitList } from './text.mjs';
import { wordKey } from './words.mjs';

export const editions = ['student', 'instructor', 'class'];

/** Reads everything below `root`. Problems are in `.problems`. */
export async function readBook(root, edition = 'student') {
  const sources = new Sources(root);
  const course = new Course(sources);
  const code = [
    ...sources.list('runtime/include', /\.hpp$/),
    ...sources.list('runtime/src', /\.cpp$/),
    ...sources.list('solutions', /\.[hc]pp$/).filter((f) => !/\/(wrong|alternatives)\//.test(f)),
  ];
  const problems = new Problems();
  const book = {
    root, edition, sources, course, problems,
    hides: (file) => edition === 'class' && course.isAnswer(file),
    symbols: new Symbols(sources, code), figures: await loadFigures(root, problems),
    solutions: [], pages: [], words: new Map(),
  };
  for (const file of sources.list('book/front', /^[^/]+\.md$/)) read(book, file, { part: 'front' });
  for (const chapter of course.chapters) {
    const file = `${chapter.folder}/chapter.md`;
    if (sources.has(file)) read(book, file, { part: 'chapter', chapter });
  }
  for (const file of sources.list('book/appendix', /^[^/]+\.md$/)) read(book, file, { part: 'appendix' });
  if (sources.has('book/glossary.md')) readGlossary(book, 'book/glossary.md');
  for (const page of book.pages) follow(book, page);
  return book;
}

/** The tokens of an edition: without what it leaves out. */
export function only(tokens, leaveOut) {
  const kept = [];
  let depth = 0;
  for (const token of tokens) {
    const box = /^box_/.test(token.type) && leaveOut(token.info, token.meta);
    if (box && token.nesting === 1) depth++;
    if (!depth) kept.push(token);
    if (box && token.nesting === -1) depth--;
  }
  return kept;
}

const leaveOut = {
  student: (name) => name === 'instructor',
  instructor: () => false,
  class: (name, meta) => name === 'instructor' || name === 'solution' ||
    (name === 'answer' && meta.of === 'challenge'),
};

function read(book, file, more) {
  const { problems } = book;
  const text = book.sources.text(file).replace(/\r\n/g, '\n');
  const { data, lines, body, offset } = frontMatter(text, (line, what) => problems.add(file, line, what));
  const page = {
    file, data, ...more, headings: [], links: [], words: [],
    exercises: new Set(), solutions: new Set(), quizzes: new Set(), figures: new Set(),
  };
  page.id = more.chapter?.id ?? path.basename(file, '.md').replace(/^\d+-/, '');
  page.name = more.chapter?.slug ?? page.id;
  const env = {
    book, page, file, problems, stack: [],
    line: (n) => n + offset + 1,
    fail: (n, what) => problems.add(file, n + offset + 1, what),
  };
  page.tokens = only(md.parse(body, env), leaveOut[book.edition]);
  page.title = page.headings.find((h) => h.level === 1)?.text;
  if (!page.title) problems.add(file, offset + 1, 'a page begins with "# Title"');
  page.title ??= page.id;
  if (page.chapter) checkChapter(book, page, lines);
  book.pages.push(page);
  return page;
}

/** Front matter and completeness of a chapter. */
function checkChapter(book, page, lines) {
  const { data, chapter, file } = page;
  const fail = (key, text) => book.problems.add(file, lines[key] ?? 1, text);
  if (data.title !== chapter.title)
    fail('title', `the title is "${data.title}", chapter.toml says "${chapter.title}"`);
  if (page.title !== data.title)
    book.problems.add(file, page.headings[0]?.line ?? 1, `the heading is "${page.title}", the title "${data.title}"`);
  for (const key of ['reading', 'lecture'])
    if (!/^\d+$/.test(data[key] ?? '')) fail(key, `front matter needs ${key}: a number of minutes`);
  if (!/^\d+\.\d+(\.\d+)?$/.test(data.tokio ?? '')) fail('tokio', 'front matter needs tokio: a version');
  for (const key of Object.keys(data))
    if (!['title', 'reading', 'lecture', 'tokio', 'needs', 'figures'].includes(key))
      fail(key, `front matter has no ${key}`);
  for (const id of data.needs ?? [])
    if (!book.course.chapters.some((c) => c.id === id)) fail('needs', `there is no chapter ${id}`);
  for (const name of data.figures ?? [])
    if (!page.figures.has(name)) fail('figures', `the chapter has no box for figure ${name}`);
  for (const name of page.figures)
    if (!data.figures?.includes(name)) fail('figures', `figure ${name} is not in figures: [...]`);
  const missing = chapter.exercises.filter((e) => !page.exercises.has(e.id)).map((e) => e.id);
  if (missing.length) fail('title', `no "::: exercise" box for ${some(missing)}`);
  const quizzes = page.quizzes.size;
  if (quizzes < 3 || quizzes > 5) fail('title', `a chapter has three to five quizzes, not ${quizzes}`);
}

function readGlossary(book, file) {
  const page = read(book, file, { part: 'glossary' });
  page.id = page.name = 'glossary';
  for (const h of page.headings.filter((h) => h.level === 2))
    for (const word of splitList(h.text)) book.words.set(wordKey(word), h.id);
}

/** Follows the links and words of a page, now that all pages are known. */
function follow(book, page) {
  for (const { word, line } of page.words)
    if (!book.words.has(word))
      book.problems.add(page.file, line, `book/glossary.md has no word "${word}"`);
  for (const { href, line } of page.links)
    book.problems.at(page.file, line, () => target(book, href, page));
}

/** Where a link leads: { page, anchor }, { file } of the course, or { url }. */
export function target(book, href, from) {
  if (/^(https?:|mailto:)/.test(href)) return { url: href };
  if (href.startsWith('@/')) {
    const [file] = decodeURI(href).slice(2).split('#');
    if (!book.sources.has(file)) throw new Mistake(`there is no file ${file} in the course`);
    return { file };
  }
  const [id, anchor] = decodeURI(href).split('#');
  const page = id ? book.pages.find((p) => p.id === id || p.name === id) : from;
  if (!page)
    throw new Mistake(`there is no page ${id}; there is: ${some(book.pages.map((p) => p.id), 30)}`);
  if (anchor && !anchors(page).has(anchor)) {
    const near = page.headings.map((h) => h.id).filter((h) => h.includes(anchor.slice(0, 5)));
    throw new Mistake(`${page.id} has no section #${anchor}; near it: ${some(near)}`);
  }
  return { page, anchor };
}

const anchors = (page) => new Set([
  ...page.headings.map((h) => h.id),
  ...[...page.exercises].map((id) => `exercise-${id.split('.')[1]}`),
  ...[...page.quizzes].map((id) => `quiz-${id}`),
  ...[...page.figures].map((id) => `figure-${id}`),
]);
