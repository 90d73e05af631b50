// Debian's Chromium, driven: pages that may reach nothing but loopback, with what went wrong in them collected.
import { chromium } from 'playwright-core';
import { AxeBuilder } from '@axe-core/playwright';
import { at_end } from './basics.mjs';

const quiet_flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

/// A browser that is closed when the test is over.
export async function open_browser(t) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet_flags });
  at_end(t, () => browser.close());
  return browser;
}

/// A page of `width` pixels in the colour `scheme`. `page.faults` gathers script errors and requests that leave
/// loopback.
export async function open_page(browser, url, { width = 1400, scheme = 'light', locale = 'fi-FI' } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, locale });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(`script: ${error.message}`));
  await context.route('**/*', (route) => {
    if (new URL(route.request().url()).hostname === '127.0.0.1') return route.continue();
    page.faults.push(`leaves loopback: ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(url);
  return page;
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/// What breaks WCAG 2.2 AA on the page, by axe; each as `rule: element`.
export async function accessibility_faults(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/// True where the page is wider than its window.
export const scrolls_sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
