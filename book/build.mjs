#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Builds the book. `node book/build.mjs --help` says how.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { main } from './src/main.mjs';

const usage = `node book/build.mjs [WHAT...] [--out DIR] [--edition student|instructor|class]
  --site       the pages (with nothing asked for: everything below)
  --one        one page, in one file
  --pdf        with Chromium
  --epub
  --steps DIR  the files of every step of every solution
  --coverage   how long each chapter is, and which lines of the runtime none shows
  --only ch01  the pages of one chapter, and its problems alone
  --keep-going pages although there are problems; the exit status is 1 all the same
  --reader     pages in any case, and no problem told: one line says that there are some
`;

try {
  const { values } = parseArgs({
    options: {
      site: { type: 'boolean' }, one: { type: 'boolean' }, pdf: { type: 'boolean' },
      epub: { type: 'boolean' }, coverage: { type: 'boolean' }, steps: { type: 'string' },
      out: { type: 'string' }, edition: { type: 'string', default: 'student' },
      only: { type: 'string' }, root: { type: 'string' },
      'keep-going': { type: 'boolean' }, reader: { type: 'boolean' }, help: { type: 'boolean' },
    },
  });
  if (values.help) process.stdout.write(usage);
  else {
    const root = values.root ?? path.dirname(path.dirname(fileURLToPath(import.meta.url)));
    process.exitCode = await main({ ...values, root: path.resolve(root) });
  }
} catch (error) {
  if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${error.message}\n${usage}`);
  process.exitCode = 3;
}
