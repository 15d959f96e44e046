// SPDX-License-Identifier: MIT
// What the parts of the weaver make of what is right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBook } from '../src/book.mjs';
import { coverage, ranges } from '../src/coverage.mjs';
import { colours, highlight } from '../src/highlight.mjs';
import { listing } from '../src/listing.mjs';
import { paperPages } from '../src/paper.mjs';
import { wordsOf } from '../src/prose.mjs';
import { sequence, draw, words } from '../src/sequence.mjs';
import { webPage } from '../src/site.mjs';
import { definitions, matching, parseName } from '../src/symbols.mjs';
import { breakable, codeWords, plain, slug, splitList } from '../src/text.mjs';
import { bookOf, files, inCourse, quiz } from './small_course.mjs';

const named = (text, name) => matching(definitions(text), parseName(name));
const html = async (body, more, edition) => {
  const book = await bookOf(body, more, edition);
  assert.deepEqual(book.problems.sorted(), []);
  return webPage(book, book.pages.find((p) => p.chapter));
};
const source = `namespace kioto {
/// A box.
template <class T>
class box {
 public:
  box() = default;
  /// Makes one.
  box(T value) : value_(value) {}
  ~box() { close(); }
  box& operator=(const box& other) { return *this; }
  explicit operator bool() const noexcept { return true; }
  T get() const & { return value_; }
  T get() && { return value_; }
  friend bool operator==(const box& a, const box& b) { return true; }

 private:
  T value_;
};
template <>
class box<void> {
  void get() const {}
};
inline constexpr int most = 3;
concept_oddity what is this ;
using later = int;
void open(int how = 3);
}  // namespace kioto
void kioto::open(int how) { how = 1; }
`;

test('symbols: overloads, specialisations, special members, friends', () => {
  assert.deepEqual(named(source, 'kioto::box::get').map((d) => d.from), [12, 13, 21]);
  assert.deepEqual(named(source, 'kioto::box<void>::get').map((d) => d.from), [21]);
  assert.deepEqual(named(source, 'kioto::box::get() &&').map((d) => d.from), [13]);
  assert.deepEqual(named(source, 'kioto::box::box').map((d) => [d.doc, d.from]), [[7, 8]]);
  assert.deepEqual(named(source, 'kioto::box::~box').map((d) => d.from), [9]);
  assert.deepEqual(named(source, 'kioto::box::operator=(const box &)').map((d) => d.from), [10]);
  assert.deepEqual(named(source, 'kioto::box::operator bool').map((d) => d.from), [11]);
  assert.deepEqual(named(source, 'kioto::operator==').map((d) => d.from), [14]);
  assert.deepEqual(named(source, 'kioto::box').map((d) => [d.doc, d.from, d.to]), [[2, 3, 18]]);
  assert.deepEqual(named(source, 'kioto::open').map((d) => d.from), [28]);
});

test('symbols: what the parser does not understand hides only itself', () => {
  assert.equal(named(source, 'kioto::most').length, 1);
  assert.equal(named(source, 'kioto::later').length, 1);
});

test('a listing has the comment, or not, and all overloads with a gap between', () => inCourse({}, async (root) => {
  const book = await readBook(root);
  const texts = (spec) => listing(book, spec).lines.map((l) => (l.gap ? '...' : l.text));
  assert.deepEqual(texts('kioto::cup::fill'), [
    '/// Fills it.', 'void fill(int ml) { ml_ = ml; }', '', 'void fill() { fill(200); }']);
  assert.deepEqual(texts('kioto::cup::fill {nodoc}')[0], 'void fill(int ml) { ml_ = ml; }');
  assert.deepEqual(texts('kioto::cup::fill(int), kioto::cup::drink'), [
    '/// Fills it.', 'void fill(int ml) { ml_ = ml; }', '...', '[[nodiscard]] int drink() { return take(); }']);
  assert.equal(texts('@/runtime/include/kioto/cup.hpp#state').at(-1), 'int ml_ = 0;');
  assert.ok(!texts('@/runtime/include/kioto/cup.hpp').some((l) => l.includes('#region')));
  assert.match(texts('ch01.cup::stub include/kioto/cup.hpp#kioto::cup::drink')[0], /KIOTO_TODO/);
  assert.deepEqual([...listing(book, 'kioto::cup::fill {2,3-4}').marked], [2, 3, 4]);
}));

test('a listing says from which file and lines it is', async () => {
  const page = await html('<<< kioto::cup::fill(int), kioto::cup::drink {1}\n');
  assert.match(page.replaceAll('<wbr/>', ''), /include\/kioto\/cup\.hpp<\/span> <span class="where">lines 9–10, 14</);
  assert.match(page, /class="line mark"/);
});

test('a listing may have a title; the path stays beside it', async () => {
  const file = '@/runtime/include/kioto/cup.hpp';
  const page = await html(`<<< ${file} [The \`cup\`, whole]\n\n<<< ${file}#state {1} [What <it> remembers]\n\n<<< kioto::cup::drink [One]\n`);
  const beside = (text) => `<span class="where" title="runtime/include/kioto/cup.hpp">${text}</span>`;
  for (const part of [`<span class="file">The <code>cup</code>, whole</span> ${beside('cup.hpp')}`,
    `<span class="file">What &lt;it&gt; remembers</span> ${beside('cup.hpp, lines 18–24')}`,
    `<span class="file">One</span> ${beside('cup.hpp, line 14')}`, 'aria-label="runtime/include/kioto/cup.hpp, line 14"'])
    assert.ok(page.includes(part), part);
});

test('steps: a region may be divided, and its functions are KIOTO_TODO until then', async () => {
  const book = await bookOf(`:::: solution ch01.cup
::: step adds="#state, kioto::cup::fill" cases="1"
A.
:::
::: step adds="kioto::cup::take, kioto::cup::drink" cases="1-2"
B.
:::
::::
`);
  assert.deepEqual(book.problems.sorted(), []);
  const [{ solution }] = book.solutions;
  const text = (k) => solution.steps[k].files.get('include/kioto/cup.hpp');
  assert.match(text(0), /int take\(\) \{ KIOTO_TODO\("ch01\.cup"\); \}/);
  assert.match(text(0), /int ml_ = 0;/);
  assert.match(text(0), /int drink\(\) \{ KIOTO_TODO/);
  assert.match(text(1), /const int now = ml_;/);
  assert.ok(!text(1).includes('KIOTO_TODO'));
  const page = webPage(book, book.pages[0]);
  assert.match(page, /<span class="sign">\+ <\/span>/);
  assert.match(page, /Step 1 of 2/);
  assert.match(page, /Now cases 1 to 2 pass/);
  const [row] = coverage(book);
  assert.ok(row.written > 0.8, `${row.written}`);
});

test('steps: a class in a region may come later, and its functions later still', async () => {
  const state = '  // #region part\n  struct inner {\n    int a() { return 1; }\n    int b() { return 2; }\n  };\n  // #endregion part\n\n  int ml_ = 0;\n';
  const header = files['runtime/include/kioto/cup.hpp'].replace('  int ml_ = 0;\n', state);
  const steps = ['#state, kioto::cup::fill, kioto::cup::drink', 'kioto::cup::inner', 'kioto::cup::inner::b'];
  const book = await bookOf(`:::: solution ch01.cup\n${steps.map((s) => `::: step adds="${s}"\nx\n:::\n`).join('')}::::\n`,
    { 'runtime/include/kioto/cup.hpp': header });
  assert.deepEqual(book.problems.sorted(), []);
  const [one, two, three] = book.solutions[0].solution.steps.map((s) => s.files.get('include/kioto/cup.hpp'));
  assert.ok(!one.includes('inner') && one.includes('int ml_ = 0;\n};\n\n}  // namespace kioto'));
  assert.doesNotMatch(one + two + three, /\n{3}|region/);
  assert.match(two, /int a\(\) \{ return 1; \}\n {4}int b\(\) \{ KIOTO_TODO/);
  assert.match(three, /int b\(\) \{ return 2; \}/);
});

test('steps: a trap may change a signature', async () => {
  const wrong = files['runtime/include/kioto/cup.hpp'].replace('void fill(int ml)', 'void fill(int& ml)');
  const toml = files['chapters/ch01-cups/chapter.toml'].replace('regions =', 'starts_with = "x"\nregions =');
  const stub = wrong.replace(/ {2}\/\/ #region[\s\S]*#endregion state/, '  // Yours: what a cup remembers');
  const book = await bookOf(':::: solution ch01.cup\n::: step adds="kioto::cup::fill, #state"\nx\n:::\n::::\n', {
    'exercises/ch01-cups/cup/include/kioto/cup.hpp': stub, 'chapters/ch01-cups/chapter.toml': toml });
  assert.deepEqual(book.problems.sorted(), []);
  assert.match(book.solutions[0].solution.steps[0].files.get('include/kioto/cup.hpp'), /void fill\(int ml\)/);
});

test('editions: notes for the instructor, and a class without solutions', async () => {
  const body = `::: instructor
Board sketch.
:::
:::: challenge Count
How many?
::: answer
Five hundred.
:::
::::
:::: solution ch01.cup
::: step adds="kioto::cup::fill, kioto::cup::drink, #state"
Secret prose.
:::
::::
`;
  const [student, instructor, school] = await Promise.all(
    ['student', 'instructor', 'class'].map((e) => html(body, {}, e)));
  assert.ok(!student.includes('Board sketch') && student.includes('Secret prose') && student.includes('Five hundred'));
  assert.ok(instructor.includes('Board sketch') && instructor.includes('Secret prose'));
  assert.ok(!school.includes('Board sketch') && !school.includes('Secret prose') && !school.includes('Five hundred'));
});

test('words of a chapter: what is read from its top to its bottom', async () => {
  const title = 1; // "# Cups"
  const count = async (body) => {
    const book = await bookOf(body, {}, 'instructor');
    assert.deepEqual(book.problems.sorted(), []);
    return wordsOf(book.pages.find((p) => p.chapter)) - title;
  };
  const answered = (box, question) => `:::: ${box}\n${question}\n::: answer\nNot this one.\n:::\n::::\n`;
  const counted = [
    ["Running text of tea - it doesn't end.", 7],
    ['## A heading\n\n- one\n- two [[cup|cups]] of [green tea](#a-heading)', 8],
    ['| a | b |\n| --- | --- |\n| one cup | two |', 5],
    ['`a::name` in it, *but em*phasis', 5],
    [answered('predict', 'Full or empty?'), 3],
    [answered('challenge Count', 'How many?'), 3],
    ['::: trap A `cup` leaks\nIt is wet.\n:::', 6],
    ['::: aside More\nTea.\n:::', 2],
    ['::: tokio\nIn Rust.\n:::\n::: design\nNo mugs.\n:::', 4],
    [':::: solution ch01.cup\nLook.\n::: step adds="kioto::cup::fill, kioto::cup::drink, #state"\nAll of it.\n:::\n::::', 4],
  ];
  for (const [body, words] of counted) assert.equal(await count(`${body}\n`), words, body);
  const skipped = [
    '```text\nnot this\n```', '<<< kioto::cup::fill', '::: goals\n- a\n- b\n- c\n:::', quiz('more'),
    '::: summary\nShort.\n:::', '::: instructor\nBoard.\n:::',
    '## Further reading\n\n- A book.\n',
    '::: sequence A cup, filled\na, b\na -> b: pours tea\na: waits\nnote: all is well\n:::',
  ];
  for (const body of skipped) assert.equal(await count(`${body}\n`), 0, body);
});

test('the box of an exercise has what chapter.toml says', async () => {
  const page = await html('');
  for (const part of ['ch01.cup', '5 minutes, 10 points', 'A cup', '<code>kioto::cup::fill</code>',
    'exercises/ch01-cups/cup/include/kioto/cup.hpp', './kioto check ch01.cup'])
    assert.ok(page.includes(part) || plain(page).includes(part), part);
});

test('a quiz of many right options says so and has check boxes, each option its reason', async () => {
  const page = await html(quiz('many').replace('- [ ] No.', '- [x] No.'));
  assert.equal(page.match(/Several may be right/g).length, 1); // rest has three of one right option
  assert.match(page, /data-many="true"[\s\S]*type="checkbox"/);
  assert.equal(page.match(/class="why"/g).length, 8);
});

test('on paper, solutions, challenges and reasons are appendices', async () => {
  const book = await bookOf(':::: challenge Count\nHow many?\n::: answer\nFive hundred.\n:::\n::::\n');
  const place = (name, anchor) => `${name}.xhtml#${anchor}`;
  const pages = paperPages(book, { place, prefix: () => '' });
  assert.deepEqual(pages.map((p) => p.name), ['ch01-cups', 'solutions', 'answers', 'glossary']);
  const [text, solutions, answers] = pages.map((p) => p.html);
  assert.ok(!text.includes('Five hundred') && solutions.includes('Five hundred'));
  assert.ok(!text.includes('It is not empty') && answers.includes('It is not empty'));
  const targets = [...text.matchAll(/href="(\w+)\.xhtml#([^"]+)"/g)];
  for (const [, name, id] of targets.filter((t) => t[1] !== 'glossary'))
    assert.ok(pages.find((p) => p.name === name).html.includes(`id="${id}"`), `${name}#${id}`);
});

test('a sequence diagram is an SVG with its steps in words', () => {
  const lines = ['a, b', 'a -> b: go', 'b --> a: done', 'a -> b: wake {lost}', 'a: sleeps', 'note: over']
    .map((text, n) => ({ text, n }));
  const diagram = sequence('T', lines, assert.fail);
  assert.deepEqual(words(diagram), ['a to b: go.', 'b to a: done, as an answer.',
    'a to b: wake, which does not arrive.', 'a: sleeps.', 'Note: over.']);
  const svg = draw(diagram, 'id');
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.equal(svg.match(/class="cross"/g).length, 1);
});

test('a box below a heading that says the same has no title', async () => {
  const below = (heading) => html(`## ${heading}\n\n::: summary\nx\n:::\n`);
  assert.doesNotMatch(await below('What you know now'), /box-title">What/);
  assert.match(await below('Summary'), /box-title">What/);
});

test('words link to the glossary, links to sections, HTML is text', async () => {
  const page = await html('## Tea {#t}\n\n[[cup|cups]], [[cup|`cup<T>`]], [x](ch01#t), [y](#t), <b>no</b>\n');
  for (const part of ['href="glossary.html#cup">cups</a>', 'href="glossary.html#cup"><code>cup&lt;T&gt;</code></a>', 'href="#t">x', 'href="#t">y', '&lt;b&gt;', '<h2 id="t">'])
    assert.ok(page.includes(part), part);
});

test('colours are classes, and a terminal shows what is typed', () => {
  const [line] = highlight('const int x = 1;', 'cpp');
  assert.match(line, /<span class="k\d+">const<\/span>/);
  assert.match(colours(), /\.k\d+\{color:#[0-9A-F]{6}\}\[data-theme=dark\]/i);
  assert.deepEqual(highlight('$ ls <a>\nb', 'console'),
    ['<span class="prompt">$ </span><b class="typed">ls &lt;a&gt;</b>', 'b']);
});

test('small words', () => {
  assert.equal(slug("A wake that doesn't `come`: why?"), 'a-wake-that-doesnt-come-why');
  assert.deepEqual(splitList('a<b, c>::d, e(f, g), h'), ['a<b, c>::d', 'e(f, g)', 'h']);
  assert.equal(breakable('check --only 2 <T>'), 'check <span class="nb">--only</span> 2 &lt;T&gt;');
  assert.equal(breakable('tokio/src/task/yield_now.rs'), 'tokio/<wbr/>src/<wbr/>task/<wbr/>yield_now.rs');
  assert.equal(breakable('std::move'), 'std::move');
  assert.equal(breakable('--benchmark_filter=async_leaf_wake'), '<span class="nb">--benchmark_filter=</span><wbr/>async_leaf_wake');
  assert.equal(plain(`<p><code>${breakable('a --only b/c::d<e>')}</code>, and</p><p>x</p>`), 'a --only b/c::d<e>, and x');
  assert.equal(codeWords('Write poll<T> and wake() of std::x, a T.'), 'Write `poll<T>` and `wake()` of `std::x`, a T.');
  assert.equal(ranges([1, 2, 3, 7, 9, 10]), '1-3, 7, 9-10');
});
