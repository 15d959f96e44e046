#!/usr/bin/env node
// SPDX-License-Identifier: MIT
//
// Serves the site on loopback, for `grader book`. Boxes of exercises then show
// how each one stands: the grader is asked whenever a page is looked at.
//
//   node book/serve.mjs --site DIR [--grader PROGRAM] [--page ch01] [--port N] [--open]
import { parseArgs } from 'node:util';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { makeServer } from './src/server.mjs';

const usage = (text) => {
  console.error(`book: ${text}`);
  process.exit(3);
};

function options() {
  try {
    return parseArgs({
      options: {
        site: { type: 'string' },
        grader: { type: 'string' },
        page: { type: 'string', default: '' },
        port: { type: 'string', default: '0' },
        open: { type: 'boolean', default: false },
      },
    }).values;
  } catch (e) {
    return usage(e.message);
  }
}

const { site, grader, page, port, open } = options();
if (!site || !existsSync(path.join(site, 'index.html'))) usage(`there is no book in ${site}`);
if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) usage(`--port ${port}: a number up to 65535`);

const server = makeServer({ site, grader });
server.on('error', (e) => {
  console.error(e.code === 'EADDRINUSE' ? `book: port ${port} is in use` : `book: ${e.message}`);
  process.exit(4);
});
server.listen(Number(port), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${server.address().port}/${page}`;
  console.log(`The book is at ${url}\nCtrl-C ends it.`);
  // Without a desktop there is nothing to open it with: the line above is it.
  if (open) spawn('xdg-open', [url], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
