// `kuulolla import xlsform`: from a spreadsheet to a script that `check` has no errors in.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { scratch_folder } from './support/basics.mjs';
import { run } from './support/service.mjs';

const forms = fileURLToPath(new URL('../dialogs/importing/forms', import.meta.url));
const builder = fileURLToPath(new URL('support/xlsx.py', import.meta.url));

function workbook(folder, form) {
  const file = join(folder, `${form}.xlsx`);
  const done = spawnSync('python3', [builder, join(forms, `${form}.form`), file], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return file;
}

test('a form becomes a script and its translations, which check has no errors in', async (t) => {
  const folder = scratch_folder(t, 'import');
  const file = workbook(folder, 'languages');
  const { code, out, err } = await run(['import', 'xlsform', file, '--into', folder]);
  assert.equal(code, 0, err);
  assert.match(out, /survey: row 2, column H \(label::Klingon\): /);
  assert.match(err, /not carried over, or otherwise than in the form: \d+/);
  const sv = join(folder, 'locales', 'sv', 'olo.po');
  assert.match(readFileSync(sv, 'utf8'), /msgstr "Hur mår du, \{name\}\?"/);
  const gettext = spawnSync('msgfmt', ['--check', '-o', '/dev/null', sv], { encoding: 'utf8' });
  assert.equal(gettext.stderr, '');
  const checked = await run(['check', join(folder, 'olo.yaml'), '--locales', join(folder, 'locales')]);
  assert.equal(checked.code, 0, checked.out);

  const again = await run(['import', 'xlsform', file, '--into', folder]);
  assert.equal(again.code, 1);
  assert.match(again.err, /is there already: --replace/);
  assert.equal((await run(['import', 'xlsform', file, '--into', folder, '--replace'])).code, 0);
});

test('what is no form is told, and nothing is written', async (t) => {
  const folder = scratch_folder(t, 'import');
  const file = join(folder, 'form.xlsx');
  assert.equal((await run(['import', 'xlsform', file])).code, 2);
  writeFileSync(file, 'type,name\n');
  const told = await run(['import', 'xlsform', file, '--into', folder]);
  assert.equal(told.code, 1);
  assert.match(told.err, /this is no \.xlsx file/);
  assert.ok(!existsSync(join(folder, 'form.yaml')));
  assert.equal((await run(['import', 'csv', file])).code, 2);
});
