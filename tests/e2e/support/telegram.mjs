// A Telegram that was not written for us (npm telegram-test-api), and the people on its far side.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { at_end, free_port, until } from './basics.mjs';

// The package is CommonJS; its export is the class itself.
const TelegramServer = createRequire(import.meta.url)('telegram-test-api');

export class Telegram {
  token = '7770001:AAH-test-token';
  /// The methods that were called, in order.
  calls = [];

  static async start(t) {
    const telegram = new Telegram();
    telegram.port = await free_port();
    telegram.server = new TelegramServer({ host: '127.0.0.1', port: telegram.port, storeTimeout: 600 });
    await telegram.server.start();
    telegram.server.server.on('request', ({ url }) => telegram.calls.push(url.split('/').at(-1)));
    at_end(t, () => telegram.server.stop());
    return telegram;
  }

  get api_url() { return `http://127.0.0.1:${this.port}`; }

  person(id, name) { return new Person(this, id, name); }

  /// Sends what is said from now on to `hook`, with the secret in its header, which this Telegram leaves out.
  async call(t, hook, secret) {
    const relay = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const answer = await fetch(hook, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: Buffer.concat(chunks),
      });
      response.writeHead(answer.status).end(await answer.text());
    });
    relay.listen(0, '127.0.0.1');
    await once(relay, 'listening');
    at_end(t, () => { relay.closeAllConnections(); relay.close(); });
    this.server.setWebhook({ url: `http://127.0.0.1:${relay.address().port}/` }, this.token);
  }
}

/// Someone in a private chat with the bot.
class Person {
  #read = 0;

  constructor(telegram, id, name) {
    this.telegram = telegram;
    this.id = id;
    this.client = telegram.server.getClient(telegram.token, { userId: id, chatId: id, firstName: name });
  }

  /// All that the bot wrote here.
  get messages() {
    return this.telegram.server.getUpdatesHistory(this.telegram.token)
      .filter((update) => String(update.message?.chat_id) === String(this.id)).map((update) => update.message);
  }

  /// The next message, which must say this.
  async receives(text, seconds = 20) {
    const message = await until(() => this.messages[this.#read], () => `a message like ${text}`, seconds);
    this.#read += 1;
    if (!text.test(message.text)) throw new Error(`instead of ${text}: ${message.text}`);
    return message;
  }

  unread() { return this.messages.length - this.#read; }

  says(text) { return this.client.sendMessage(this.client.makeMessage(text)); }

  /// Presses the button with that label under a message.
  async taps(message, label) {
    const button = buttons(message).flat().find(({ text }) => text === label);
    if (!button) throw new Error(`no button ${label} under ${message.text}`);
    await this.client.sendCallback(this.client.makeCallbackQuery(button.callback_data));
  }
}

/// The rows of buttons under a message.
export const buttons = (message) => message.reply_markup?.inline_keyboard ?? [];
