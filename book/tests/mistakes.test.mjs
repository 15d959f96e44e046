// SPDX-License-Identifier: MIT
// Every mistake of an author is told with file and line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files, firstLine, front, inCourse, problemsOf, quiz, rest } from './small_course.mjs';
import { readBook } from '../src/book.mjs';

const chapter = 'chapters/ch01-cups/chapter.md';

test('a chapter without a mistake has no problem', async () => {
  assert.deepEqual(await problemsOf('\n## Section\n\nA [[cup]] of [tea](#section).\n'), []);
});

const solution = (steps) => `:::: solution ch01.cup\n${steps}::::\n`;
const step = (adds) => `::: step adds="${adds}"\nProse.\n:::\n`;
const all = 'kioto::cup::fill, kioto::cup::drink, #state';

// What is written | in which line of it the mistake is | what is said
const table = [
  ['<<< @/docs/none.md', 1, /there is no file docs\/none\.md/],
  ['<<< @/../secret', 1, /outside of the course/],
  ['<<< @/runtime/include/kioto/cup.hpp#nope', 1, /has no region nope; there is: state/],
  ['Text\n\n<<< kioto::cup::spill', 3, /nothing is called kioto::cup::spill/],
  ['<<< kioto::cup::fill in include/none.hpp', 1, /no file include\/none\.hpp/],
  ['<<< kioto::cup::drink {9}', 1, /line 9 is marked, the listing has 1/],
  ['<<< kioto::cup::drink {bold}', 1, /\{bold\} is neither lines nor nodoc/],
  ['<<<', 1, /needs a symbol/],
  ['Text\n\n<<< kioto::cup::drink [Title', 3, /a title stands last, in brackets/],
  ['<<< kioto::cup::drink [Title] {1}', 1, /a title stands last, in brackets/],
  ['<<< kioto::cup::drink [Title] more', 1, /a title stands last, in brackets/],
  ['<<< kioto::cup::drink Title]', 1, /nothing is called kioto::cup::drink Title\]/],
  ['<<< kioto::cup::drink [ ]', 1, /a title stands last, in brackets/],
  ['<<< kioto::cup::operator[]', 1, /nothing is called kioto::cup::operator\[\]/],
  ['<<< ch01.mug::stub include/kioto/cup.hpp', 1, /no exercise ch01\.mug; there is: ch01\.cup/],
  ['<<< ch01.cup::stub include/kioto/cup.hpp#kioto::cup::spill', 1, /nothing called kioto::cup::spill/],
  ['a\n\n```cpp\nint x;\n```', 3, /C\+\+ stands in a file that is built/],
  ['```rust\nfn x() {}\n```', 1, /a fence is ```console or ```text, not ```rust/],
  ['::: cat\n:::', 1, /no box called cat; there is: goals/],
  ['::: trap\nx\n:::', 1, /a box trap needs a title/],
  ['::: summary of all\nx\n:::', 1, /has nothing behind its name/],
  ['a\n\n:::', 3, /this ::: closes no box/],
  [':::: predict\nx\n::: answer\ny\n::::\n', 3, /the box answer is not closed by :::/],
  ['::: summary\nx\n::::\n', 3, /closes with 4 colons what was opened with 3/],
  ['::: answer\nx\n:::', 1, /a box answer stands inside of: predict/],
  ['::: predict\nWhat?\n:::', 1, /a box predict holds an answer/],
  ['::: challenge Do\nWhat?\n:::', 1, /a box challenge holds an answer/],
  ['::: goals\n- one\n- two\n:::', 1, /three to five, not 2/],
  [':::: selfcheck\n**What?**\n::: answer\nx\n:::\n::::', 1, /two \*\*questions\*\* with an answer each, not 1 with 1/],
  ['::: exercise ch01.mug\n:::', 1, /no exercise ch01\.mug/],
  ['::: exercise ch01.cup\n:::', firstLine, /exercise ch01\.cup is there twice/, 'later'],
  ['::: figure none\n:::', 1, /no figure none/],
  ['::: sequence T\na: b\n:::', 2, /the first line names the lanes/],
  ['::: sequence T\na, b\na -> c: hello\n:::', 3, /no lane c; there is: a, b/],
  ['::: sequence T\na, b\nhello\n:::', 3, /"hello" is none of/],
  ['::: quiz Big\nx\n:::', 1, /Big is not a name of a quiz/],
  [quiz('q1'), firstLine, /the quiz q1 is there twice/, 'later'],
  ['::: quiz a\nWhat?\n:::', 1, /quiz a has no options/],
  ['::: quiz a\n- [x] Yes\n  > y\n- [ ] No\n  > n\n:::', 1, /no question before its options/],
  ['::: quiz a\nWhat?\n\n- [x] Yes\n  > y\n:::', 1, /has 1 option/],
  ['::: quiz a\nWhat?\n\n- [ ] Yes\n  > y\n- [ ] No\n  > n\n:::', 1, /no right option/],
  ['::: quiz a\nWhat?\n\n- [x] Yes\n  > y\n- [ ] No\n:::', 6, /option b: has no reason/],
  ['::: quiz a\nWhat?\n\n- Yes\n  > y\n- [x] No\n  > n\n:::', 4, /option a: begins with neither/],
  ['::: quiz a\nWhat?\n\n- [x] Yes\n  > y\n- [ ] No\n  > n\n\nMore.\n:::', 1, /nothing may follow the options/],
  ['one\n[[kettle]] two', 2, /book\/glossary\.md has no word "kettle"/],
  ['[x](ch09)', 1, /there is no page ch09; there is: ch01/],
  ['[x](#nowhere)', 1, /ch01 has no section #nowhere/],
  ['a\nb [x](@/docs/no.md)', 2, /there is no file docs\/no\.md in the course/],
  ['## A\n\n## A', 3, /two headings have the anchor #a/],
  ['#### Deep', 1, /headings are #, ## and ###/],
  ['# Again', 1, /there is one # only/],
  ['![a](b.png)', 1, /there are no images/],
  [solution(''), 1, /the solution of ch01\.cup has no step/],
  [solution(step('kioto::cup::fill')), 1, /never add .*#state, kioto::cup::drink/],
  [solution(step('kioto::cup::spill') + step(all)), 2, /no place called kioto::cup::spill; left are: .*kioto::cup::fill/],
  [solution(step(all) + step('kioto::cup::fill')), 5, /kioto::cup::fill was added by an earlier step/],
  [solution('::: step\nx\n:::\n' + step(all)), 2, /a box step needs adds/],
  [solution('::: step cases="1"\nx\n:::\n' + step(all)), 2, /a step is written/],
  [solution(`::: step adds="${all}" cases="many"\nx\n:::\n`), 2, /cases="many" is not like/],
  [solution(`::: step adds="${all}" more="1"\nx\n:::\n`), 2, /a step has no more=/],
  [solution(step('kioto::cup::take') + step(all)), 2, /kioto::cup::take is in #state, which is not added yet/],
  ['::: step adds="#state"\nx\n:::', 1, /a box step stands inside of: solution/],
];

for (const [body, line, message, later] of table) {
  test(`${message.source.slice(0, 60)} from ${JSON.stringify(body.slice(0, 40))}`, async () => {
    const found = await problemsOf(`${body}\n`);
    const said = found.find((p) => message.test(p));
    assert.ok(said, `said was: ${found.join('\n')}`);
    if (later) assert.match(said, /^chapters\/ch01-cups\/chapter\.md:\d+: /);
    else assert.ok(said.startsWith(`${chapter}:${firstLine + line - 1}: `), said);
  });
}

test('a box that is never closed is told at its first line', async () => {
  const found = await inCourse({ [chapter]: `${front}::: summary\nx\n` }, (root) => readBook(root));
  assert.ok(found.problems.sorted().some((p) => p.line === firstLine && /is not closed by :::/.test(p.text)));
});

test('a step of more than 25 lines of code is refused, if it is more than one function', async () => {
  const lines = (n) => Array.from({ length: n }, (_, i) => `    ml_ = ${i};\n`).join('');
  const long = files['runtime/include/kioto/cup.hpp'].replace('{ ml_ = ml; }', `{\n${lines(30)}  }`);
  const more = { 'runtime/include/kioto/cup.hpp': long };
  const [said] = await problemsOf(solution(step(all)), more);
  assert.match(said, new RegExp(`^${chapter}:${firstLine + 1}: this step adds \\d+ lines of code; 25 is the most`));
  const alone = solution(step('#state, kioto::cup::drink, kioto::cup::fill()') + step('kioto::cup::fill(int)'));
  assert.deepEqual(await problemsOf(alone, more), []);
});

test('a last step that is not the answer is refused', async () => {
  const other = files['runtime/include/kioto/cup.hpp'].replace('class cup {', 'class cup {\n  int more_;');
  const found = await problemsOf(solution(step(all)), { 'runtime/include/kioto/cup.hpp': other });
  assert.match(found[0], /the last step of ch01\.cup is not the answer: .* differs at "int more_;"/);
});

test('a symbol of two files asks for the file', async () => {
  const twin = { 'runtime/include/kioto/twin.hpp': files['runtime/include/kioto/cup.hpp'] };
  const [said] = await problemsOf('<<< kioto::cup::drink\n', twin);
  assert.match(said, /is in several files: .*cup\.hpp, .*twin\.hpp; write "in FILE"/);
  assert.deepEqual(await problemsOf('<<< kioto::cup::drink in include/kioto/twin.hpp\n', twin), []);
});

const frontMatter = [
  ['title: Cups', 'title: Mugs', 2, /the title is "Mugs", chapter\.toml says "Cups"/],
  ['reading: 5', 'reading: long', 3, /needs reading: a number/],
  ['lecture: 10\n', '', 1, /needs lecture/],
  ['tokio: 1.24.2', 'tokio: new', 5, /needs tokio: a version/],
  ['needs: []', 'needs: [ch07]', 6, /there is no chapter ch07/],
  ['needs: []', 'figures: [wheel]', 6, /no box for figure wheel/],
  ['needs: []', 'mood: good', 6, /front matter has no mood/],
  ['needs: []', 'what', 6, /"what" is not "name: value"/],
  ['# Cups', '# Mugs', 8, /the heading is "Mugs", the title "Cups"/],
];
for (const [from, to, line, message] of frontMatter) {
  test(`front matter: ${to || `no ${from.trim()}`}`, async () => {
    const text = (front + rest).replace(from, to);
    const book = await inCourse({ [chapter]: text }, (root) => readBook(root));
    const said = book.problems.sorted().find((p) => message.test(p.text));
    assert.ok(said, JSON.stringify(book.problems.list));
    assert.equal(said.line, line);
  });
}

test('an exercise without a box, and too few quizzes, are told', async () => {
  const book = await inCourse({ [chapter]: `${front}Nothing.\n` }, (root) => readBook(root));
  const said = book.problems.sorted().map((p) => p.text);
  assert.ok(said.includes('no "::: exercise" box for ch01.cup'));
  assert.ok(said.includes('a chapter has three to five quizzes, not 0'));
});
