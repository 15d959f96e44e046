// SPDX-License-Identifier: MIT
//
// The server of `grader book`: files of the site, and /state.js, what the
// grader says of the learner's progress. Only this machine may ask, and only by
// its own name: a page of somebody else that a name leads here gets nothing.
import { execFile } from 'node:child_process';
import { createReadStream, realpathSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.pdf': 'application/pdf', '.epub': 'application/epub+zip',
};

const isOurs = (host = '') => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);

/** The file of a path of an address; null: there is none in `site`. */
export function fileOf(site, address) {
  let name;
  try {
    name = decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  const root = realpathSync(site);
  for (const end of ['', '.html', 'index.html']) {
    try {
      const file = realpathSync(path.join(root, name + end));
      if ((file + path.sep).startsWith(root + path.sep) && statSync(file).isFile()) return file;
    } catch { /* not this one */ }
  }
  return null;
}

/** Each exercise's state: {"ch01.poll": "solved"}; {} if the grader has no answer. */
export function states(grader) {
  return new Promise((resolve) => {
    if (!grader) return resolve({});
    execFile(grader, ['--format', 'json', 'list'], { timeout: 10_000 }, (error, out) => {
      try {
        const all = JSON.parse(out).chapters.flatMap((c) => c.exercises);
        resolve(Object.fromEntries(all.map((e) => [e.id, e.state])));
      } catch {
        resolve({});
      }
    });
  });
}

/** What a page runs: writes into each exercise's box how it stands. */
const show = (of) => `(function (states) {
  var words = { solved: 'solved', started: 'begun', untouched: 'not begun' };
  document.querySelectorAll('[data-exercise]').forEach(function (box) {
    var word = words[states[box.getAttribute('data-exercise')]];
    if (!word) return;
    var at = box.querySelector('.exercise-state');
    if (!at) {
      at = document.createElement('p');
      at.className = 'exercise-state';
      at.setAttribute('role', 'status');
      box.insertBefore(at, box.firstChild);
    }
    box.setAttribute('data-state', states[box.getAttribute('data-exercise')]);
    if (at.textContent !== word) at.textContent = word;
  });
})(${JSON.stringify(of)});
`;

// Asks again when the reader comes back from the editor.
const watch = `<script src="/state.js" defer></script>
<script>
addEventListener('focus', function () {
  var again = document.createElement('script');
  again.src = '/state.js?' + Date.now();
  again.onload = function () { again.remove(); };
  document.body.appendChild(again);
});
</script>
`;

function sendPage(response, file) {
  const parts = [];
  createReadStream(file)
    .on('error', () => response.writeHead(500).end('cannot be read\n'))
    .on('data', (part) => parts.push(part))
    .on('end', () => {
      const html = Buffer.concat(parts).toString('utf8');
      response.writeHead(200, { 'content-type': types['.html'], 'cache-control': 'no-store' });
      response.end(html.replace(/<\/body>(?![\s\S]*<\/body>)/, () => `${watch}</body>`));
    });
}

async function answer({ site, grader }, request, response) {
  if (!isOurs(request.headers.host)) return response.writeHead(403).end('this book is only for this machine\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405, { allow: 'GET, HEAD' }).end();
  if (request.url.split('?')[0] === '/state.js') {
    const of = await states(grader);
    response.writeHead(200, { 'content-type': types['.js'], 'cache-control': 'no-store' });
    return response.end(show(of));
  }
  const file = fileOf(site, request.url);
  if (!file) return response.writeHead(404, { 'content-type': 'text/plain' }).end('there is no such page\n');
  if (file.endsWith('.html')) return sendPage(response, file);
  response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-store' });
  return createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

export const makeServer = (options) => http.createServer((request, response) => {
  answer(options, request, response).catch(() => response.destroy());
});
