// Looks at drawings in Debian's Chromium: node browser.mjs < JOB, where JOB is JSON {"mermaid": [TEXT...]} or {"pages": [PATH...]}.
// Prints JSON: for each chart what Mermaid itself draws of it, or its error; for each page what a person meets there.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const job = JSON.parse(readFileSync(0, 'utf8'));
// As root, as in CI, Chromium has no sandbox; the pages are our own.
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

async function draw(texts) {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><div id="at"></div>');
  await page.addScriptTag({ path: fileURLToPath(new URL('node_modules/mermaid/dist/mermaid.min.js', import.meta.url)) });
  return page.evaluate(async all => {
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
    const drawn = [];
    for (const text of all) {
      try {
        await mermaid.parse(text);
        const { svg } = await mermaid.render('m' + drawn.length, text);
        document.getElementById('at').innerHTML = svg;
        const at = document.querySelector('#at svg');
        drawn.push({
          error: null,
          nodes: [...at.querySelectorAll('.node .nodeLabel')].map(label => label.innerText),
          groups: [...at.querySelectorAll('.cluster-label')].map(label => label.textContent),
          edges: at.querySelectorAll('.edgePaths path, path.flowchart-link').length,
          scripts: at.querySelectorAll('script, img, iframe, a').length,
        });
      } catch (error) {
        drawn.push({ error: String(error.message ?? error) });
      }
    }
    return drawn;
  }, texts);
}

// Boxes and texts that lie over each other, in the drawing's own size.
const overlaps = () => {
  document.getElementById('view').removeAttribute('transform');
  const rect = at => at.getBoundingClientRect();
  const shown = [...document.querySelectorAll('#view .node .box, #view .label, #view .band-title')].map(at => ({ at, ...rect(at).toJSON() })).filter(box => box.width > 0);
  const found = [];
  shown.sort((a, b) => a.top - b.top);
  const inset = 0.6;
  shown.forEach((one, i) => {
    for (let j = i + 1; j < shown.length && shown[j].top < one.bottom - inset; j++) {
      const other = shown[j];
      if (one.left < other.right - inset && other.left < one.right - inset)
        found.push(`${one.at.textContent || one.at.parentNode.textContent} / ${other.at.textContent || other.at.parentNode.textContent}`);
    }
  });
  for (const node of document.querySelectorAll('#view .node')) {
    const box = rect(node.querySelector('.box'));
    const texts = [...node.querySelectorAll('text')].map(rect);
    if (box.width > 0 && texts.some(text => text.left < box.left - inset || text.right > box.right + inset || text.bottom > box.bottom + 2))
      found.push(`outside its box: ${node.textContent}`);
  }
  return found;
};

async function visit(path) {
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
  const complaints = [];
  page.on('console', message => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', error => complaints.push(`error: ${error.message}`));
  page.on('dialog', dialog => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => request.url().startsWith('file://') || complaints.push(`request: ${request.url()}`));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective));
  });

  // From the first byte until a hover is painted. The best of three counts, and on a busy machine only the page's share of it.
  const clock = [];
  for (let i = 0; i < 3; i++) {
    await page.goto(`file://${path}`);
    clock.push(await page.evaluate(() => new Promise(done => requestAnimationFrame(() => {
      const node = [...document.querySelectorAll('.body:not(.folded) .node')][0];
      node?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    }))));
  }
  await page.evaluate(() => document.querySelector('.node')?.dispatchEvent(new PointerEvent('pointerout', { bubbles: true })));

  const count = selector => page.locator(selector).count();
  const seen = { nodes: await count('.node'), edges: await count('.edge'), rows: await count('#links tbody tr'), folded: await count('.body.folded') };
  if (seen.folded > 0)
    await page.selectOption('#namespace', 'all');

  // Hovering lights the whole path.
  const linked = page.locator('.edge .hit').first();
  await linked.dispatchEvent('pointerover');
  seen.lit = await count('.lit');
  await linked.dispatchEvent('pointerout');
  seen.litAfter = await count('.lit');

  // The filter.
  const name = await page.locator('.node .name').last().textContent();
  await page.fill('#filter', name.split(/[…\s]/)[0]);
  seen.status = await page.textContent('#status');
  seen.matches = await count('.match');
  await page.keyboard.press('Escape');
  seen.matchesAfter = await count('.match');

  // A click on what is broken shows the finding, with its excerpts.
  const broken = page.locator('.edge.broken .hit').first();
  if (await broken.count() > 0) {
    await broken.dispatchEvent('click');
    seen.panel = await page.locator('#panel').innerText();
  }
  await page.keyboard.press('Escape');
  seen.overview = await page.locator('#panel h2').innerText();

  // By keyboard alone: to the drawing, along a link, and Enter.
  await page.focus('.node[tabindex="0"]');
  await page.waitForTimeout(60);
  const start = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('ArrowRight');
  seen.moved = await page.evaluate(from => document.activeElement.id !== from, start);
  await page.keyboard.press('Enter');
  seen.chosen = [await page.locator('#panel h2').innerText(), await page.evaluate(() => document.activeElement.getAttribute('aria-label'))];
  await page.keyboard.press('Escape');

  // Zoom and pan.
  const transform = () => page.getAttribute('#view', 'transform');
  const before = await transform();
  await page.keyboard.press('+');
  seen.zoomed = before !== await transform();
  const box = await page.locator('#stage').boundingBox();
  const [x, y] = [box.x + box.width - 12, box.y + box.height - 40];
  const still = await transform();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y - 50, { steps: 4 });
  await page.mouse.up();
  seen.panned = still !== await transform();
  if (!seen.panned)
    complaints.push(`not panned from ${x},${y}: ${still}, ${await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.outerHTML.slice(0, 200), [x, y])}`);
  await page.mouse.wheel(0, 240);
  await page.click('#fit');

  // Each band folds and unfolds.
  if (await count('.fold') > 1) {
    await page.locator('.fold').first().focus();
    await page.keyboard.press('Enter');
    seen.foldedOne = await count('.body.folded');
    await page.keyboard.press('Enter');
  }

  seen.overlaps = (await page.evaluate(overlaps)).slice(0, 10);
  seen.title = await page.title();
  seen.pwned = await page.evaluate(() => window.pwned === true || document.querySelectorAll('img, iframe, object, foreignObject, body script:not(#data)').length > 1);
  seen.violations = await page.evaluate(() => window.violations);
  seen.complaints = complaints;
  seen.clock = Math.round(Math.min(...clock));
  if (job.screenshots)
    await page.screenshot({ path: `${path}.png` });
  await page.close();
  return seen;
}

const answer = {};
if (job.mermaid)
  answer.mermaid = await draw(job.mermaid);
if (job.pages) {
  answer.pages = [];
  for (const path of job.pages)
    answer.pages.push(await visit(path));
}
await browser.close();
console.log(JSON.stringify(answer));
