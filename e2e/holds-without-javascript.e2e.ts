// R82: what is marked cannot run by itself, so nothing depends on our script to hold it.
import { expect, it } from 'vitest';
import { html } from './support/pages.js';
import { thirdParty, useWorld } from './support/world.js';

const world = useWorld();
const host = 'www.example.co.uk';
const marked = `<script type="text/plain" data-consent="advertising" src="https://ads.example/tag.js"></script>
<iframe data-vendor="youtube" data-consent-src="https://www.youtube-nocookie.com/embed/x" title="Film"></iframe>
<img data-consent="advertising" data-consent-src="https://ads.example/pixel.gif" alt="">
<template data-consent="social"><img src="https://social.example/x.png" alt=""></template>`;

async function visit(body: string) {
  world.site(host, () => ({ body: html({ body }) }));
  const visitor = await world.visitor({ javaScriptEnabled: false });
  const from = world.server.hits.length;
  await visitor.page.goto(`http://${host}/`, { waitUntil: 'networkidle' });
  const hosts = thirdParty(world.server.hits.slice(from), host).map((hit) => hit.host);
  return { ...visitor, hosts };
}

it('a page without JavaScript asks nobody else, and can be read', async () => {
  const { page, hosts, close } = await visit(marked);
  expect(hosts).toEqual([]);
  expect(await page.locator('main').innerText()).toContain('Du texte à lire.');
  expect(await page.locator('#portillon').count()).toBe(0);
  await close();
});

it('is measured: a picture in a <noscript> is found', async () => {
  const { hosts, close } = await visit('<noscript><img src="https://ads.example/tr.gif" alt=""></noscript>');
  expect(hosts).toEqual(['ads.example']);
  await close();
});
