// Yes/no questions about gating, one fresh page each. Nothing here is timed.
import { openPage, profiles } from './browser.mjs';
import { click } from './measure.mjs';

const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const yes = (b) => (b ? 'yes' : 'NO');

async function withBanner(browser, c, url, fn, opt) {
  const v = await openPage(browser, profiles.fast, opt);
  try {
    await v.page.goto(url, { waitUntil: 'load' });
    await Promise.race([v.page.evaluate((p) => __bench.watchShown(p), c.accept), sleep(6000)]);
    await sleep(900); // tarteaucitron binds its buttons 500 ms after drawing them
    return await fn(v);
  } finally {
    await v.close();
  }
}
const accept = async (v, c) => {
  await click(v.page, c.accept);
  await sleep(2000);
};
const cookies = async (v, m) => {
  const jar = await v.page.evaluate(() => document.cookie);
  return m.services.filter((s) => jar.includes(`${s.cookie}=`));
};
const ran = (v) => v.page.evaluate(() => __bench.tags.map((t) => t[0]));

export async function correctness(browser, c, ctx) {
  const out = {};
  const { server, model, url } = ctx;
  const n = model.tags.length;

  await withBanner(browser, c, url('main'), async (v) => {
    out.beforeChoice = { requests: server.hits.length };
    await accept(v, c);
    const order = await ran(v);
    out.ranOnce =
      `${new Set(order).size}/${n}` +
      (order.length > new Set(order).size ? ` (+${order.length - new Set(order).size} repeats)` : '');
    let max = -1,
      bad = 0;
    for (const i of order) {
      if (i < max) bad++;
      max = Math.max(max, i);
    }
    out.orderViolations = c.tag ? bad : 'n/a (no markup)';
    const had = (await cookies(v, model)).length;
    const state = await v.context.storageState();
    if (!c.withdraw) out.withdraw = 'not offered';
    else {
      await v.page.evaluate(c.withdraw).catch(() => {});
      await sleep(1500);
      const left = await cookies(v, model);
      const host = left.filter((s) => model.services.indexOf(s) % 2);
      out.withdraw =
        `${had - left.length}/${had} removed` +
        (left.length ? ` (left: ${host.length} host, ${left.length - host.length} parent-domain)` : '');
    }
    // returning visitor who accepted
    server.hits.length = 0;
    const w = await openPage(browser, profiles.fast, {
      storageState: {
        ...state,
        cookies: state.cookies.filter((k) => !model.services.some((s) => s.cookie === k.name)),
      },
    });
    try {
      await w.page.goto(url('main'), { waitUntil: 'load' });
      await sleep(2500);
      out.returningRuns = `${new Set(await ran(w)).size}/${n}`;
    } finally {
      await w.close();
    }
  });

  // attributes on gated tags, read back from the script that really ran
  if (!c.tag) Object.assign(out, { attributes: 'n/a (no markup)', late: 'n/a (no markup)' });
  else {
    await withBanner(browser, c, url('attrs'), async (v) => {
      await accept(v, c);
      const got = await ran(v);
      const lost = await v.page.evaluate((want) => {
        const bad = [];
        for (const [i, name, value] of want) {
          const s = [...document.querySelectorAll('script[src]')].find(
            (e) => e.src.includes(`i=${i}&`) && e.type !== 'text/plain',
          );
          const now = !s
            ? undefined
            : name === 'nonce'
              ? s.nonce
              : name === 'async' || name === 'defer'
                ? s.hasAttribute(name)
                  ? true
                  : undefined
                : s.getAttribute(name);
          if (now !== value) bad.push(`${name}${s ? '' : ' (not run)'}`);
        }
        return bad;
      }, ctx.attrTests);
      out.attributes = lost.length ? `lost: ${lost.join(', ')}` : 'all kept';
      out.attrsRan = `${new Set(got).size}/${ctx.attrCount}`;
    });
    const inject = (v, i, s) =>
      v.page.evaluate(
        (html) => {
          const t = document.createElement('template');
          t.innerHTML = html;
          document.body.append(t.content);
        },
        c.tag({ i, service: s, inline: true, code: `__tag(${i})`, attrs: {} }, model),
      );
    out.late = [];
    await withBanner(browser, c, url('main'), async (v) => {
      await inject(v, 900, model.services[0]);
      await sleep(300);
      const leak = (await ran(v)).includes(900);
      await accept(v, c);
      out.late.push(leak ? 'before choice: LEAKED' : `before choice: ${yes((await ran(v)).includes(900))}`);
      await inject(v, 901, model.services[0]);
      await sleep(800);
      out.late.push(`after accept: ${yes((await ran(v)).includes(901))}`);
    });
    out.late = out.late.join('; ');
  }

  // strict CSP: script-src with nonce, style-src self only
  await withBanner(browser, c, url('csp'), async (v) => {
    const shown = await v.page.evaluate((p) => {
      try {
        return __bench.visible(p);
      } catch {
        return false;
      }
    }, c.accept);
    let inline = '';
    if (shown) {
      await accept(v, c);
      const got = await ran(v);
      inline = `, tags ran ${new Set(got).size}/${n}`;
    }
    const kinds = await v.page.evaluate(() => [
      ...new Set(
        __bench.csp.map((s) =>
          s
            .split(' ')
            .slice(0, 2)
            .join(' ')
            .replace(/https?:\/\/\S+/, 'url'),
        ),
      ),
    ]);
    out.csp =
      (shown ? 'banner shown' : 'banner NOT shown') +
      inline +
      (kinds.length ? `; blocked: ${kinds.join(', ')}` : '; no violation');
  });
  return out;
}
