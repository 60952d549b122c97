'use strict';
(() => {
  const byId = id => document.getElementById(id);
  // The drawing is laid out once, as it will be shown; the table of all links, which takes longer, after it. If anything here
  // fails, both are shown as they are without a script.
  const showPicture = () => byId('picture').classList.add('ready');
  const showTable = () => byId('links').classList.add('ready');
  addEventListener('error', () => [showPicture, showTable].forEach(show => show()));

  const data = JSON.parse(byId('data').textContent);
  const [svg, view, stage, panel, filter, status] = ['picture', 'view', 'stage', 'panel', 'filter', 'status'].map(byId);
  const nodes = data.nodes.map((node, i) => ({ ...node, i, at: byId('n' + i), out: [], in: [] }));
  const edges = data.edges.map((edge, i) => ({ ...edge, i, at: byId('e' + i) }));
  const bands = data.groups.map((group, i) => ({ ...group, i, at: byId('g' + i), body: byId('b' + i), folded: false }));
  const columns = [...byId('columns').querySelectorAll('text')].map(at => ({ at, x: Number(at.getAttribute('x')), width: Number(at.getAttribute('textLength')) }));
  for (const edge of edges) {
    nodes[edge.a].out.push(edge);
    nodes[edge.b].in.push(edge);
  }
  const crossing = edges.filter(edge => nodes[edge.a].g !== nodes[edge.b].g);
  const states = { broken: '✗ broken', doubtful: '! doubtful', outside: 'outside', sound: '' };

  // --- zoom and pan -------------------------------------------------------------------------------------------------
  const whole = { width: data.width, height: data.height };
  let [scale, left, top] = [1, 0, 0];
  const room = () => stage.getBoundingClientRect();
  const draw = () => {
    view.setAttribute('transform', `translate(${left.toFixed(1)} ${top.toFixed(1)}) scale(${scale.toFixed(4)})`);
    // Titles stay on top and shrink with what is below them, as far as they can be read.
    const size = Math.min(1, Math.max(0.75, scale));
    for (const { at, x, width } of columns) {
      at.setAttribute('x', (x * scale + left).toFixed(1));
      at.setAttribute('font-size', (12 * size).toFixed(1));
      at.setAttribute('textLength', (width * size).toFixed(1));
      at.classList.toggle('gone', scale < 0.3);
    }
  };
  const zoom = (factor, x, y) => {
    const next = Math.min(4, Math.max(0.02, scale * factor));
    left = x - (x - left) * next / scale;
    top = y - (y - top) * next / scale;
    scale = next;
    draw();
  };
  const zoomMiddle = factor => zoom(factor, room().width / 2, room().height / 2);
  const fit = isWhole => {
    const { width, height } = room();
    const wide = width / whole.width;
    scale = Math.min(1.25, isWhole ? Math.min(wide, height / whole.height) : Math.max(wide, 0.5));
    left = Math.max(0, (width - whole.width * scale) / 2);
    top = isWhole ? Math.max(0, (height - whole.height * scale) / 2) : 0;
    draw();
  };
  const centre = (x, y) => {
    const { width, height } = room();
    scale = Math.max(scale, 0.7);
    left = width / 2 - x * scale;
    top = height / 2 - y * scale;
    draw();
  };
  const bring = node => {
    const { width, height } = room();
    const [x, y] = [node.x * scale + left, (node.y + bands[node.g].top) * scale + top];
    if (x < 0 || y < 30 || x + node.w * scale > width || y + node.h * scale > height)
      centre(node.x + node.w / 2, node.y + bands[node.g].top + node.h / 2);
  };

  // --- folding ------------------------------------------------------------------------------------------------------
  const titleHeight = data.bandTitle;
  const place = () => {
    let y = data.top;
    for (const band of bands) {
      band.top = y;
      const height = band.folded ? titleHeight + 4 : band.h;
      band.body.setAttribute('transform', `translate(0 ${y})`);
      band.body.classList.toggle('folded', band.folded);
      if (band.at) {
        band.at.setAttribute('transform', `translate(0 ${y})`);
        band.at.querySelector('.frame').setAttribute('height', height);
        band.at.querySelector('.sign').textContent = band.folded ? '▸' : '▾';
        band.at.querySelector('.fold').setAttribute('aria-expanded', String(!band.folded));
      }
      y += height + data.bandGap;
    }
    whole.height = y - data.bandGap + data.margin;
    for (const edge of crossing) {
      const [from, to] = [nodes[edge.a], nodes[edge.b]];
      const forward = from.x < to.x;
      const heightOf = (node, y) => bands[node.g].top + (bands[node.g].folded ? titleHeight / 2 : y);
      const [x1, y1] = [forward ? from.x + from.w : from.x, heightOf(from, forward ? from.o : from.y + from.h - 10)];
      const [x2, y2] = [forward ? to.x : to.x + to.w, heightOf(to, to.y + to.h / 2)];
      const [turn, end] = [forward ? from.q : x1, forward ? x2 : to.q];
      const middle = (turn + end) / 2;
      for (const path of edge.at.querySelectorAll('path'))
        path.setAttribute('d', `M${x1} ${y1}H${turn}C${middle} ${y1} ${middle} ${y2} ${end} ${y2}H${x2}`);
    }
  };
  const fold = (band, folded) => {
    band.folded = folded;
    place();
    restTab();
  };
  const foldAll = folded => {
    bands.forEach(band => { band.folded = folded; });
    place();
    restTab();
    fit(false);
  };
  const isShown = node => !bands[node.g].folded;

  // --- light --------------------------------------------------------------------------------------------------------
  let lit = [];
  const light = (some, lines, classes = ['lit']) => {
    lit.forEach(at => at.classList.remove('lit', 'match'));
    lit = [];
    const isAny = some !== null;
    svg.classList.toggle('dim', isAny);
    if (!isAny)
      return;
    for (const node of some) {
      node.at.classList.add(...classes);
      lit.push(node.at);
    }
    for (const edge of lines) {
      edge.at.classList.add('lit');
      lit.push(edge.at);
    }
  };
  const walk = (start, out, through, some, lines) => {
    const open = [start];
    const seen = new Set(open);
    while (open.length > 0) {
      for (const edge of open.pop()[out]) {
        lines.add(edge);
        const next = nodes[edge[through]];
        some.add(next);
        if (!seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
      }
    }
  };
  const pathOf = ({ node, edge }) => {
    const [some, lines] = [new Set(), new Set()];
    if (edge)
      lines.add(edge);
    for (const [start, out, through] of [[node ?? nodes[edge.a], 'in', 'a'], [node ?? nodes[edge.b], 'out', 'b']]) {
      some.add(start);
      walk(start, out, through, some, lines);
    }
    return [some, lines];
  };
  const rest = () => {
    if (matches !== null)
      light(matches, edges.filter(edge => matches.has(nodes[edge.a]) && matches.has(nodes[edge.b])), ['lit', 'match']);
    else if (chosen)
      light(...pathOf(chosen));
    else
      light(null);
  };

  // --- what is asked for --------------------------------------------------------------------------------------------
  let matches = null;
  const find = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(word => word.length > 0);
    matches = words.length === 0 ? null : new Set(nodes.filter(node => words.every(word => node.s.includes(word))));
    if (matches !== null && [...matches].some(node => !isShown(node))) {
      for (const node of matches)
        bands[node.g].folded = false;
      place();
    }
    status.textContent = matches === null ? '' : `${matches.size} of ${nodes.length}`;
    rest();
  };

  // --- the panel ----------------------------------------------------------------------------------------------------
  let chosen = null;
  const make = (name, text, style) => {
    const at = document.createElement(name);
    if (text !== undefined)
      at.textContent = text;
    if (style)
      at.className = style;
    return at;
  };
  const titleOf = node => node.n.length > 0 ? `${node.k} ${node.n}` : node.k;
  const list = (title, items) => {
    if (items.length === 0)
      return;
    panel.append(make('h3', title));
    const ul = make('ul');
    for (const [text, style, act] of items) {
      const button = make('button', text, style);
      button.type = 'button';
      button.addEventListener('click', act);
      const li = make('li');
      li.append(button);
      ul.append(li);
    }
    panel.append(ul);
  };
  const tellFindings = indexes => {
    for (const finding of indexes.map(index => data.findings[index]))
      panel.append(make('pre', finding.t));
  };
  const lineOf = edge => `${edge.l || edge.t || edge.u}${edge.s === 'sound' ? '' : ` · ${states[edge.s]}`}`;
  const goTo = pick => () => {
    choose(pick);
    const node = pick.node ?? nodes[pick.edge.a];
    if (!isShown(node))
      fold(bands[node.g], false);
    bring(node);
    rest();
  };
  const tell = () => {
    panel.replaceChildren();
    if (!chosen)
      return tellAll();
    const back = make('button', 'All findings');
    back.type = 'button';
    back.addEventListener('click', () => choose(null));
    panel.append(back);
    const { node, edge } = chosen;
    if (edge) {
      panel.append(make('h2', `${titleOf(nodes[edge.a])} ${edge.u} ${titleOf(nodes[edge.b])}`));
      for (const [text, style] of [[states[edge.s], `say-${edge.s}`], [edge.l], [edge.t], [edge.p, 'muted']].filter(([text]) => text))
        panel.append(make('p', text, style));
      tellFindings(edge.f);
      list('Ends', [edge.a, edge.b].map(end => [titleOf(nodes[end]), '', goTo({ node: nodes[end] })]));
      return;
    }
    panel.append(make('h2', titleOf(node)));
    for (const [text, style] of [[bands[node.g].t, 'muted'], [node.m ? 'not among these manifests' : '', 'say-' + node.z], [node.d], [node.p, 'muted']].filter(([text]) => text))
      panel.append(make('p', text, style));
    const about = [...new Set([...node.f, ...node.out.concat(node.in).flatMap(edge => edge.f)])];
    tellFindings(about);
    list('From here', node.out.map(edge => [`→ ${titleOf(nodes[edge.b])} · ${lineOf(edge)}`, `is-${edge.s}`, goTo({ edge })]));
    list('To here', node.in.map(edge => [`← ${titleOf(nodes[edge.a])} · ${lineOf(edge)}`, `is-${edge.s}`, goTo({ edge })]));
  };
  const tellAll = () => {
    panel.append(make('h2', data.findings.length === 0 ? 'No findings' : 'Findings'));
    const whereOf = new Map();
    for (const edge of edges)
      edge.f.forEach(index => whereOf.has(index) || whereOf.set(index, { edge }));
    for (const node of nodes)
      node.f.forEach(index => whereOf.has(index) || whereOf.set(index, { node }));
    for (const [level, title] of [['error', 'Errors'], ['warning', 'Warnings'], ['note', 'Notes']]) {
      const some = data.findings.map((finding, index) => ({ finding, index })).filter(({ finding }) => finding.l === level);
      list(`${title} (${some.length})`, some.length === 0 ? [] : some.slice(0, 200).map(({ finding, index }) => [
        finding.m,
        level === 'error' ? 'is-broken' : level === 'warning' ? 'is-doubtful' : '',
        whereOf.has(index) ? goTo(whereOf.get(index)) : () => panel.replaceChildren(make('pre', finding.t)),
      ]));
      if (some.length > 200)
        panel.append(make('p', `and ${some.length - 200} more`, 'muted'));
    }
    panel.append(make('p', 'Choose a resource or a link to see what is said of it.', 'muted'));
  };
  const choose = pick => {
    if (chosen)
      (chosen.node ?? chosen.edge).at.classList.remove('chosen');
    chosen = pick;
    if (chosen)
      (chosen.node ?? chosen.edge).at.classList.add('chosen');
    tell();
    rest();
  };

  // --- pointer ------------------------------------------------------------------------------------------------------
  const pickAt = target => {
    const at = target.closest('.node, .edge');
    if (!at)
      return null;
    const number = Number(at.id.slice(1));
    return at.id[0] === 'n' ? { node: nodes[number] } : { edge: edges[number] };
  };
  let [drag, moved] = [null, false];
  svg.addEventListener('pointerover', event => {
    const pick = drag ? null : pickAt(event.target);
    if (pick)
      light(...pathOf(pick));
  });
  svg.addEventListener('pointerout', event => {
    if (!drag && pickAt(event.target))
      rest();
  });
  svg.addEventListener('click', event => {
    if (moved)
      return;
    const head = event.target.closest('.fold');
    if (head) {
      const band = bands[Number(head.parentNode.id.slice(1))];
      fold(band, !band.folded);
      return;
    }
    const pick = pickAt(event.target);
    choose(pick);
    if (pick?.node)
      focusNode(pick.node, false);
  });
  stage.addEventListener('pointerdown', event => {
    drag = { x: event.clientX - left, y: event.clientY - top, id: event.pointerId };
    moved = false;
  });
  stage.addEventListener('pointermove', event => {
    if (!drag)
      return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!moved && Math.hypot(x - left, y - top) < 4)
      return;
    if (!moved) {
      moved = true;
      stage.setPointerCapture(drag.id);
      stage.classList.add('moving');
    }
    [left, top] = [x, y];
    draw();
  });
  for (const name of ['pointerup', 'pointercancel'])
    stage.addEventListener(name, () => {
      drag = null;
      stage.classList.remove('moving');
    });
  stage.addEventListener('wheel', event => {
    event.preventDefault();
    const box = room();
    const unit = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey || !event.shiftKey && Math.abs(event.deltaY) >= Math.abs(event.deltaX)) {
      zoom(Math.exp(-event.deltaY * unit * 0.0016), event.clientX - box.left, event.clientY - box.top);
    } else {
      left -= (event.deltaX || event.deltaY) * unit;
      draw();
    }
  }, { passive: false });

  // --- keyboard -----------------------------------------------------------------------------------------------------
  let tabbed = null;
  const restTab = () => {
    if (tabbed && isShown(tabbed))
      return;
    tabbed?.at.setAttribute('tabindex', '-1');
    tabbed = nodes.find(isShown) ?? null;
    tabbed?.at.setAttribute('tabindex', '0');
  };
  const focusNode = (node, shows) => {
    tabbed?.at.setAttribute('tabindex', '-1');
    tabbed = node;
    node.at.setAttribute('tabindex', '0');
    node.at.focus({ preventScroll: true });
    if (shows)
      bring(node);
  };
  const nearest = (node, others) => others.filter(isShown).reduce((best, other) => {
    const far = Math.abs(other.y + bands[other.g].top - node.y - bands[node.g].top);
    return best === null || far < best.far ? { other, far } : best;
  }, null)?.other;
  const beside = (node, step) => {
    const column = nodes.filter(other => other.x === node.x && isShown(other)).sort((a, b) => a.y + bands[a.g].top - b.y - bands[b.g].top);
    return column[column.indexOf(node) + step];
  };
  const moves = {
    ArrowRight: node => nearest(node, node.out.map(edge => nodes[edge.b]).concat(node.in.map(edge => nodes[edge.a])).filter(other => other.x > node.x)),
    ArrowLeft: node => nearest(node, node.in.map(edge => nodes[edge.a]).concat(node.out.map(edge => nodes[edge.b])).filter(other => other.x < node.x)),
    ArrowDown: node => beside(node, 1),
    ArrowUp: node => beside(node, -1),
  };
  svg.addEventListener('focusin', event => {
    const pick = pickAt(event.target);
    if (!pick || !event.target.matches(':focus-visible'))
      return;
    light(...pathOf(pick));
    // The drawing moves by itself; where the browser scrolls to what it cannot see, that is undone.
    const settle = () => {
      stage.scrollTo(0, 0);
      scrollTo(0, 0);
    };
    settle();
    bring(pick.node ?? nodes[pick.edge.a]);
    requestAnimationFrame(settle);
  });
  svg.addEventListener('focusout', () => rest());
  svg.addEventListener('keydown', event => {
    const head = event.target.closest('.fold');
    if (head && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      const band = bands[Number(head.parentNode.id.slice(1))];
      fold(band, !band.folded);
      return;
    }
    const node = pickAt(event.target)?.node;
    if (!node)
      return;
    if (event.key in moves) {
      event.preventDefault();
      const next = moves[event.key](node);
      if (next)
        focusNode(next, true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose({ node });
    }
  });
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey)
      return;
    const isTyping = event.target.matches('input, select');
    if (event.key === 'Escape') {
      filter.value = '';
      matches = null;
      status.textContent = '';
      choose(null);
    } else if (isTyping) {
      return;
    } else if (event.key === '+' || event.key === '=') {
      zoomMiddle(1.25);
    } else if (event.key === '-') {
      zoomMiddle(0.8);
    } else if (event.key === '0') {
      fit(true);
    } else if (event.key === '/') {
      event.preventDefault();
      filter.focus();
    }
  });
  filter.addEventListener('input', find);
  filter.addEventListener('keydown', event => {
    const first = matches && [...matches][0];
    if (event.key === 'Enter' && first)
      focusNode(first, true);
  });

  // --- buttons ------------------------------------------------------------------------------------------------------
  byId('in').addEventListener('click', () => zoomMiddle(1.25));
  byId('out').addEventListener('click', () => zoomMiddle(0.8));
  byId('fit').addEventListener('click', () => fit(true));
  const chooser = byId('namespace');
  chooser?.addEventListener('change', () => {
    if (chooser.value === 'fold' || chooser.value === 'all') {
      foldAll(chooser.value === 'fold');
    } else {
      const band = bands[Number(chooser.value)];
      bands.forEach(other => { other.folded = other !== band; });
      place();
      restTab();
      fit(false);
      top = 40 - band.top * scale;
      draw();
    }
  });
  const paper = () => {
    svg.setAttribute('viewBox', `0 0 ${whole.width} ${whole.height}`);
    view.removeAttribute('transform');
    columns.forEach(({ at, x }) => at.setAttribute('x', x));
  };
  addEventListener('beforeprint', showTable);
  addEventListener('beforeprint', paper);
  addEventListener('afterprint', () => {
    svg.removeAttribute('viewBox');
    draw();
  });
  addEventListener('resize', draw);

  svg.removeAttribute('viewBox');
  bands.forEach(band => { band.folded = data.folds; });
  place();
  restTab();
  tell();
  fit(false);
  showPicture();
  // By then the drawing has been on screen for some frames, on slow machines too.
  requestAnimationFrame(() => setTimeout(showTable, 500));
})();
