// The demo as a newcomer meets it: `kuulolla demo` in an empty folder, its page in a real browser.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { at_end, end_process, free_port, scratch_folder, until } from './support/basics.mjs';
import { accessibility_faults, open_browser, open_page, scrolls_sideways } from './support/browser.mjs';
import { kuulolla } from './support/service.mjs';

async function start_demo(t, folder) {
  const port = await free_port();
  const child = spawn(kuulolla, ['demo', '--port', String(port)], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (data) => { said += data; });
  at_end(t, () => end_process(child, 'SIGKILL'));
  const url = `http://127.0.0.1:${port}/`;
  await until(() => fetch(`${url}readyz`).then(({ ok }) => ok, () => false), 'the demo is ready', 30);
  await until(() => said.includes(url), () => `the URL is printed, not: ${said}`);
  return { child, url, said: () => said };
}

const phone_of = (page, owner) => page.locator('.phone', { has: page.getByRole('heading', { name: owner }) });

async function invite(phone, script, language) {
  await phone.locator('select[name=script]').selectOption(script);
  await phone.locator('select[name=language]').selectOption(language);
  await phone.locator('.invite button[type=submit]').click();
}

async function say(phone, text) {
  await phone.locator('.write input').fill(text);
  await phone.locator('.write input').press('Enter');
}

const hears = (phone, words) => phone.locator('.bubble.theirs', { hasText: words }).last().waitFor();
const is_stored = (page, question, value) =>
  page.locator('#answer-rows tr', { hasText: question }).filter({ hasText: value }).first().waitFor();

test('a text message phone answers post-visit in words and sees each answer stored', async (t) => {
  const { url } = await start_demo(t, scratch_folder(t, 'demo'));
  const page = await open_page(await open_browser(t), url);
  const phone = phone_of(page, 'Aino');
  await invite(phone, 'post-visit', 'fi');
  await hears(phone, 'Kuinka todennäköisesti');
  assert.match(await phone.locator('.meta').first().textContent(), /GSM-7/);
  await say(phone, 'ysi, hoitaja kuunteli oikeasti');
  await is_stored(page, 'nps', '9');
  await is_stored(page, 'why', 'hoitaja kuunteli');
  assert.deepEqual(page.faults, []);
});

test('a messenger phone answers with buttons, from the keyboard alone', async (t) => {
  const { url } = await start_demo(t, scratch_folder(t, 'demo'));
  const page = await open_page(await open_browser(t), url);
  const phone = phone_of(page, 'Elias');
  await phone.locator('select[name=script]').selectOption('post-visit');
  await phone.locator('.invite button[type=submit]').focus();
  await page.keyboard.press('Enter');
  await hears(phone, 'Kuinka todennäköisesti');
  await phone.getByRole('button', { name: '2', exact: true }).focus();
  await page.keyboard.press('Enter');
  await is_stored(page, 'nps', '2');
  await hears(phone, 'Mikä meni huonosti');
  assert.deepEqual(page.faults, []);
});

test('STOP ends it, and no invitation reaches that phone until START', async (t) => {
  const { url } = await start_demo(t, scratch_folder(t, 'demo'));
  const page = await open_page(await open_browser(t), url);
  const phone = phone_of(page, 'Aino');
  await invite(phone, 'post-visit', 'fi');
  await hears(phone, 'Kuinka todennäköisesti');
  await phone.getByRole('button', { name: 'STOP' }).click();
  await until(async () => (await phone.locator('.bubble.theirs').count()) === 2, 'one confirmation');
  await invite(phone, 'post-visit', 'fi');
  await until(async () => /kieltänyt/.test(await phone.locator('.phone-state').textContent()), 'the page says why');
  assert.equal(await phone.locator('.bubble.theirs').count(), 2);
  await phone.getByRole('button', { name: 'ALOITA' }).click();
  await until(async () => (await phone.locator('.bubble.theirs').count()) >= 3, 'START is answered');
});

test('the language changes in mid-question, and Arabic runs from right to left', async (t) => {
  const { url } = await start_demo(t, scratch_folder(t, 'demo'));
  const page = await open_page(await open_browser(t), url);
  const phone = phone_of(page, 'Nadia');
  await invite(phone, 'post-visit', 'fi');
  await hears(phone, 'Kuinka todennäköisesti');
  await say(phone, 'KIELI AR');
  const arabic = phone.locator('.bubble.theirs[lang=ar]').last();
  await arabic.waitFor();
  assert.equal(await arabic.getAttribute('dir'), 'rtl');
  await say(phone, '٩');
  await is_stored(page, 'nps', '9');
});

test('the second run finds the first one\'s answers again', async (t) => {
  const folder = scratch_folder(t, 'demo');
  const first = await start_demo(t, folder);
  const browser = await open_browser(t);
  const page = await open_page(browser, first.url);
  await invite(phone_of(page, 'Aino'), 'post-visit', 'fi');
  await hears(phone_of(page, 'Aino'), 'Kuinka todennäköisesti');
  await say(phone_of(page, 'Aino'), '7');
  await is_stored(page, 'nps', '7');
  assert.equal(await end_process(first.child), 0);
  const second = await start_demo(t, folder);
  await is_stored(await open_page(browser, second.url), 'nps', '7');
});

const looks = [[360, 'light', 'fi-FI'], [1400, 'dark', 'en-GB'], [1400, 'light', 'ar-EG'], [360, 'dark', 'sv-FI']];
for (const [width, scheme, locale] of looks) {
  test(`the page is accessible and fits at ${width} px, ${scheme}, ${locale}`, async (t) => {
    const { url } = await start_demo(t, scratch_folder(t, 'demo'));
    const page = await open_page(await open_browser(t), url, { width, scheme, locale });
    for (const owner of ['Aino', 'Elias']) {
      await phone_of(page, owner).locator('.invite button[type=submit]').click();
      await phone_of(page, owner).locator('.bubble.theirs').first().waitFor();
    }
    assert.deepEqual(await accessibility_faults(page), []);
    assert.equal(await scrolls_sideways(page), false);
    assert.equal(await page.evaluate(() => document.documentElement.dir), locale.startsWith('ar') ? 'rtl' : 'ltr');
    assert.deepEqual(page.faults, []);
  });
}
