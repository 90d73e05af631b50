// The same conversation over SMPP: the program, a real Kannel, and a message centre on its far side, as an operator's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/basics.mjs';
import { Kannel } from './support/kannel.mjs';
import { Service } from './support/service.mjs';
import { Smsc } from './support/smsc.mjs';

const throttled = 0x58;
const invalid_destination = 0x0b;

/// A message centre, a Kannel that is bound to it, and a service behind them.
async function connect(t) {
  const centre = await Smsc.start(t);
  const service = await Service.create(t);
  const kannel = await Kannel.start(t, service.hook_base, centre);
  await service.configure(kannel).start();
  return { centre, service };
}

let invitations = 0;

async function invite(service, phone, invitation = {}) {
  const key = `visit-${invitations += 1}`;
  const { status, body } = await service.api.invite({ key, address: `tel:${phone.number}`, ...invitation });
  assert.equal(status, 202, JSON.stringify(body));
  return body.resident;
}

/// Waits until so many messages have come to `state`.
const in_state = (service, state, count) => until(async () =>
  await service.api.metric('kuulolla_messages', `state="${state}"`) === count, `${count} ${state}`);

test('a survey over SMPP: letters, a long answer and receipts', async (t) => {
  const { centre, service } = await connect(t);
  const phone = centre.phone('+358401112233');
  const resident = await invite(service, phone);
  const question = await phone.receives(/Tesoman hyvinvointikeskus.*suosittelisit.*0-10/s);
  assert.deepEqual([question.coding, question.from], ['gsm-7', '18123']);
  assert.equal(question.segments, question.text.length > 160 ? Math.ceil(question.text.length / 153) : 1);

  phone.send('yhdeksän');
  await phone.receives(/^Kiitos! Mikä onnistui erityisen hyvin\?/);
  const story = 'Hoitaja {kuunteli} ja åå, vastaanotto oli ystävällinen, hinta 0 €. '.repeat(6).trim();
  phone.send(story);
  await phone.receives(/^Mistä haluaisit jatkossa kertoa mielipiteesi\?\n1=Tekstiviestillä\n2=/);
  phone.send('1');
  await phone.receives(/^Kiitos! Vastauksesi meni yksikköön/);

  assert.deepEqual(await service.api.answers_of(resident), { nps: 9, why: story, method: 'sms' });
  await in_state(service, 'delivered', 4);
  assert.equal(phone.unread(), 0);
});

test('what GSM-7 has no letters for goes as UCS-2, in parts that divide no emoji, and comes back whole', async (t) => {
  const { centre, service } = await connect(t);
  const phone = centre.phone('+358401112244');
  const unit = 'Нейротерапия 😀 ja muu '.repeat(6).trim();
  const resident = await invite(service, phone, { given: { unit, visited: '2026-11-20' } });
  const question = await phone.receives(/😀.*suosittelisit/s);
  assert.ok(question.text.includes(unit));
  assert.equal(question.coding, 'ucs-2');
  assert.ok(question.segments > 1);
  assert.ok(centre.parts.every(({ text }) => !/\p{Cs}/u.test(text)), 'no part begins or ends with half an emoji');

  phone.send('٩');
  await phone.receives(/^Kiitos! Mikä onnistui/);
  const story = 'Спасибо, всё хорошо 😀👍. '.repeat(8).trim();
  phone.send(story);
  await phone.receives(/^Mistä haluaisit/);
  assert.deepEqual(await service.api.answers_of(resident), { nps: 9, why: story });
});

test('what the network says of a message is known: not delivered, no such number, too fast', async (t) => {
  const { centre, service } = await connect(t);
  centre.receipts = 'UNDELIV';
  await invite(service, centre.phone('+358401112255'));
  await in_state(service, 'failed', 1);

  centre.receipts = 'DELIVRD';
  centre.refusals.push(invalid_destination);
  await invite(service, centre.phone('+358401112256'));
  await in_state(service, 'failed', 2);

  centre.refusals.push(throttled);  // Kannel keeps such a message and tries again by itself
  const phone = centre.phone('+358401112257');
  await invite(service, phone);
  await phone.receives(/suosittelisit/);
  await in_state(service, 'delivered', 1);
});

test('a link that is cut comes back, and what was asked meanwhile arrives', async (t) => {
  const { centre, service } = await connect(t);
  const phone = centre.phone('+358401112266');
  centre.cut();
  const resident = await invite(service, phone);
  await phone.receives(/suosittelisit/, 20);
  phone.send('10');
  await phone.receives(/Mikä onnistui/);
  assert.deepEqual(await service.api.answers_of(resident), { nps: 10 });
});
