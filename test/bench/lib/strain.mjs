// What the visits do not show: other people's insertions, and a panel with very many partners.
import { openPage, profiles } from './browser.mjs';
import { click, sleep, wire, within } from './measure.mjs';

/** CPU of 10,000 insertions that concern nobody, in 100 tasks, with the banner open. Milliseconds. */
export async function insertions(browser, c, url) {
  const v = await openPage(browser, profiles.fast);
  try {
    await v.page.goto(url, { waitUntil: 'load' });
    if (c.accept) await within(v.page, (p) => window.__bench.watchShown(p), c.accept);
    await sleep(profiles.fast.settle);
    const round = () =>
      within(v.page, async () => {
        const place = document.createElement('div');
        place.hidden = true;
        document.querySelector('main').append(place);
        for (let task = 0; task < 100; task++) {
          for (let k = 0; k < 100; k++) place.append(document.createElement('p'));
          await new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = resolve;
            port2.postMessage(0);
          });
        }
        place.remove();
      });
    await round(); // compiled
    const before = await v.metrics();
    for (let k = 0; k < 5; k++) await round();
    const after = await v.metrics();
    return ((after.TaskDuration - before.TaskDuration) * 1000) / 5;
  } finally {
    await v.close();
  }
}

/** A click on a button of the page that does nothing but hide itself: the least that any answer can take. */
export async function hideOnly(browser, url) {
  const v = await openPage(browser, profiles.strained);
  try {
    await v.page.goto(url, { waitUntil: 'load' });
    await v.page.evaluate(() => {
      const button = document.createElement('button');
      button.id = 'hides-itself';
      button.textContent = 'OK';
      Object.assign(button.style, {
        position: 'fixed',
        inset: 'auto 0 0 auto',
        width: '20em',
        height: '4em',
      });
      button.onclick = () => {
        button.style.display = 'none';
      };
      document.body.append(button);
    });
    await sleep(profiles.strained.settle);
    const path = ['#hides-itself'];
    const done = within(v.page, (p) => window.__bench.watchClick(p, 0, 4000), path);
    await click(v.page, path);
    const { t0, next, gone } = await done;
    await sleep(250);
    return { inp: await v.page.evaluate((t) => window.__bench.inp(t), t0), next, gone };
  } finally {
    await v.close();
  }
}

/** From the click to the frame that shows the panel: the first time, with its file on the way, and again. */
export async function openPanel(browser, c, url) {
  const v = await openPage(browser, profiles.panel);
  try {
    await v.page.goto(url, { waitUntil: 'load' });
    await within(v.page, (p) => window.__bench.watchShown(p), c.accept);
    await sleep(profiles.panel.settle);
    const open = async () => {
      const opened = within(v.page, (p) => window.__bench.watchOpen(p), c.panel);
      await click(v.page, c.customise);
      return opened;
    };
    const first = await open();
    const weight = await wire(v);
    await v.page.evaluate(c.close);
    await within(v.page, (p) => window.__bench.watchShown(p), c.accept);
    return { first, again: await open(), wire: weight };
  } finally {
    await v.close();
  }
}
