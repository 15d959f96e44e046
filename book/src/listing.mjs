// SPDX-License-Identifier: MIT
// `<<<`: reads what it asks for, and gives the lines of a listing.
import { Mistake } from './problems.mjs';
import { parseName, matching } from './symbols.mjs';
import { dedent, splitList } from './text.mjs';

const languages = {
  cpp: 'cpp', hpp: 'cpp', cc: 'cpp', h: 'cpp', toml: 'toml', json: 'json', rs: 'rust',
  bash: 'bash', sh: 'bash', cmake: 'cmake',
};

/** Returns { file, lines, lang, marked, label, title, whole }; a line is { n, text }
 *  or { gap }. */
export function listing(book, spec) {
  const [, what, braces, title] = /^(.*?)\s*(?:\{([^{}]*)\})?(?:\s+\[(.*)\])?\s*$/.exec(spec);
  if (/\s\[|\]\s/.test(what) || title?.trim() === '')
    throw new Mistake('a title stands last, in brackets: <<< @/file {3,5-7} [Title]');
  const options = splitList(braces ?? '');
  const marked = new Set();
  for (const option of options) {
    const range = /^(\d+)(?:-(\d+))?$/.exec(option);
    if (!range && option !== 'nodoc') throw new Mistake(`{${option}} is neither lines nor nodoc`);
    for (let n = Number(range?.[1]); n <= Number(range?.[2] ?? range?.[1]); n++) marked.add(n);
  }
  const part = read(book, what, options.includes('nodoc'));
  const lines = dedent(trim(part.lines));
  if (!lines.length) throw new Mistake(`${what} is empty`);
  const last = Math.max(0, ...marked);
  if (last > lines.length) throw new Mistake(`line ${last} is marked, the listing has ${lines.length}`);
  book.sources.show(part.file, lines);
  return { ...part, lines, marked, title, lang: language(part.file, lines) };
}

function language(file, lines) {
  const known = languages[/\.(\w+)$/.exec(file)?.[1]];
  return known ?? (lines[0].text?.startsWith('$ ') ? 'console' : 'text');
}

function read(book, what, nodoc) {
  const { sources, symbols } = book;
  const stub = /^(ch\d\d\.\w+)::stub\s+([^\s#]+)(?:#(.+))?$/.exec(what);
  if (what.startsWith('@/')) {
    const [, file, region] = /^@\/([^#\s]+)(?:#([\w-]+))?$/.exec(what) ?? [];
    if (!file) throw new Mistake(`${what} is not a path: @/folder/file, or @/folder/file#region`);
    return { file, label: region, whole: !region, lines: whole(sources, file, region) };
  }
  if (stub) {
    const [, id, name, part] = stub;
    const file = book.course.stub(book.course.exercise(id), name);
    if (!part?.includes('::')) return { file, label: part, whole: !part, lines: whole(sources, file, part) };
    const found = matching(symbols.of(file), parseName(part));
    if (!found.length) throw new Mistake(`${file} has nothing called ${part}`);
    return { file, label: part, lines: join(sources, file, found, nodoc) };
  }
  const [, names, inFile] = /^(.*?)(?:\s+in\s+(\S+))?$/.exec(what);
  if (!names) throw new Mistake('<<< needs a symbol, or a path that begins with @/');
  const hits = splitList(names).map((n) => symbols.find(n, inFile));
  const files = new Set(hits.map((h) => h.file));
  if (files.size > 1) throw new Mistake(`these symbols are in ${files.size} files: ${[...files].join(', ')}`);
  const [{ file }] = hits;
  return { file, label: names, lines: join(sources, file, hits.flatMap((h) => h.found), nodoc) };
}

function whole(sources, file, region) {
  const { from, to } = region
    ? sources.region(file, region)
    : { from: 1, to: sources.lines(file).length };
  return sources.cut(file, from, to);
}

/** The lines of several definitions in the file's order; a gap where code is left out. */
function join(sources, file, found, nodoc) {
  const ranges = found
    .map((d) => ({ from: nodoc ? d.from : (d.doc ?? d.from), to: d.to }))
    .sort((a, b) => a.from - b.from);
  const lines = [];
  let last = 0;
  for (const { from, to } of ranges) {
    if (to <= last) continue;
    const between = last ? sources.cut(file, last + 1, from - 1) : [];
    if (between.some((l) => l.text.trim())) lines.push({ gap: true, text: '' });
    else lines.push(...between);
    lines.push(...sources.cut(file, Math.max(from, last + 1), to));
    last = to;
  }
  return lines;
}

/** Without empty lines at both ends. */
function trim(lines) {
  const full = (l) => l.gap || l.text.trim();
  const first = lines.findIndex(full);
  const last = lines.findLastIndex(full);
  return first < 0 ? [] : lines.slice(first, last + 1);
}
