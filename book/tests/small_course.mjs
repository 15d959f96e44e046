// SPDX-License-Identifier: MIT
// A course of one chapter in a folder of its own, for the tests of the weaver.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readBook } from '../src/book.mjs';
import { format } from '../src/problems.mjs';

const header = `// SPDX-License-Identifier: MIT
#pragma once

namespace kioto {

/// Is a cup.
class cup {
 public:
  /// Fills it.
  void fill(int ml) { ml_ = ml; }

  void fill() { fill(200); }

  [[nodiscard]] int drink() { return take(); }

 private:
  // #region state
  int take() {
    const int now = ml_;
    ml_ = 0;
    return now;
  }

  int ml_ = 0;
  // #endregion state
};

}  // namespace kioto
`;

const stub = `// SPDX-License-Identifier: MIT
//
// ch01.cup: A cup
#pragma once

#include <grader/todo.hpp>

namespace kioto {

/// Is a cup.
class cup {
 public:
  /// Fills it.
  void fill(int ml) { KIOTO_TODO("ch01.cup"); }

  void fill() { KIOTO_TODO("ch01.cup"); }

  [[nodiscard]] int drink() { KIOTO_TODO("ch01.cup"); }

 private:
  // Yours: what a cup remembers
};

}  // namespace kioto
`;

const toml = `schema = 1
id = "ch01"
title = "Cups"
summary = "small and full"
introduces = ["include/kioto/cup.hpp"]

[[exercise]]
name = "cup"
kind = "core"
title = "A cup"
minutes = 5
points = 10
task = "Write kioto::cup::fill."
files = ["include/kioto/cup.hpp"]
regions = ["include/kioto/cup.hpp#state"]
free = ["what a cup remembers"]
checks = ["asan"]
hints = ["a", "b", "c"]
`;

export const front = `---
title: Cups
reading: 5
lecture: 10
tokio: 1.24.2
needs: []
---
# Cups
`;

/** The line of chapter.md at which what follows `front` begins. */
export const firstLine = front.split('\n').length;

export const quiz = (name) => `::: quiz ${name}
Full?

- [x] Yes.
  > It is.
- [ ] No.
  > It is not empty.
:::
`;

/** What makes a chapter complete; it stands behind what a test writes. */
export const rest = `
::: exercise ch01.cup
:::
${quiz('q1')}${quiz('q2')}${quiz('q3')}`;

export const files = {
  'runtime/include/kioto/cup.hpp': header,
  'exercises/ch01-cups/cup/include/kioto/cup.hpp': stub,
  'chapters/ch01-cups/chapter.toml': toml,
  'book/glossary.md': '# Glossary\n\n## cup\n\nWhat tea is drunk from.\n',
};

/** Writes the course, runs `work` with its folder, and removes it. */
export async function inCourse(more, work) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kioto-book-'));
  try {
    for (const [file, text] of Object.entries({ ...files, ...more })) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), text);
    }
    return await work(root);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

/** The book of a chapter's text; `body` stands behind the title. */
export const bookOf = (body, more = {}, edition = 'student') =>
  inCourse({ 'chapters/ch01-cups/chapter.md': front + body + rest, ...more }, (root) => readBook(root, edition));

export const problemsOf = async (body, more) =>
  (await bookOf(body, more)).problems.sorted().map(format);
