// SPDX-License-Identifier: MIT
// The seam to the figures in book/figures: which there are, what a page shows of
// them, and the files that it needs.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const nothing = { names: [], has: () => false, scripts: () => [], html: () => '', build: async () => {} };

/** Loads the figures; a course without them has none. */
export async function loadFigures(root, problems) {
  const entry = path.join(root, 'book/figures/index.mjs');
  if (!fs.existsSync(entry)) return nothing;
  const figures = await import(pathToFileURL(entry));
  const blame = (error) => {
    if (!(error instanceof figures.FigureError)) throw error;
    const [, file, line, text] = /^([^:\s]+):(?:(\d+):)?\s*([\s\S]*)$/.exec(error.message) ?? [];
    problems.add(file ?? 'book/figures/index.mjs', Number(line ?? 1), text ?? error.message);
  };
  try {
    const names = figures.listFigures().map((f) => f.name);
    let done = false;
    return {
      names,
      has: (name) => names.includes(name),
      /** Compiles and runs them; with `out`, writes what the pages load. Does
       * not show the files that it hides. */
      async build(out, hides) {
        try {
          await figures.buildFigures({ ...(out && { out }), hides });
          done = true;
        } catch (error) {
          blame(error);
        }
      },
      html: (name, still) => (done ? figures.figureHtml(name, { still }) : ''),
      scripts: (name) => (names.includes(name) ? figures.figureScripts(name) : []),
    };
  } catch (error) {
    blame(error);
    return nothing;
  }
}
