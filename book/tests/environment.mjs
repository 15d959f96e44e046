// SPDX-License-Identifier: MIT
// Where the tests find the course, what was built of it, and the woven book.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
/** The build of the runtime and the grader: build/dev, or what ctest says. */
export const build = process.env.KIOTO_BUILD ?? path.join(root, 'build/dev');
/** What the test book.build has woven. */
export const woven = process.env.KIOTO_BOOK ?? path.join(root, 'build/book');
export const grader = path.join(build, 'grader/grader');

/** Runs a command; gives { status, signal, out } with both streams together. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const words = ['-c', 'exec "$0" "$@" 2>&1', command, ...args];
    execFile('sh', words, { cwd: root, maxBuffer: 1 << 26, timeout: 300_000, ...options }, (error, out) =>
      resolve({ status: error ? error.code : 0, signal: error?.signal ?? null, out }));
  });
}

/** Runs `work` on each of a list, two at a time. */
export async function each(list, work) {
  const queue = [...list];
  const worker = async () => {
    while (queue.length) await work(queue.shift());
  };
  await Promise.all([worker(), worker()]);
}

/** All files below a folder, as paths below it. */
export const filesBelow = (folder) =>
  fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.relative(folder, path.join(e.parentPath ?? e.path, e.name)));
