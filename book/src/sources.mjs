// SPDX-License-Identifier: MIT
// The files of the course: their text, their regions, and which of their lines
// the book shows.
import fs from 'node:fs';
import path from 'node:path';
import { Mistake } from './problems.mjs';
import { some } from './text.mjs';

const marker = /^\s*(?:\/\/|#) #(end)?region ([\w-]+)\s*$/;

export class Sources {
  #texts = new Map();
  shown = new Map(); // file -> numbers of the lines that a listing shows

  constructor(root) {
    this.root = root;
  }

  has(file) {
    return fs.existsSync(path.join(this.root, file));
  }

  text(file) {
    if (!this.#texts.has(file)) {
      const full = path.join(this.root, file);
      if (path.relative(this.root, full).startsWith('..'))
        throw new Mistake(`${file} is outside of the course`);
      if (!fs.existsSync(full)) throw new Mistake(`there is no file ${file}`);
      this.#texts.set(file, fs.readFileSync(full, 'utf8'));
    }
    return this.#texts.get(file);
  }

  lines(file) {
    return this.text(file).replace(/\n$/, '').split('\n');
  }

  /** The files below a folder whose names end so, from the root of the course. */
  list(folder, ends) {
    const top = path.join(this.root, folder);
    if (!fs.existsSync(top)) return [];
    return fs
      .readdirSync(top, { recursive: true })
      .filter((f) => ends.test(f))
      .map((f) => path.join(folder, f))
      .sort();
  }

  /** Lines `from` to `to`, both included and counted from 1, without markers. */
  cut(file, from, to) {
    return this.lines(file)
      .slice(from - 1, to)
      .map((text, i) => ({ n: from + i, text }))
      .filter((line) => !marker.test(line.text));
  }

  /** All regions of a text: name -> { open, close }, the lines of its markers. */
  static regions(text) {
    const found = new Map();
    text.split('\n').forEach((line, i) => {
      const [, end, name] = marker.exec(line) ?? [];
      if (name && end && found.has(name)) found.get(name).close = i + 1;
      else if (name) found.set(name, { open: i + 1, close: 0 });
    });
    return found;
  }

  region(file, name) {
    const all = Sources.regions(this.text(file));
    const region = all.get(name);
    if (!region)
      throw new Mistake(`${file} has no region ${name}; there is: ${some(all.keys())}`);
    if (!region.close) throw new Mistake(`${file}: region ${name} has no #endregion`);
    return { from: region.open + 1, to: region.close - 1 };
  }

  show(file, lines) {
    if (!this.shown.has(file)) this.shown.set(file, new Set());
    for (const line of lines) if (!line.gap) this.shown.get(file).add(line.n);
  }
}
