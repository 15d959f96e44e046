// SPDX-License-Identifier: MIT
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileOf, makeServer, states } from '../src/server.mjs';

let folder, site, server, port;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kioto-book-'));
  site = path.join(folder, 'site');
  fs.mkdirSync(path.join(site, 'assets'), { recursive: true });
  fs.writeFileSync(path.join(site, 'index.html'), '<body>contents</body>');
  fs.writeFileSync(path.join(site, 'ch01.html'), '<body><div data-exercise="ch01.poll"></div></body>');
  fs.writeFileSync(path.join(site, 'assets/book.css'), 'p {}');
  fs.writeFileSync(path.join(folder, 'secret'), 'secret');
  fs.symlinkSync(path.join(folder, 'secret'), path.join(site, 'link'));
  server = makeServer({ site, grader: asks('{"chapters":[{"exercises":[{"id":"ch01.poll","state":"solved"}]}]}') });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  port = server.address().port;
});

after(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

// A grader that says this.
function asks(text) {
  const program = path.join(folder, `grader-${fs.readdirSync(folder).length}`);
  fs.writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${text}\nEND\n`, { mode: 0o755 });
  return program;
}

const get = (url, { host = `127.0.0.1:${port}`, method = 'GET' } = {}) => new Promise((resolve, reject) => {
  http.request({ port, host: '127.0.0.1', path: url, method, headers: { host } }, (r) => {
    let text = '';
    r.on('data', (part) => { text += part; }).on('end', () => resolve({ status: r.statusCode, text, type: r.headers['content-type'] }));
  }).on('error', reject).end();
});

test('a page is found by its name, with and without its end', async () => {
  assert.match((await get('/')).text, /contents/);
  assert.match((await get('/ch01')).text, /data-exercise/);
  assert.match((await get('/ch01.html?x#y')).text, /data-exercise/);
  assert.equal((await get('/assets/book.css')).type, 'text/css; charset=utf-8');
});

test('what is not of the site is not there', async () => {
  for (const url of ['/nothing', '/assets', '/../secret', '/%2e%2e/secret', '/..%2fsecret', '/link', '/%00', '/%'])
    assert.equal((await get(url)).status, 404, url);
  assert.equal(fileOf(site, '/index.html'), fs.realpathSync(path.join(site, 'index.html')));
});

test('pages ask for the state, other files are as they are', async () => {
  assert.match((await get('/ch01')).text, /<script src="\/state.js" defer>[\s\S]*<\/body>$/);
  assert.equal((await get('/assets/book.css')).text, 'p {}');
});

test('the state is what the grader says', async () => {
  const { text } = await get('/state.js');
  assert.match(text, /\{"ch01.poll":"solved"\}/);
});

test('without an answer of the grader no box says anything', async () => {
  assert.deepEqual(await states(undefined), {});
  assert.deepEqual(await states(asks('not JSON')), {});
  assert.deepEqual(await states(path.join(folder, 'no-such-program')), {});
});

test('only this machine may ask, by its own name', async () => {
  assert.equal((await get('/', { host: 'evil.example' })).status, 403);
  assert.equal((await get('/state.js', { host: '127.0.0.1.evil.example' })).status, 403);
  assert.equal((await get('/', { host: `localhost:${port}` })).status, 200);
});

test('only reading is served', async () => {
  assert.equal((await get('/', { method: 'POST' })).status, 405);
  assert.equal((await get('/', { method: 'HEAD' })).status, 200);
});
