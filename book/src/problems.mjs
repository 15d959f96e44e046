// SPDX-License-Identifier: MIT
// What is wrong with the book: each with file and line, all of them at once.

/** One mistake of an author; thrown by whoever cannot tell the line. */
export class Mistake extends Error {}

export class Problems {
  list = [];

  add(file, line, text) {
    this.list.push({ file, line, text });
  }

  /** Runs `work`; a Mistake in it becomes a problem of this line. */
  at(file, line, work) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      this.add(file, line, error.message);
      return undefined;
    }
  }

  sorted() {
    const seen = new Set();
    return this.list
      .filter((p) => !seen.has(format(p)) && seen.add(format(p)))
      .sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  }
}

export const format = (p) => `${p.file}:${p.line}: ${p.text}`;
