// A whole survey in Telegram: one that was not written for us.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/basics.mjs';
import { Service } from './support/service.mjs';
import { buttons, Telegram } from './support/telegram.mjs';

const no_gateway = { send_url: 'http://127.0.0.1:9/', username: 'nobody', password: 'nothing' };
const secret = 'tg-hook-secret';

async function connect(t, settings) {
  const telegram = await Telegram.start(t);
  const service = await Service.create(t);
  await service.configure(no_gateway, '', `  - name: telegram
    adapter: telegram
    api_url: ${telegram.api_url}
    token: "${telegram.token}"
    trust: health
    ${settings}
`).start();
  return { service, telegram };
}

let invitations = 0;

/// Invites to post-visit. Returns the resident's pseudonym and the first question.
async function invite(service, person) {
  const key = `visit-${invitations += 1}`;
  const { status, body } = await service.api.invite({ key, channel: 'telegram', address: `telegram:${person.id}` });
  assert.equal(status, 202, JSON.stringify(body));
  return { resident: body.resident, question: await person.receives(/Tesoman hyvinvointikeskus.*suosittelisit/s) };
}

async function answers_survey({ service, telegram }, person) {
  const { resident, question } = await invite(service, person);
  assert.deepEqual(buttons(question).flat().map(({ text }) => text),
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
  assert.doesNotMatch(question.text, /Vastaa 0-10/);  // the hint is for those who have no buttons
  for (const { callback_data } of buttons(question).flat()) assert.ok(Buffer.byteLength(callback_data) <= 64);

  await person.taps(question, '9');
  await person.receives(/^Kiitos! Mikä onnistui erityisen hyvin\?/);
  await person.says('Hoitaja kuunteli 😀');
  const method = await person.receives(/^Mistä haluaisit jatkossa kertoa mielipiteesi\?$/);
  await person.taps(method, 'WhatsAppissa');
  await person.receives(/^Kiitos! Vastauksesi meni yksikköön/);

  assert.deepEqual(await service.api.answers_of(resident), { nps: 9, why: 'Hoitaja kuunteli 😀', method: 'chat' });
  const [nps] = (await service.api.answers()).filter((answer) => answer.resident === resident);
  assert.deepEqual([nps.channel, nps.kind], ['telegram', 'telegram']);
  assert.equal(person.unread(), 0);
  const spins = () => telegram.calls.filter((method) => method === 'answerCallbackQuery').length;
  await until(() => spins() === 2, () => `both buttons stop spinning: ${telegram.calls}`);
}

test('a survey is answered by tapping and writing, without a public address', async (t) => {
  const connected = await connect(t, 'poll: true');
  await answers_survey(connected, connected.telegram.person(4242, 'Aino'));
});

test('a survey is answered through webhooks', async (t) => {
  const connected = await connect(t, `secret: ${secret}`);
  await connected.telegram.call(t, `${connected.service.base}/hooks/telegram`, secret);
  await answers_survey(connected, connected.telegram.person(4243, 'Väinö'));
});

test('a button of an older question changes that answer, where the way here stays the same', async (t) => {
  const { service, telegram } = await connect(t, 'poll: true');
  const person = telegram.person(4244, 'Maija');
  const { resident, question } = await invite(service, person);
  await person.taps(question, '9');
  await person.receives(/^Kiitos! Mikä onnistui/);
  await person.says('Kaikki');
  const method = await person.receives(/^Mistä haluaisit/);
  await person.taps(question, '10');
  await person.receives(/^Vastauksesi on muutettu\.$/);
  await person.taps(question, '2');  // the dissatisfied are asked something else
  await person.receives(/^Tähän kysymykseen ei voi enää vastata/);
  await person.taps(method, 'Tekstiviestillä');
  await person.receives(/^Kiitos! Vastauksesi meni yksikköön/);
  assert.deepEqual(await service.api.answers_of(resident), { nps: 10, why: 'Kaikki', method: 'sms' });
});

test('what does not carry the secret is refused', async (t) => {
  const { service } = await connect(t, `secret: ${secret}`);
  const update = {
    update_id: 1,
    message: { message_id: 1, from: { id: 7 }, chat: { id: 7, type: 'private' }, date: 1, text: 'moi' },
  };
  const post = async (headers) => (await fetch(`${service.base}/hooks/telegram`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(update),
  })).status;
  assert.equal(await post({}), 403);
  assert.equal(await post({ 'x-telegram-bot-api-secret-token': 'tg-hook' }), 403);
  assert.equal(await post({ 'x-telegram-bot-api-secret-token': secret }), 200);
});
