// SPDX-License-Identifier: MIT
// The steps of a solution: what the learner is given, with the answer in the places
// that were added so far.
import { diffLines } from 'diff';
import { Mistake } from './problems.mjs';
import { Sources } from './sources.mjs';
import { definitions, matching, parseName } from './symbols.mjs';
import { some, splitList } from './text.mjs';

export const mostNewLines = 25;

export class Solution {
  steps = []; // { number, cases, changes: [{ file, before, after }], files: Map, added }
  #places; // what can be added, in all files

  /** `later`: the `adds` of all steps; they may name parts of a region. */
  constructor(book, exercise, later = []) {
    this.exercise = exercise;
    this.files = exercise.files.map((file) => ({
      file,
      stub: book.sources.text(book.course.stub(exercise, file)),
      answer: book.sources.text(book.course.answer(exercise, file)),
    }));
    const names = later.flatMap(splitList).filter((n) => !n.includes('#')).map(parseName);
    this.#places = this.files.flatMap((f) => places(exercise, f, names));
  }

  /** The names of what no step has added. */
  left() {
    return [...new Set(this.#places.filter((p) => !p.added).map((p) => p.name))];
  }

  /** One step on; `warn` is told when it is too long. One function is never too long. */
  step(adds, cases, warn) {
    const before = this.texts();
    const had = this.#places.filter((p) => p.added).length;
    const regions = (name) => (name.includes('#') ? 0 : 1);
    const names = splitList(adds).sort((a, b) => regions(a) - regions(b));
    for (const name of names) this.#add(name);
    const after = this.texts();
    const changes = this.files
      .map(({ file }) => ({ file, before: before.get(file), after: after.get(file) }))
      .filter((c) => c.before !== c.after);
    const added = changes.reduce((sum, c) => sum + newLines(c), 0);
    this.steps.push({ number: this.steps.length + 1, cases, changes, files: after, added });
    if (!changes.length) throw new Mistake(`adds="${adds}" changes nothing`);
    const one = this.#places.filter((p) => p.added).length - had === 1 && !/#/.test(adds);
    if (added > mostNewLines && !one)
      warn(`this step adds ${added} lines of code; ${mostNewLines} is the most`);
    return this.steps.at(-1);
  }

  /** After the last step: everything is there, and it is the answer. */
  finish() {
    if (!this.steps.length && this.exercise.kind === 'trap') return; // repaired, not built up
    if (!this.steps.length) throw new Mistake(`the solution of ${this.exercise.id} has no step`);
    const left = this.left();
    if (left.length) throw new Mistake(`the steps of ${this.exercise.id} never add ${some(left, 20)}`);
    const texts = this.texts();
    for (const { file, answer } of this.files) {
      const [mine, whole] = [essence(texts.get(file)), essence(answer)];
      const at = whole.findIndex((line, i) => line !== mine[i]);
      if (at >= 0 || mine.length !== whole.length)
        throw new Mistake(`the last step of ${this.exercise.id} is not the answer: ${file} differs at "${(whole[at] ?? mine[whole.length]).trim()}"`);
    }
  }

  #add(name) {
    const [, inFile, region] = /^([^#\s]*)#([\w-]+)$/.exec(name) ?? [];
    const found = region
      ? this.#places.filter((p) => p.region === region && (!inFile || p.file === inFile || p.file.endsWith(`/${inFile}`)))
      : matching(this.#places, parseName(name));
    if (!found.length)
      throw new Mistake(`${this.exercise.id} has no place called ${name}; left are: ${some(this.left(), 20)}`);
    if (region && found.length > 1)
      throw new Mistake(`${name} is in several files: ${found.map((p) => `${p.file}#${region}`).join(', ')}`);
    if (found.every((p) => p.added)) throw new Mistake(`${name} was added by an earlier step`);
    for (const place of found) place.added = true;
    const early = found.find((p) => p.owner && !p.owner.added);
    if (early) throw new Mistake(`${name} is in #${early.owner.region}, which is not added yet`);
  }

  /** The places of a file that steps have added. */
  added(file) {
    return this.#places.filter((p) => p.file === file && p.added);
  }

  /** The files of this moment. */
  texts() {
    return new Map(this.files.map(({ file, stub }) => {
      const added = this.#places.filter((p) => p.added && p.file === file && !p.owner);
      const text = splice(stub, added.map((p) => ({ ...p.at, text: content(p) })));
      // Without marks of regions; and what comes later leaves no hole.
      return [file, text.replace(/^ *\/\/ #(end)?region .*\n/gm, '').replace(/\n{3,}/g, '\n\n')];
    }));
  }
}

/** What a place holds now: a region may lack parts that come in later steps. */
function content(place) {
  const missing = (place.parts ?? []).filter((p) => !p.added);
  const inOther = (p) => missing.some((q) => q !== p && q.at.from <= p.at.from && p.at.to <= q.at.to);
  return splice(place.text, missing.filter((p) => !inOther(p)).map((p) => ({ ...p.at, text: p.missing })));
}

function splice(text, changes) {
  return changes
    .sort((a, b) => b.from - a.from)
    .reduce((now, c) => now.slice(0, c.from) + c.text + now.slice(c.to), text);
}

/** How many lines of code are new; empty lines and comments are not counted. */
function newLines({ before, after }) {
  return diffLines(before, after)
    .filter((part) => part.added)
    .flatMap((part) => part.value.split('\n'))
    .filter((line) => line.trim() && !/^\s*\/\//.test(line)).length;
}

/** All places of a file in which stub and answer differ: regions, then bodies. */
function places(exercise, { file, stub, answer }, names) {
  const regions = regionPlaces(exercise, file, stub, answer);
  const inside = (d) => regions.find((r) => d.from > r.of.open && d.to < r.of.close);
  const given = definitions(stub).filter((d) => !d.isClass);
  const own = definitions(answer);
  const wanted = names.flatMap((n) => matching(own, n));
  const parts = own.filter((d) => inside(d) && wanted.includes(d)).map((d) => part(inside(d), d, answer));
  const outside = own.filter((d) => !d.isClass && !inside(d));
  // First those that have the same parameters; a trap may change a signature.
  const rest = outside.flatMap((d) => pair(d, given, true, file, stub, answer) ?? [d]);
  const whole = exercise.starts_with ? rest.map((d) => (d.at ? d : pair(d, given, false, file, stub, answer) ?? d)) : rest;
  return [...regions, ...parts, ...whole.filter((d) => d.at && d.differs)];
}

/** A definition of the answer with the place that it has in the stub. */
function pair(d, given, strict, file, stub, answer) {
  const at = given.findIndex((s) => s.name === d.name && (!strict ||
    (Boolean(s.body) === Boolean(d.body) && s.parameters === d.parameters && s.behind === d.behind)));
  if (at < 0) return null;
  const [theirs] = given.splice(at, 1);
  const bodies = strict && d.body;
  const [old, now] = bodies ? [theirs.body, d.body] : [rows(stub, theirs), rows(answer, d)];
  const text = answer.slice(now.from, now.to);
  return { ...d, file, at: old, text, differs: text !== stub.slice(old.from, old.to), added: false };
}

const offset = (text, line) => text.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
const rows = (text, d) => ({ from: offset(text, d.doc ?? d.from), to: offset(text, d.to + 1) });

/** A definition in a region that a step of its own adds: until then its body is
 *  a KIOTO_TODO, or it is not there at all. */
function part(region, d, answer) {
  const todo = d.hasBody;
  const at = todo ? d.body : rows(answer, d);
  const start = offset(answer, region.of.open + 1);
  const found = { ...d, file: region.file, region: null, owner: region, added: false,
    at: { from: at.from - start, to: at.to - start },
    missing: todo ? ` { KIOTO_TODO("${region.id}"); }` : '' };
  region.parts.push(found);
  return found;
}

/** In a stub, a region is one comment: "Yours: " and what `free` says of it. */
function regionPlaces(exercise, file, stub, answer) {
  const marks = Sources.regions(answer);
  const lines = answer.split('\n');
  const yours = [...stub.matchAll(/^[ ]*\/\/ Yours: .*(?:\n[ ]*\/\/ [^/].*)*$/gm)];
  const own = (exercise.regions ?? [])
    .map((r) => r.split('#'))
    .filter(([f, name]) => f === file && marks.has(name))
    .sort((a, b) => marks.get(a[1]).open - marks.get(b[1]).open);
  return own.map(([, region], i) => {
    const { open, close } = marks.get(region);
    if (!yours[i]) throw new Mistake(`the stub of ${file} has no "Yours:" for #${region}`);
    return {
      path: [], name: `${file}#${region}`, region, file, id: exercise.id, parts: [], added: false,
      at: { from: yours[i].index, to: yours[i].index + yours[i][0].length },
      of: { open, close },
      text: lines.slice(open, close - 1).join('\n'),
    };
  });
}

/** A text without what the cutter adds and drops: opening comment, markers, todo.hpp. */
function essence(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const first = lines.findIndex((l) => !l.startsWith('//'));
  return lines
    .slice(first)
    .filter((l) => l.trim() && !/^\s*\/\/ #(end)?region |^#include <grader\/todo\.hpp>/.test(l));
}
