// SPDX-License-Identifier: MIT
// What the course knows of itself: chapters and exercises, from chapter.toml.
import path from 'node:path';
import { parse } from 'smol-toml';
import { Mistake } from './problems.mjs';
import { some } from './text.mjs';

export class Course {
  chapters = []; // { id, number, slug, folder, title, introduces, exercises }
  exercises = new Map(); // "ch01.poll" -> its table, with id, chapter, stub, answer

  constructor(sources) {
    for (const file of sources.list('chapters', /^ch\d\d-[^/]+\/chapter\.toml$/)) {
      const folder = path.dirname(file);
      const table = parse(sources.text(file));
      const chapter = {
        ...table,
        folder,
        slug: path.basename(folder),
        number: Number(table.id.slice(2)),
        introduces: (table.introduces ?? []).map((f) => `runtime/${f}`),
        exercises: (table.exercise ?? []).map((e) => ({ ...e, id: `${table.id}.${e.name}` })),
      };
      this.chapters.push(chapter);
      for (const exercise of chapter.exercises) {
        exercise.chapter = chapter;
        this.exercises.set(exercise.id, exercise);
      }
    }
    this.sources = sources;
  }

  exercise(id) {
    const found = this.exercises.get(id);
    if (!found) throw new Mistake(`there is no exercise ${id}; there is: ${some(this.exercises.keys())}`);
    return found;
  }

  /** Where the learner's file begins. */
  stub(exercise, file) {
    return `exercises/${exercise.chapter.slug}/${exercise.name}/${file}`;
  }

  /** Where the answer is: the runtime, or solutions/ for what is not of it. */
  answer(exercise, file) {
    const own = `solutions/${exercise.chapter.slug}/${exercise.name}/${file}`;
    return this.sources.has(own) ? own : `runtime/${file}`;
  }

  /** Whether a file gives an answer away. */
  isAnswer(file) {
    return file.startsWith('solutions/') ||
      [...this.exercises.values()].some((e) => e.files.some((f) => this.answer(e, f) === file));
  }
}
