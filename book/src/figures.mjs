// SPDX-License-Identifier: MIT
// The seam to the figures in book/figures: which there are, and what they look like.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Loads the figures, if there are any; without them every name is a mistake. */
export async function loadFigures(root) {
  const entry = path.join(root, 'book/figures/index.mjs');
  const module = fs.existsSync(entry) ? await import(pathToFileURL(entry)) : null;
  const names = module ? await module.figureNames() : [];
  return {
    names: () => names,
    has: (name) => names.includes(name),
    web: (name) => module.figureHtml(name),
    table: (name) => module.figureTable(name),
    assets: (name) => module.figureAssets(name),
  };
}
