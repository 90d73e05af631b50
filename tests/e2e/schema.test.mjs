// `kuulolla schema` beside a validator: scripts that are fine pass, and slips that an editor can see do not.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { scratch_folder } from './support/basics.mjs';
import { run } from './support/service.mjs';

const scripts = fileURLToPath(new URL('../../dialogs/scripts', import.meta.url));
const validator = fileURLToPath(new URL('support/validate.py', import.meta.url));

/// The files that fail, each with its first fault.
function failing(schema, files) {
  const done = spawnSync('python3', [validator, schema, ...files], { encoding: 'utf8' });
  if (done.error) throw done.error;
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim().split('\n').filter((line) => line !== '');
}

const script = (dialog, head = '') => `script: small
title: 2026
languages: [fi]
stream: notice
basis: public-task
${head}dialog:
${dialog}
`;

const fine = [
  script('- ask: a\n  type: yes-no\n  text: Joko?\n  labels: {yes: joo, no: en}\n  accept: {yes: [jep, 1]}\n- end:'),
  script('- ask: a\n  type: scale\n  min: 0\n  max: 5\n  na: 0\n  labels: {0: en tiedä, 5: 5}\n  text: 7\n  '
    + 'within: 24h'),
  script('- ask: a\n  type: choice\n  choices: [091, no, true]\n  text: {a > 1: Yksi, else: Kaksi}\n  optional: yes'),
  script('- ask: a\n  type: choice\n  choices: {x: Yksi, y: {text: Kaksi, when: a == 1}}\n  other: Muu\n  text: Mikä?'),
  script('- ask: a\n  type: text\n  max: 200\n  text: Mitä?\n'
    + '- do: open-case\n  when: answered(a)\n  topic: t\n  text: a'),
  script('- group: g\n  when: 1 > 0\n  steps:\n  - say: Hei\n- group:\n  steps:\n  - say: Hoi\n  - end: Moi'),
  script('- end:', 'given:\n  day: {type: date, example: 2026-11-20, optional: true}\n'
    + 'keywords: {fi: moi}\nreprompts: 1\n'),
  script('- end:\ntests:\n- name: t\n  talk: |\n    < Hei\n  expect: {n: 9}\n  outcome: completed\n  effects: []'),
];

const broken = {
  'an unknown key': script('- ask: a\n  type: nps\n  txt: Hei'),
  'no text': script('- ask: a\n  type: nps'),
  'an unknown type': script('- ask: a\n  type: npss\n  text: Hei'),
  'another type\'s key': script('- ask: a\n  type: nps\n  text: Hei\n  choices: [x]'),
  'a scale without ends': script('- ask: a\n  type: scale\n  min: 1\n  text: Hei'),
  'a choice without choices': script('- ask: a\n  type: choice\n  text: Hei'),
  'an unknown step': script('- aks: a'),
  'an unknown effect': script('- do: open-csae\n  topic: t'),
  'a case without a topic': script('- do: open-case'),
  'an effect\'s foreign key': script('- do: open-case\n  topic: t\n  room: 4'),
  'a group without steps': script('- group: g'),
  'a flag that is none': script('- ask: a\n  type: nps\n  text: Hei\n  optional: maybe'),
  'a span without a unit': script('- end:', 'remind_after: 48\n'),
  'an unknown stream': script('- end:').replace('notice', 'notise'),
  'a table without else': script('- say: {a > 1: Hei}'),
  'a name with capitals': script('- ask: Nps\n  type: nps\n  text: Hei'),
  'a fact without an example': script('- end:', 'given:\n  a: {type: text}\n'),
  'an unknown type of fact': script('- end:', 'given:\n  a: {type: txt, example: b}\n'),
  'an empty dialog': script('').replace('dialog:\n\n', 'dialog: []\n'),
  'no languages': script('- end:').replace('languages: [fi]\n', ''),
  'a test without a talk': script('- end:\ntests:\n- name: t'),
  'an unknown outcome': script('- end:\ntests:\n- name: t\n  talk: a\n  outcome: complete'),
};

test('the shipped scripts and others that are fine are valid by the schema, and slips are not', async (t) => {
  const folder = scratch_folder(t, 'schema');
  const schema = join(folder, 'kuulolla.schema.json');
  const { code, out } = await run(['schema']);
  assert.equal(code, 0);
  writeFileSync(schema, out);

  const files = readdirSync(scripts).filter((name) => name.endsWith('.yaml')).map((name) => join(scripts, name));
  fine.forEach((text, index) => {
    files.push(join(folder, `fine-${index}.yaml`));
    writeFileSync(files.at(-1), text);
  });
  assert.deepEqual(failing(schema, files), []);

  const bad = Object.entries(broken).map(([name, text]) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  const told = failing(schema, bad);
  const passed = Object.keys(broken).filter((name) => !told.some((line) => line.includes(`/${name}.yaml:`)));
  assert.deepEqual(passed, []);
});

test('check agrees: what the schema refuses has errors', async (t) => {
  const file = join(scratch_folder(t, 'schema'), 'small.yaml');
  for (const [name, text] of Object.entries(broken)) {
    writeFileSync(file, text);
    assert.equal((await run(['check', file])).code, 1, name);
  }
});
