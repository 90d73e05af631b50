// `kuulolla locale`: what it writes is what gettext's own tools take without a word, and what they write is read.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { scratch_folder } from './support/basics.mjs';
import { run } from './support/service.mjs';

const script = (end) => `script: small
title: Pieni
languages: [fi, sv, en]
stream: notice
basis: public-task
given:
  unit: {type: text, example: Tays}
dialog:
- ask: nps
  type: nps
  text: "Kävit: {unit}. Miten \\"meni\\"?"
- say: |-
    Kaksi
    riviä
- end: ${end}
`;

/// gettext's word on files: silent and 0, or told.
function gettext(tool, ...options) {
  const done = spawnSync(tool, options, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  if (done.error) throw done.error;
  assert.equal(done.status, 0, done.stderr);
  assert.equal(done.stderr, '', `${tool} ${options.join(' ')}`);
  return done.stdout;
}

test('what extract and merge write passes msgfmt and msgmerge, and comes back from them', async (t) => {
  const folder = scratch_folder(t, 'locale');
  const file = join(folder, 'small.yaml');
  const pot = join(folder, 'small.pot');
  const locales = join(folder, 'locales');
  const sv = join(locales, 'sv', 'small.po');
  writeFileSync(file, script('Kiitos ja hyvää päivää!'));

  assert.equal((await run(['locale', 'extract', file, '-o', pot])).code, 0);
  gettext('msgfmt', '--check', '-o', '/dev/null', pot);
  const merged = await run(['locale', 'merge', file, '--locales', locales]);
  assert.equal(merged.code, 0, merged.err);
  assert.match(merged.out, /0 translated, 0 fuzzy, 4 untranslated, 0 obsolete/);
  gettext('msgfmt', '--check', '-o', '/dev/null', sv);

  // A translator writes, the coordinator changes a text, and both gettext and we bring the file up to date.
  writeFileSync(sv, readFileSync(sv, 'utf8')
    .replace(/(msgid "Kiitos ja hyvää päivää!"\nmsgstr) ""/, '# Aino: kort\n$1 "Tack och god dag!"')
    .replace('# Aino: kort\nmsgid', 'msgid')
    .replace(/(msgid "Pieni"\nmsgstr) ""/, '$1 "Liten"'));
  writeFileSync(file, script('Kiitos ja hyvää päivänjatkoa!'));
  assert.match((await run(['locale', 'merge', file, '--locales', locales])).out, /1 translated, 1 fuzzy/);
  gettext('msgfmt', '--check', '-o', '/dev/null', sv);
  assert.match(readFileSync(sv, 'utf8'), /#, fuzzy\n#\| msgid "Kiitos ja hyvää päivää!"\nmsgctxt "end"/);
  await run(['locale', 'extract', file, '-o', pot]);
  gettext('msgmerge', '--quiet', '--previous', '-o', sv, sv, pot);
  gettext('msgfmt', '--check', '-o', '/dev/null', sv);
  const again = await run(['locale', 'merge', file, '--locales', locales, '--language', 'sv']);
  assert.match(again.out, /1 translated, 1 fuzzy, 2 untranslated, 0 obsolete/);

  // What has gone stays as obsolete, and gettext knows it as that.
  writeFileSync(file, script('Moi').replace(/- say: \|-\n.*\n.*\n/, ''));
  writeFileSync(sv, readFileSync(sv, 'utf8').replace(/(msgid "Kaksi\\n"?"?|riviä"\nmsgstr) ""/, '$1 "Två\\nrader"'));
  await run(['locale', 'merge', file, '--locales', locales]);
  gettext('msgfmt', '--check', '-o', '/dev/null', sv);
  assert.match(readFileSync(sv, 'utf8'), /#~ msgid/);
  const report = JSON.parse((await run(['locale', 'report', file, '--locales', locales, '--json'])).out);
  assert.deepEqual(report.languages.map(({ language, per_cent }) => [language, per_cent]),
    [['fi', 100], ['sv', 33], ['en', 0]]);
});

test('report shows tables, and the service itself without a script', async (t) => {
  const service = await run(['locale', 'report']);
  assert.equal(service.code, 0, service.err);
  assert.match(service.out, /^language +texts missing +lists missing +segments +price$/m);
  assert.match(service.out, /^fi +0 +0 +\d+ +1\.00$/m);
  assert.match(service.out, /^post-visit .*100%/m);
  const one = await run(['locale', 'report', 'post-visit']);
  assert.match(one.out, /^sv +100% +0 +0 +\d+ +\d\.\d\d$/m);
  assert.match(one.out, /^ask\.nps\.text +\d/m);
  assert.ok(JSON.parse((await run(['locale', 'report', '--json'])).out).service.length > 5);
});

test('what cannot be done is told: no script, errors in it, a broken translation, another language', async (t) => {
  const folder = scratch_folder(t, 'locale');
  const file = join(folder, 'small.yaml');
  assert.equal((await run(['locale'])).code, 2);
  assert.equal((await run(['locale', 'extract', 'nowhere'])).code, 2);
  writeFileSync(file, script('Kiitos {name}'));
  const broken = await run(['locale', 'extract', file]);
  assert.equal(broken.code, 1);
  assert.match(broken.err, /small\.yaml:15:16: error: .*\[unknown-name\]/);
  writeFileSync(file, script('Kiitos'));
  assert.equal((await run(['locale', 'merge', file, '--locales', folder, '--language', 'de'])).code, 2);
  const sv = join(folder, 'sv', 'small.po');
  mkdirSync(join(folder, 'sv'));
  writeFileSync(sv, 'msgid "a"\nmsgstr "b\n');
  const unread = await run(['locale', 'merge', file, '--locales', folder, '--language', 'sv']);
  assert.equal(unread.code, 1);
  assert.match(unread.err, /small\.po:2:8: error: the text is not closed/);
  assert.equal(readFileSync(sv, 'utf8'), 'msgid "a"\nmsgstr "b\n');
});
