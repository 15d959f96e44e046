// SPDX-License-Identifier: MIT
//
// The figures of the book. Each is a scenario in C++ that runs on the real
// runtime, chapters/chNN-slug/figures/NAME.cpp, with NAME.json beside it. This
// builds them for the browser and for this machine, and gives the weaver what it
// puts into a page: see README.md.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import vm from 'node:vm';

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(here, '../..');
const assets = path.resolve(here, '../assets');
const compiler = process.env.KIOTO_CLANG ?? 'clang++-19';

// What figure.js is made of, in this order. The first has what the table needs, too.
const player = ['record.js', 'parts.js', 'stage.js', 'player.js'].map(
  (file) => fs.readFileSync(path.join(assets, 'figure', file), 'utf8'));
const context = vm.createContext({});
vm.runInContext(player[0], context);
const { findLine, changes } = context.KiotoFigure;

/** Stops the build: `message` begins with a file, and a line if there is one. */
export class FigureError extends Error {}

// What there is --------------------------------------------------------------

/** Gives the figures of the course: name, chapter, and what its .json says. */
export function listFigures() {
  const found = [];
  const chapters = path.join(root, 'chapters');
  for (const chapter of fs.readdirSync(chapters).sort()) {
    const folder = path.join(chapters, chapter, 'figures');
    if (!fs.existsSync(folder)) continue;
    for (const file of fs.readdirSync(folder).sort()) {
      if (!file.endsWith('.cpp')) continue;
      const name = path.basename(file, '.cpp');
      const about = path.join(folder, `${name}.json`);
      try {
        found.push({ name, chapter: chapter.slice(0, 4), file: path.join(folder, file),
          about: JSON.parse(fs.readFileSync(about, 'utf8')) });
      } catch (error) {
        throw new FigureError(`${path.relative(root, about)}: ${error.message}`);
      }
    }
  }
  return found;
}

function figure(name) {
  const it = listFigures().find((one) => one.name === name);
  if (!it) throw new FigureError(`no figure ${name} in chapters/*/figures`);
  return it;
}

// Building -------------------------------------------------------------------

const flags = ['-std=c++23', '-Wall', '-Wextra', '-Werror',
  // A figure shows what is in an object, also what is private.
  '-fno-access-control',
  `-I${root}/runtime/include`, `-I${here}/cpp`];
const targets = {
  native: ['-O0', '-pthread'],
  wasm: ['--target=wasm32-wasi', '-mexec-model=reactor', '-Oz', '-flto', '-Wl,--strip-all'],
};

const digest = (text) => createHash('sha256').update(text).digest('hex');

/** Whether all files of `known`, path to digest, are as they were. */
function unchanged(known) {
  return Object.entries(known).every(([file, sum]) =>
    fs.existsSync(file) && digest(fs.readFileSync(file)) === sum);
}

/** The files that a compiler's list of dependencies names. */
function dependencies(list) {
  return list.replace(/\\\n/g, ' ').replace(/^[^:]*:/, '').trim().split(/\s+/);
}

async function compile(it, target, cache) {
  const out = path.join(cache, `${it.name}.${target}`);
  const record = `${out}.json`;
  // One file for the compiler, so that it names all that it has read.
  const sources = [it.file, `${here}/cpp/figure.cpp`,
    ...(target === 'wasm' ? [`${here}/cpp/wasm.cpp`] : []),
    ...(it.about.sources ?? ['runtime/src/async/await_chain.cpp',
      'runtime/src/async/frame_allocator.cpp']).map((one) => path.join(root, one))];
  const text = sources.map((one) => `#include "${one}"\n`).join('');
  const command = [compiler, ...flags, ...targets[target]];
  const key = digest(JSON.stringify([command, text]));
  try {
    const old = JSON.parse(fs.readFileSync(record, 'utf8'));
    if (old.key === key && fs.existsSync(out) && unchanged(old.files)) return { out, built: false };
  } catch { /* not built yet */ }
  fs.mkdirSync(cache, { recursive: true });
  const all = `${out}.cpp`;
  fs.writeFileSync(all, text);
  try {
    await run(compiler, [...command.slice(1), '-MD', '-MF', `${out}.d`, all, '-o', out]);
  } catch (error) {
    const said = error.stderr || error.message;
    const needs = /file not found|cannot open|unable to find library|ENOENT/.test(said)
      ? '\nThe packages that figures need are in book/figures/README.md.' : '';
    throw new FigureError(`${path.relative(root, it.file)}: does not compile for ${target}\n${said}${needs}`);
  }
  const files = {};
  for (const file of dependencies(fs.readFileSync(`${out}.d`, 'utf8'))) {
    if (file.startsWith(root) && file !== all) files[file] = digest(fs.readFileSync(file));
  }
  fs.writeFileSync(record, JSON.stringify({ key, files }));
  return { out, built: true };
}

/** Runs the native program: the trace, as text. */
export async function nativeTrace(program, args) {
  return (await run(program, [args], { maxBuffer: 1 << 26 })).stdout;
}

/** Runs the wasm program in the same way as the page does. */
export async function wasmTrace(bytes, args) {
  return context.KiotoFigure.trace(await WebAssembly.compile(bytes), args, WebAssembly,
    new TextEncoder(), new TextDecoder());
}

const steps = (text) => text.trimEnd().split('\n').map((one) => JSON.parse(one));

// The source beside it -------------------------------------------------------

const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The lines that are shown of a file, as [number, text]. A scenario shows its
 * regions, but no line that ends in //~; a header all but what comes before. */
function shownLines(text, isScenario) {
  const shown = [];
  let inside = false;
  text.split('\n').forEach((line, index) => {
    if (/^\s*\/\/ #(end)?region/.test(line)) {
      if (isScenario) inside = !line.includes('#end');
    } else {
      if (!isScenario && /^namespace/.test(line)) inside = true;
      if (inside && !/\/\/~\s*$/.test(line)) shown.push([index + 1, line.trimEnd()]);
    }
  });
  return shown;
}

/** The files that the figure's steps are in: its own, and what it names. */
function sourcesOf(it) {
  const own = fs.readFileSync(it.file, 'utf8');
  const named = [...own.matchAll(/"((?:kioto|src)\/[\w/]+\.[ch]pp)"/g)].map((match) => match[1]);
  const sources = { [path.basename(it.file)]: it.file };
  for (const file of [...new Set([...named, ...(it.about.also ?? [])])]) {
    sources[file] = path.join(root, file.startsWith('src/') ? 'runtime' : 'runtime/include', file);
  }
  return Object.fromEntries(Object.entries(sources).map(([name, file]) => {
    if (!fs.existsSync(file)) throw new FigureError(`${path.relative(root, it.file)}: no ${name}`);
    const text = file === it.file ? own : fs.readFileSync(file, 'utf8');
    const lines = shownLines(text, file === it.file);
    return [name, { file: path.relative(root, file), text: lines }];
  }));
}

const withoutHidden = (sources, hides) => Object.fromEntries(Object.entries(sources).map(([name, one]) =>
  [name, hides(one.file) ? { file: one.file, text: [], isHidden: true } : one]));

/** Stops the build if a step is at a line that does not exist. */
export function checkPlaces(it, sources, trace) {
  for (const { at } of trace) {
    const problem = findLine(sources, at).problem;
    if (problem) throw new FigureError(`${path.relative(root, it.file)}: a step is at "${at}": ${problem}`);
  }
}

// What the weaver asks for ---------------------------------------------------

const built = new Map();

/** Builds all figures, and writes the scripts and the style into `out`. What
 * `hides` says of a file, by its path in the course, is whether its text is left
 * out. Returns: for each its name, the size of its wasm, and whether it was compiled. */
export async function buildFigures({ out, hides = () => false, cache = path.join(root, 'build/figures') }) {
  const report = [];
  if (out) fs.mkdirSync(out, { recursive: true });
  for (const it of listFigures()) {
    const [native, wasm] = [await compile(it, 'native', cache), await compile(it, 'wasm', cache)];
    const all = sourcesOf(it);
    const sources = withoutHidden(all, hides);
    const runs = [];
    for (const one of it.about.runs) {
      const trace = steps(await nativeTrace(native.out, one.with));
      checkPlaces(it, all, trace);
      runs.push({ ...one, trace });
    }
    const bytes = fs.readFileSync(wasm.out);
    built.set(it.name, { ...it, sources, runs, native: native.out, wasm: wasm.out });
    if (out) {
      const { title, choices = [], actions = [], lanes, layout } = it.about;
      const data = { title, choices, actions, lanes, layout, start: it.about.runs[0].with,
        sources, wasm: bytes.toString('base64') };
      fs.writeFileSync(path.join(out, `figure-${it.name}.js`),
        `(window.KIOTO_FIGURES=window.KIOTO_FIGURES||{})["${it.name}"]=${JSON.stringify(data)};\n`);
    }
    report.push({ name: it.name, bytes: bytes.length, built: native.built || wasm.built });
  }
  if (out) {
    const read = (file) => fs.readFileSync(path.join(assets, file), 'utf8');
    fs.writeFileSync(path.join(out, 'figure.js'), player.join('\n'));
    fs.writeFileSync(path.join(out, 'figure.css'), read('figure-table.css') + read('figure.css'));
  }
  return report;
}

function ready(name) {
  figure(name);
  if (!built.has(name)) throw new FigureError(`figure ${name}: buildFigures() comes first`);
  return built.get(name);
}

/** What the tests look at: paths, sources and runs of a figure that is built. */
export const builtFigure = ready;

/** The scripts of a page with this figure, in their order: files of `out`. */
export function figureScripts(name) {
  figure(name);
  return [`figure-${name}.js`, 'figure.js'];
}

/** A run as a table: [{title, rows: [{step, who, what, state, where}]}]. */
export function figureTable(name) {
  const it = ready(name);
  return it.runs.map(({ title, trace }) => ({
    title,
    rows: trace.map((now, index) => {
      const { source, line } = findLine(it.sources, now.at);
      return { step: index, who: now.who, what: now.what, state: changes(trace[index - 1], now),
        where: path.basename(source) + (line ? `:${line}` : '') };
    }),
  }));
}

const placeHtml = (where) => {
  const [file, line] = where.split(':');
  return `<code>${escape(file)}</code>${line ? ` <span class="kf-at">line ${line}</span>` : ''}`;
};

/** The tables in HTML (which is XHTML, too). In a page they can be scrolled. */
function tablesHtml(name, still) {
  const scrolls = (title) => (still ? '' : ` role="group" tabindex="0" aria-label="${escape(title)}"`);
  return figureTable(name).map(({ title, rows }) => `<div class="kf-scroll"${scrolls(title)}>`
    + `<table class="kf-table"><caption>${escape(title)}</caption><thead><tr>`
    + '<th scope="col">Step</th><th scope="col">Who</th><th scope="col">What happens</th>'
    + '<th scope="col">State that has changed</th><th scope="col">Where</th></tr></thead><tbody>'
    + rows.map((row) => `<tr><th scope="row">${row.step}</th><td>${escape(row.who)}</td>`
      + `<td>${escape(row.what)}</td><td>${row.state.map(escape).join('<br/>')}</td>`
      + `<td>${placeHtml(row.where)}</td></tr>`).join('')
    + '</tbody></table></div>').join('\n');
}

/** The figure's place in a page. Without scripts, and on paper, it is its tables;
 * figure.js puts the player above them. With `still`, for the PDF and the EPUB,
 * there is nothing to play or to fold. */
export function figureHtml(name, { still = false } = {}) {
  const { title, lead } = ready(name).about;
  const tables = tablesHtml(name, still);
  return `<figure class="kf" id="figure-${name}"${still ? '' : ` data-figure="${name}"`}>`
    + `<figcaption><strong>${escape(title)}.</strong> ${escape(lead)}</figcaption>`
    + (still ? tables : `<div class="kf-live" hidden="hidden"></div>`
      + `<details class="kf-tables" open="open"><summary>As a table</summary>${tables}</details>`)
    + '</figure>';
}
