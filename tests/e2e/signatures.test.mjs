// Providers' own libraries as witnesses of our adapters: what they sign is let in by the real program, and a webhook
// with one bit changed is refused. A row makes a request as the provider would; its library signs it, or says that it
// is good.
import assert from 'node:assert/strict';
import { createHash, createHmac, createSecretKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { test } from 'node:test';
import * as vonage from '@vonage/jwt';
import { InteractionResponseType, InteractionType, verifyKey } from 'discord-interactions';
import messagebird from 'messagebird/lib/webhook-signature-jwt.js';
import twilio from 'twilio';
import { Service } from './support/service.mjs';

const text = "Roskis täynnä 😀 & äö+100% 'x'";
const nowhere = { send_url: 'http://127.0.0.1:9/', username: 'u', password: 'p' };
const form = 'application/x-www-form-urlencoded; charset=UTF-8';

const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const seconds = () => Math.floor(Date.now() / 1000);

/// A JSON Web Token, HS256.
function token(claims, key) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

const twilio_token = '12345678901234567890123456789012';
const vonage_secret = 'vonage-signature-secret-at-least-32-bytes!';
const bird_key = 'messagebird-signing-key';
const discord_keys = generateKeyPairSync('ed25519');
const discord_public_key = Buffer.from(discord_keys.publicKey.export({ format: 'jwk' }).x, 'base64url').toString('hex');

function twilio_fields() {
  const sid = 'SM' + randomUUID().replaceAll('-', '');
  return {
    AccountSid: 'AC' + '0'.repeat(32), ApiVersion: '2010-04-01', Body: text, From: '+358401234567', FromCity: '',
    FromCountry: 'FI', MessageSid: sid, NumMedia: '0', NumSegments: '1', SmsMessageSid: sid, SmsSid: sid,
    SmsStatus: 'received', To: '+358400000000', ToCountry: 'FI',
  };
}

/// An interaction, signed as Discord signs it.
function interaction(base, fields) {
  const body = JSON.stringify({
    application_id: '1180000000000000001', id: '1180000000000000003', token: 'aW50', version: 1, ...fields,
  });
  const time = String(seconds());
  const signature = sign(null, Buffer.from(time + body), discord_keys.privateKey).toString('hex');
  return {
    url: `${base}/hooks/discord`, body,
    headers: {
      'content-type': 'application/json', 'x-signature-ed25519': signature, 'x-signature-timestamp': time,
    },
    accepts: (given) => verifyKey(given, signature, time, discord_public_key),
  };
}

/// Each makes {url, headers, body} for a service at `base`, and `accepts` where the provider's library can judge.
const rows = [
  {
    name: 'twilio, a form',
    make(base) {
      const url = `${base}/hooks/twilio?tenant=kouvola`;
      const fields = twilio_fields();
      const signature = twilio.getExpectedTwilioSignature(twilio_token, url, fields);
      return {
        url, body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': form, 'x-twilio-signature': signature },
        accepts: (body) =>
          twilio.validateRequest(twilio_token, signature, url, Object.fromEntries(new URLSearchParams(body))),
      };
    },
    answer: new twilio.twiml.MessagingResponse().toString(),
  },
  {
    name: 'twilio, a status callback',
    make(base) {
      const url = `${base}/hooks/twilio/status?m=aaaaaaaaaaaaaaaaaaaaaaaaaa`;
      const fields = { MessageSid: 'SM' + '2'.repeat(32), MessageStatus: 'undelivered', ErrorCode: '30003' };
      const signature = twilio.getExpectedTwilioSignature(twilio_token, url, fields);
      return {
        url, body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': form, 'x-twilio-signature': signature },
        accepts: (body) =>
          twilio.validateRequest(twilio_token, signature, url, Object.fromEntries(new URLSearchParams(body))),
      };
    },
  },
  {
    name: 'vonage, the Messages API',
    make(base) {
      const body = JSON.stringify({
        to: '358400000000', from: '358401234567', channel: 'sms', message_uuid: randomUUID(),
        timestamp: new Date().toISOString(), message_type: 'text', text, sms: { num_messages: '1' },
      });
      const signed = token({
        iss: 'Vonage', iat: seconds(), jti: randomUUID(), api_key: 'abcd1234', application_id: randomUUID(),
        payload_hash: sha256(body),
      }, vonage_secret);
      return {
        url: `${base}/hooks/vonage`, body,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${signed}` },
        // The library judges the token; that its hash is the body's is the receiver's own task.
        accepts: (given) => vonage.verifySignature(signed, vonage_secret) && sha256(given) === sha256(body),
      };
    },
  },
  {
    name: 'messagebird',
    make(base) {
      const url = `${base}/hooks/messagebird?channel=7`;
      const body = new URLSearchParams({
        id: randomUUID().replaceAll('-', ''), recipient: '358400000000', originator: '358401234567', body: text,
        createdDatetime: new Date().toISOString(),
      }).toString();
      const signed = token({
        iss: 'MessageBird', nbf: seconds(), exp: seconds() + 60, jti: randomUUID(), url_hash: sha256(url),
        payload_hash: sha256(body),
      }, bird_key);
      const key = createSecretKey(Buffer.from(bird_key));
      return {
        url, body, headers: { 'content-type': form, 'messagebird-signature-jwt': signed },
        accepts: (given) => messagebird.verify(url, Buffer.from(given), signed, key).then(() => true, () => false),
      };
    },
  },
  {
    name: 'discord, a ping',
    make: (base) => interaction(base, { type: InteractionType.PING }),
    answer: JSON.stringify({ type: InteractionResponseType.PONG }),
    refused: 401,
  },
  {
    name: 'discord, a command',
    make: (base) => interaction(base, {
      type: InteractionType.APPLICATION_COMMAND, channel_id: '1180000000000000010', context: 1,
      user: { id: '1180000000000000020', username: 'aino' },
      data: { id: '7', name: 'kuulolla', type: 1, options: [{ name: 'text', type: 3, value: text }] },
    }),
    refused: 401,
  },
];

const channels = `  - name: twilio
    adapter: twilio
    account_sid: AC${'0'.repeat(32)}
    auth_token: "${twilio_token}"
    sender: "+358400000000"
  - name: vonage
    adapter: vonage
    api_key: abcd1234
    api_secret: api-secret
    signature_secret: ${vonage_secret}
    sender: "+358400000000"
  - name: messagebird
    adapter: messagebird
    access_key: live-key
    signing_key: ${bird_key}
    sender: "+358400000000"
  - name: discord
    adapter: discord
    application_id: "1180000000000000001"
    public_key: "${discord_public_key}"
    token: bot-token
    api_url: http://127.0.0.1:9
`;

/// The same text but for one bit of a letter in its middle.
function flipped(body) {
  const bytes = Buffer.from(body);
  let at = bytes.length >> 1;
  while (!/[a-z0-9]/i.test(String.fromCharCode(bytes[at]))) at += 1;
  bytes[at] ^= 1;
  return bytes.toString();
}

const call = ({ url, headers }, body) => fetch(url, { method: 'POST', headers, body });

test("what a provider's library signs is let in, and not with one bit changed", async (t) => {
  const service = await (await Service.create(t)).configure(nowhere, '', channels).start();
  for (const { name, make, answer, refused = 403 } of rows) {
    await t.test(name, async () => {
      const request = make(service.base);
      const broken = flipped(request.body);
      assert.equal(await request.accepts(request.body), true, "the provider's library takes it");
      assert.equal(await request.accepts(broken), false, "the provider's library refuses it");

      assert.equal((await call(request, broken)).status, refused);
      const taken = await call(request, request.body);
      assert.equal(taken.status, 200);
      const said = await taken.text();
      if (answer !== undefined) assert.equal(said, answer);
      assert.equal((await call(request, request.body)).status, 200, 'a duplicate is answered with success');
    });
  }
});
