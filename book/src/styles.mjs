// SPDX-License-Identifier: MIT
// The style sheets, and the fonts that they name.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
export const assets = fileURLToPath(new URL('../assets', import.meta.url));

/** Some sheets as one. */
export const styles = (...names) =>
  names.map((name) => fs.readFileSync(path.join(assets, name), 'utf8')).join('\n');

/** The fonts that fonts.css names: [path, bytes]. */
export function fonts() {
  const names = [...styles('fonts.css').matchAll(/url\((fonts\/([\w-]+?)-latin-[\w-]+\.woff2)\)/g)];
  return names.map(([, file, family]) => {
    const folder = path.dirname(require.resolve(`@fontsource/${family}/package.json`));
    return [file, fs.readFileSync(path.join(folder, 'files', path.basename(file)))];
  });
}

/** A sheet with its fonts inside, for a page that is one file. */
export function inlined(sheet) {
  return fonts().reduce((text, [file, data]) =>
    text.replace(`url(${file})`, `url(data:font/woff2;base64,${data.toString('base64')})`), sheet);
}
