// `kuulolla check`, `chat` and their like, as a coordinator's terminal or editor calls them.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { scratch_folder } from './support/basics.mjs';
import { run } from './support/service.mjs';

const scripts = fileURLToPath(new URL('../../dialogs/scripts', import.meta.url));
const post_visit = join(scripts, 'post-visit.yaml');

const small = (dialog) => `script: small
title: Pieni
languages: [fi]
stream: notice
basis: public-task
dialog:
${dialog}
`;

/// Writes `text` as small.yaml and checks it.
async function check(t, text, ...options) {
  const file = join(scratch_folder(t, 'check'), 'small.yaml');
  writeFileSync(file, text);
  return run(['check', file, ...options]);
}

test('--version and --help say what they should', async () => {
  const version = await run(['--version']);
  assert.equal(version.code, 0);
  assert.match(version.out, /\d+\.\d+\.\d+/);
  const help = await run(['--help']);
  assert.equal(help.code, 0);
  for (const word of ['serve', 'demo', 'chat', 'check']) assert.match(help.out, new RegExp(`\\b${word}\\b`));
});

test('the shipped scripts pass without a word, and their own tests pass', async () => {
  const { code, out, err } = await run(['check', scripts]);
  assert.equal(code, 0, out + err);
  assert.doesNotMatch(out, /: (error|warning): /);
});

test('each fault of a script is told with its place, code and cure', async (t) => {
  const cases = [
    ['- ask: nps\n  type: nps\n  text: Hei\n  hnt: 0-10', 10, 3, /did you mean .?hint/],
    ['- say: Hei: kaikki', 7, 8, /double quotes.*\[yaml-colon\]/],
    [`- ask: nps\n  type: nps\n  text: Hei\n- say: Moi\n  when: nps == 'yhdeksän'`, 11, 13, /number/],
    ['- ask: nps\n  type: nps\n  text: Hei\n- say: Moi\n  when: npz > 3', 11, 9, /did you mean .?nps/],
    ['- say: "Hinta {hinta, plural, one {x}"', 7, null, /./],
    ['- say: Hei {nimi}', 7, 13, /nimi/],
    ['- say: a\n- say: b\n  say: c', 9, 3, /twice.*\[yaml-duplicate-key\]/],
    ['- say: a\n\tsay: b', 8, 1, /\[yaml-tab\]/],
    ['- say: &x a\n- say: *x', 7, 8, /\[yaml-anchor\]/],
  ];
  for (const [dialog, line, column, words] of cases) {
    const { code, out } = await check(t, small(dialog));
    assert.equal(code, 1, `${dialog}\n${out}`);
    const place = column === null ? `:${line}:\\d+: error: ` : `:${line}:${column}: error: `;
    const told = out.split('\n').filter((each) => new RegExp(`small\\.yaml${place}`).test(each));
    assert.ok(told.some((each) => words.test(each)), `${dialog}\n${out}`);
    assert.match(told[0], /\[[a-z-]+\]$/);
  }
});

test('check --json gives one object for each finding', async (t) => {
  const { code, out } = await check(t, small('- sai: Hei'), '--json');
  assert.equal(code, 1);
  const findings = out.trim().split('\n').map((line) => JSON.parse(line));
  assert.ok(findings.some((finding) => finding.line === 7 && finding.severity === 'error'), out);
});

test('a file of 100 MB is refused at once', async (t) => {
  const file = join(scratch_folder(t, 'check'), 'big.yaml');
  const handle = openSync(file, 'w');
  ftruncateSync(handle, 100_000_000);
  closeSync(handle);
  const began = Date.now();
  const { code, out, err } = await run(['check', file]);
  assert.equal(code, 1, out + err);
  assert.match(out + err, /256/);
  assert.ok(Date.now() - began < 2000);
});

test('deep nesting is told, in YAML, conditions and texts', async (t) => {
  const groups = Array.from({ length: 100 }, (_, level) => '  steps:\n  - group:\n'.replace(/^/gm, '  '.repeat(level)));
  const deep = [
    small('- say: ' + '['.repeat(10_000)),
    small('- say: ' + '{a: '.repeat(10_000)),
    small('- group:\n' + groups.join('')),
    small(`- say: Hei\n  when: ${'('.repeat(5000)}1${')'.repeat(5000)} == 1`),
    small(`- say: "${'{lot, plural, other {'.repeat(4000)}${'}}'.repeat(4000)}"`),
  ];
  for (const script of deep) {
    const { code, out, err } = await check(t, script);
    assert.equal(code, 1, out + err);
    assert.match(out, /: error: /);
  }
});

test('a path that is not there is wrong use', async () => {
  const { code, err } = await run(['check', '/nowhere/at/all.yaml']);
  assert.equal(code, 2);
  assert.match(err, /all\.yaml/);
});

/// What `chat --json` says to these lines, as objects.
async function chat(lines, ...options) {
  const given = ['--given', 'unit=Tays', '--given', 'visited=2026-01-10'];
  const { code, out, err } = await run(['chat', post_visit, '--json', ...given, ...options], lines);
  assert.equal(code, 0, err);
  return out.trim().split('\n').map((line) => JSON.parse(line));
}

const events = (talk, kind) => talk.filter(({ event }) => event === kind);

test('chat talks a script through and tells each event', async () => {
  const talk = await chat(['ysi, hoitaja kuunteli minua', '/tap sms']);
  const [first] = events(talk, 'message');
  assert.match(first.text, /^Pirha: Asioit 10\. tammikuuta: Tays\./);
  assert.deepEqual([first.language, first.channel, first.encoding, first.segments], ['fi', 'sms', 'GSM-7', 1]);
  const answers = events(talk, 'answer');
  assert.deepEqual(answers.map(({ question, value }) => [question, value]),
    [['nps', 9], ['why', 'ysi, hoitaja kuunteli minua'], ['method', 'sms']]);
  assert.equal(talk.at(-1).outcome, 'completed');
});

test('chat speaks another language, lets time pass and obeys STOP', async () => {
  const talk = await chat(['/wait 49h', 'stop'], '--language', 'en');
  assert.equal(events(talk, 'message')[0].language, 'en');
  assert.ok(events(talk, 'message').length >= 3, 'the question, its reminder, the confirmation');
  assert.deepEqual(events(talk, 'command').map(({ word }) => word), ['stop']);
  assert.equal(talk.at(-1).outcome, 'refused');
});

test('chat with an unknown script or a fact that does not fit is wrong use', async () => {
  assert.equal((await run(['chat', '/nowhere.yaml'])).code, 2);
  const bad = await run(['chat', post_visit, '--given', 'visited=eilen']);
  assert.equal(bad.code, 2);
  assert.match(bad.err, /visited/);
});
