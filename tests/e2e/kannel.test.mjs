// A real conversation: our API, the program, a real Kannel, and phones on its far side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './support/basics.mjs';
import { Kannel } from './support/kannel.mjs';
import { Service } from './support/service.mjs';

/// A Kannel and a service that know each other.
async function connect(t) {
  const service = await Service.create(t);
  const kannel = await Kannel.start(t, service.hook_base);
  await service.configure(kannel).start();
  return { service, kannel };
}

let invitations = 0;

/// Invites the phone to post-visit, reads the first question on it, and returns the resident's pseudonym.
async function invite(service, phone, key = `visit-${invitations += 1}`) {
  const { status, body } = await service.api.invite({ key, address: `tel:${phone.number}` });
  assert.equal(status, 202, JSON.stringify(body));
  await phone.receives(/Tesoman hyvinvointikeskus.*suosittelisit.*0-10/s);
  return body.resident;
}

test('an invitation becomes a conversation and its answers', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112233');
  const resident = await invite(service, phone);
  const story = 'Hoitaja kuunteli ja åå, vastaanotto oli ystävällinen 😀. '.repeat(6).trim();

  phone.send('yhdeksän');
  await phone.receives(/^Kiitos! Mikä onnistui erityisen hyvin\?/);
  phone.send(story);
  const method = await phone.receives(/^Mistä haluaisit jatkossa kertoa mielipiteesi\?\n1=Tekstiviestillä\n2=/);
  assert.equal(method.coding, 'gsm-7');
  assert.equal(method.from, '18123');
  phone.send('joo');  // answers nothing that was asked: asked again
  await phone.receives(/1=Tekstiviestillä/);
  phone.send('tekstiviestillä');
  await phone.receives(/^Kiitos! Vastauksesi meni yksikköön/);

  const answers = await service.api.answers();
  assert.deepEqual(answers.map(({ question, value }) => [question, value]),
    [['nps', 9], ['why', story], ['method', 'sms']]);
  const [nps] = answers;
  assert.equal(nps.resident, resident);
  assert.deepEqual([nps.raw, nps.comment, nps.language, nps.channel, nps.kind], ['yhdeksän', null, 'fi', 'sms', 'sms']);
  assert.equal(new Set(answers.map((answer) => answer.version)).size, 1);
  assert.equal(phone.unread(), 0);
});

test('a dissatisfied resident asks for a reply and is told the number of the case', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112244');
  const resident = await invite(service, phone);

  phone.send('kaksi');
  await phone.receives(/^Kiitos, että kerroit\. Mikä meni huonosti/);
  phone.send('Jonotin puhelimessa tunnin.');
  await phone.receives(/^Haluatko vastauksen/);
  phone.send('joo');
  await phone.receives(/^Kiitos! Palautteesi numero on \d+\. Vastaamme viimeistään \d+\. \p{L}+/u);

  assert.deepEqual(await service.api.answers_of(resident),
    { nps: 2, why: 'Jonotin puhelimessa tunnin.', wants_reply: true });
});

test('what a message costs is what Kannel really sends, and its delivery is known', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112255');
  const given = { unit: 'Нейротерапия ja muu hyvin pitkäniminen yksikkö '.repeat(3), visited: '2026-11-20' };
  const { status } = await service.api.invite({ key: 'long', address: `tel:${phone.number}`, given });
  assert.equal(status, 202);

  const question = await phone.receives(/Нейротерапия/);
  assert.equal(question.coding, 'ucs-2');
  assert.equal(question.segments, Math.ceil(question.text.length / 67));
  assert.ok(question.segments > 1);
  // Kannel reports the first part of a long message only; one report is enough to know.
  await until(async () => await service.api.metric('kuulolla_messages', 'state="delivered"') === 1, 'delivered');
});

test('the same webhook twice changes nothing', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112266');
  const resident = await invite(service, phone);
  const nine = { id: 'b1e4c7f0-0001-4a63-9d55-0b7c1e2f3a44', from: phone.number, text: '9' };

  assert.deepEqual([await service.receive(nine), await service.receive(nine)], [200, 200]);
  await phone.receives(/^Kiitos! Mikä onnistui/);
  await service.stop();
  await service.start();
  assert.equal(await service.receive(nine), 200);  // nor after a restart
  phone.send('Hoitaja kuunteli.');
  await phone.receives(/^Mistä haluaisit/);

  assert.deepEqual(await service.api.answers_of(resident), { nps: 9, why: 'Hoitaja kuunteli.' });
  assert.equal((await service.api.answers()).length, 2);
  assert.equal(phone.unread(), 0);
});

test('two messages of one resident that overtake each other both count', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112277');
  const resident = await invite(service, phone);
  const sent = Math.floor(Date.now() / 1000);
  const words = 'Hoitaja kuunteli minua';

  const late = service.receive({ id: 'second', from: phone.number, text: words, time: sent + 1 });
  assert.equal(await late, 200);
  assert.equal(await service.receive({ id: 'first', from: phone.number, text: '9', time: sent }), 200);
  await until(async () => (await service.api.answers()).some((answer) => answer.value === 9), 'the 9 is stored');

  // What came too early is read again once its question is open: nothing is asked twice, nothing is lost.
  await phone.receives(/^En ymmärtänyt/);
  await phone.receives(/^Mistä haluaisit/);
  assert.deepEqual(await service.api.answers_of(resident), { nps: 9, why: words });
  assert.equal((await service.api.answers()).length, 2);
});

test('a burst of messages from many phones at once is answered to each', async (t) => {
  const { service, kannel } = await connect(t);
  const phones = Array.from({ length: 25 }, (_, index) => kannel.phone(`+35840200${1000 + index}`));
  await Promise.all(phones.map((phone, index) => service.api.invite({
    key: `burst-${index}`, address: `tel:${phone.number}`,
  })));
  for (const phone of phones) await phone.receives(/suosittelisit/);
  phones.forEach((phone) => phone.send('10'));
  for (const phone of phones) await phone.receives(/Mikä onnistui/, 20);
  assert.deepEqual((await service.api.answers()).map(({ value }) => value), phones.map(() => 10));
});

test('STOP is confirmed once, and then there is silence', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112288');
  await invite(service, phone);

  phone.send('STOP');
  await phone.receives(/./s);
  const before = phone.messages().length;
  // What comes after it must stay silent: asked of another phone's answer, which goes the same way later.
  const { status } = await service.api.invite({ key: 'after-stop', address: `tel:${phone.number}` });
  assert.ok([200, 202].includes(status));
  await invite(service, kannel.phone('+358401112289'));
  assert.equal(phone.messages().length, before);

  phone.send('START');
  await phone.receives(/./s);
});

test('a stranger who writes anything is asked for feedback, never met with silence', async (t) => {
  const { service, kannel } = await connect(t);
  const finn = kannel.phone('+358401113311');
  finn.send('Hei, terveyskeskuksen ovi ei aukea');
  await finn.receives(/Mistä on kyse/);
  finn.send('1');
  await finn.receives(/./s);
  const answers = await until(async () => {
    const found = await service.api.answers('feedback');
    return found.length > 0 && found;
  }, 'an answer to feedback');
  assert.equal(answers[0].channel, 'sms');

  const other = kannel.phone('+358401113322');
  other.send('😀😀😀');
  await other.receives(/\p{L}/u);
});

test('messages that come while the service is down wait in Kannel and lose nothing', async (t) => {
  const { service, kannel } = await connect(t);
  const phone = kannel.phone('+358401112299');
  const resident = await invite(service, phone);
  await service.stop();
  phone.send('8');
  await service.start();
  await phone.receives(/Mikä olisi tehnyt käynnistä paremman/, 20);
  assert.deepEqual(await service.api.answers_of(resident), { nps: 8 });
});
