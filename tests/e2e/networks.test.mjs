// A whole survey in Signal, Matrix, RCS and Discord, through the real program: the same answers come out of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Network, networks } from './support/networks.mjs';
import { Service } from './support/service.mjs';

const no_gateway = { send_url: 'http://127.0.0.1:9/', username: 'nobody', password: 'nothing' };
const story = 'Hoitaja kuunteli *ja* jaksoi 😀';

/// The person taps the button with that label, where there is one, else writes the words.
async function answers(service, network, message, label, words) {
  const { kind } = network;
  const tapped = message.buttons.find((button) => button.label === label);
  const pencil = message.buttons.find((button) => button.label === '✏️');
  let said = tapped ? kind.taps(tapped) : undefined;
  if (!said && pencil) {
    const window = JSON.parse((await network.call(service, kind.taps(pencil))).body);
    assert.equal(window.type, 9);
    said = kind.says(words, window.data);
  }
  said ??= kind.says(words);
  const { status } = await network.call(service, said);
  assert.equal(status, 200);
  assert.equal((await network.call(service, said)).status, 200, 'a duplicate is answered with success');
}

for (const name of Object.keys(networks)) {
  test(`a survey is answered in ${name}`, async (t) => {
    const network = await Network.start(t, name);
    const service = await (await Service.create(t)).configure(no_gateway, '', network.settings).start();
    const invitation = { key: `visit-${name}`, channel: name, address: network.address };
    const { status, body } = await service.api.invite(invitation);
    assert.equal(status, 202, JSON.stringify(body));

    await answers(service, network, await network.receives(/Tesoman hyvinvointikeskus.*suosittelisit/s), '9', '9');
    await answers(service, network, await network.receives(/^Kiitos! Mikä onnistui erityisen hyvin\?/), '', story);
    const method = await network.receives(/^Mistä haluaisit jatkossa kertoa mielipiteesi\?/);
    await answers(service, network, method, 'Tekstiviestillä', '1');
    await network.receives(/^Kiitos! Vastauksesi meni yksikköön/);

    assert.deepEqual((await service.api.answers()).map(({ question, value, kind }) => [question, value, kind]),
      [['nps', 9, name], ['why', story, name], ['method', 'sms', name]]);
    assert.equal(network.unread(), 0);
  });
}
