(() => {
  'use strict';
  const systems = JSON.parse(document.getElementById('data').textContent).systems;
  const find = id => document.getElementById(id);
  const siteNames = { cross: 'cross-attention', encoder: 'encoder self-attention', decoder: 'decoder self-attention' };
  const alignment = 0;
  const mean = 0;
  // A weight is a byte; smaller shares are not named.
  const full = 255;
  const smallestNamed = 0.005;

  // The sentences of all systems: a translation of one may be missing in another, where it was empty.
  const keyOf = sentence => `${sentence.number}-${sentence.rank}`;
  const entries = new Map();
  for (const [index, system] of systems.entries()) {
    for (const sentence of system.sentences) {
      const key = keyOf(sentence);
      if (!entries.has(key)) entries.set(key, { key, number: sentence.number, rank: sentence.rank, source: sentence.source, perSystem: [] });
      entries.get(key).perSystem[index] = sentence;
    }
  }
  const order = [...entries.values()].sort((a, b) => a.number - b.number || a.rank - b.rank);
  const anchor = entry => `s${entry.number}${entry.rank > 1 ? `-${entry.rank}` : ''}`;
  const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  let current = null;

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // Weights, unpacked once: all maps of a sentence, one after the other.
  const unpacked = new WeakMap();
  function unpack(sentence) {
    if (!unpacked.has(sentence)) {
      const bytes = Uint8Array.from(atob(sentence.weights), character => character.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
      unpacked.set(sentence, new Response(stream).arrayBuffer().then(buffer => new Uint8Array(buffer)));
    }
    return unpacked.get(sentence);
  }

  const sides = {
    cross: { queries: 'targetSide', keys: 'sourceSide', queryName: 'Translation', keyName: 'Source' },
    encoder: { queries: 'sourceSide', keys: 'sourceSide', queryName: 'Source, attending', keyName: 'Source, attended to' },
    decoder: { queries: 'targetSide', keys: 'targetSide', queryName: 'Translation, attending', keyName: 'Translation, attended to' },
  };

  function mapSize(sentence, site) {
    return sentence[sides[site].queries].tokens.length * sentence[sides[site].keys].tokens.length;
  }

  // The weights between tokens: one map, or the mean of all heads of a layer.
  function weightsOf(system, sentence, bytes, site, layer, head) {
    const rows = sentence[sides[site].queries].tokens.length;
    const columns = sentence[sides[site].keys].tokens.length;
    const sum = new Float64Array(rows * columns);
    let maps = 0;
    let offset = 0;
    for (const [mapSite, mapLayer, mapHead] of system.maps) {
      if (mapSite === site && mapLayer === layer && (head === mean || mapHead === head)) {
        for (let i = 0; i < sum.length; i++) sum[i] += bytes[offset + i] / full;
        maps++;
      }
      offset += mapSize(sentence, mapSite);
    }
    return Array.from({ length: rows }, (_, row) => Array.from(sum.subarray(row * columns, (row + 1) * columns), value => value / Math.max(1, maps)));
  }

  function spansOf(side, unit) {
    const unknown = new Set(side.unknown);
    const spans = unit === 'words' ? side.words : side.tokens.map((label, i) => [label, i, i + 1]);
    return spans.map(([label, start, end]) => {
      let isUnknown = false;
      for (let i = start; i < end; i++) isUnknown ||= unknown.has(i);
      return { label, start, end, isUnknown };
    });
  }

  // Columns of a word are summed, rows averaged.
  function merge(weights, queries, keys) {
    return queries.map(query => keys.map(key => {
      let sum = 0;
      for (let row = query.start; row < query.end; row++) for (let column = key.start; column < key.end; column++) sum += weights[row][column];
      return sum / (query.end - query.start);
    }));
  }

  class Panel {
    constructor(system, index) {
      this.system = system;
      this.index = index;
      this.site = this.select('attention', () => this.fillLayers());
      this.layer = this.select('layer', () => this.fillHeads());
      this.head = this.select('head', () => this.show());
      this.caption = element('p', { className: 'caption' });
      this.lines = element('div');
      this.answer = element('p', { className: 'answer', lang: '', dir: 'auto' });
      this.answer.setAttribute('role', 'status');
      this.answer.setAttribute('aria-live', 'polite');
      const name = element('h3', { id: `system${index}`, dir: 'auto', textContent: system.name });
      this.root = element('section', { className: 'system' }, name, this.caption,
        element('div', { className: 'choices' }, ...[this.site, this.layer, this.head].map(select => select.parentNode)), this.lines, this.answer);
      this.root.setAttribute('aria-labelledby', name.id);
      this.shown = 0;
      this.options(this.site, [...new Set(system.maps.map(([site]) => site))].map(site => [site, siteNames[site]]));
      this.fillLayers();
    }

    select(label, changed) {
      const select = element('select');
      select.addEventListener('change', changed);
      element('label', {}, `${label} `, select);
      return select;
    }

    options(select, options) {
      const before = select.value;
      select.replaceChildren(...options.map(([value, text]) => element('option', { value, textContent: text })));
      if (options.some(([value]) => String(value) === before)) select.value = before;
      select.parentNode.hidden = options.length < 2;
    }

    fillLayers() {
      const layers = [...new Set(this.system.maps.filter(([site]) => site === this.site.value).map(([, layer]) => layer))];
      this.options(this.layer, layers.map(layer => [layer, layer === alignment ? 'alignment of the model' : String(layer)]));
      this.fillHeads();
    }

    fillHeads() {
      const heads = this.system.maps.filter(([site, layer]) => site === this.site.value && layer === Number(this.layer.value)).map(([, , head]) => head);
      const single = heads.length < 2 ? heads : [mean, ...heads.filter(head => head !== mean)];
      this.options(this.head, single.map(head => [head, head === mean ? 'mean' : String(head)]));
      this.show();
    }

    async show() {
      if (!current) return;
      const sentence = current.perSystem[this.index];
      const turn = ++this.shown;
      this.answer.textContent = '';
      if (!sentence) {
        this.caption.textContent = `${this.system.caption}. No translation of this sentence.`;
        this.lines.replaceChildren();
        return;
      }
      const bytes = await unpack(sentence);
      // Another sentence may have been chosen in the meantime.
      if (turn !== this.shown) return;
      const site = this.site.value;
      const names = sides[site];
      const unit = find('unit').value;
      const weights = weightsOf(this.system, sentence, bytes, site, Number(this.layer.value), Number(this.head.value));
      const kind = sentence.given ? 'given translation' : 'translation';
      const score = sentence.score === undefined ? '' : ` with score ${sentence.score.toFixed(2).replace('-', '\u2212')}`;
      this.caption.textContent = `${this.system.caption}; ${kind}${score}`;
      this.keys = this.line(sentence[names.keys], names.keyName, unit, false);
      this.queries = this.line(sentence[names.queries], names.queryName, unit, true);
      this.weights = merge(weights, this.queries.spans, this.keys.spans);
      this.chosen = null;
      this.lines.replaceChildren(this.keys.axis, this.keys.box, this.queries.axis, this.queries.box);
    }

    line(side, name, unit, attends) {
      const spans = spansOf(side, unit);
      const buttons = spans.map((span, i) => {
        const button = element('button', { type: 'button', className: span.isUnknown ? 'token unknown' : 'token', lang: '', textContent: span.label, tabIndex: i === 0 ? 0 : -1 });
        if (span.isUnknown) button.title = 'unknown to the model';
        return button;
      });
      const box = element('div', { className: 'tokens', dir: side.rtl ? 'rtl' : 'ltr' }, ...buttons);
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', name);
      const line = { axis: element('p', { className: 'axis', textContent: name }), box, spans, buttons, attends, rtl: side.rtl };
      for (const [i, button] of buttons.entries()) {
        button.addEventListener('pointerenter', () => this.light(line, i));
        button.addEventListener('pointerleave', () => this.restore());
        button.addEventListener('focus', () => { this.chosen = { line, i }; this.light(line, i); this.rove(line, i); });
        // Safari does not focus a button that is clicked.
        button.addEventListener('click', () => button.focus());
        button.addEventListener('keydown', event => this.move(event, line, i));
      }
      return line;
    }

    rove(line, chosen) {
      for (const [i, button] of line.buttons.entries()) button.tabIndex = i === chosen ? 0 : -1;
    }

    share(line, i, j) {
      return line.attends ? this.weights[i][j] : this.weights[j][i];
    }

    other(line) {
      return line.attends ? this.keys : this.queries;
    }

    light(line, i) {
      this.clear();
      const other = this.other(line);
      const parts = [];
      line.buttons[i].classList.add('chosen');
      for (const [j, button] of other.buttons.entries()) {
        const share = this.share(line, i, j);
        button.style.setProperty('--weight', Math.min(1, share).toFixed(3));
        if (share >= smallestNamed) {
          const percent = `${Math.round(100 * share)}\u00A0%`;
          button.dataset.percent = percent;
          parts.push({ share, text: `\u2068${other.spans[j].label}\u2069 ${percent}` });
        }
      }
      parts.sort((a, b) => b.share - a.share);
      const named = parts.slice(0, 8).map(part => part.text).join(', ') || 'nothing';
      this.answer.textContent = `\u2068${line.spans[i].label}\u2069 ${line.attends ? 'attends to' : 'is attended to by'} ${named}`;
    }

    clear() {
      for (const line of [this.keys, this.queries]) {
        for (const button of line.buttons) {
          button.classList.remove('chosen');
          button.style.removeProperty('--weight');
          delete button.dataset.percent;
        }
      }
    }

    restore() {
      if (this.chosen) {
        this.light(this.chosen.line, this.chosen.i);
      } else {
        this.clear();
        this.answer.textContent = '';
      }
    }

    move(event, line, i) {
      const last = line.buttons.length - 1;
      const step = { ArrowRight: line.rtl ? -1 : 1, ArrowLeft: line.rtl ? 1 : -1 }[event.key];
      if (step !== undefined) {
        line.buttons[Math.min(last, Math.max(0, i + step))].focus();
      } else if (event.key === 'Home' || event.key === 'End') {
        line.buttons[event.key === 'Home' ? 0 : last].focus();
      } else if ((event.key === 'ArrowUp' && line.attends) || (event.key === 'ArrowDown' && !line.attends)) {
        const other = this.other(line);
        const shares = other.buttons.map((_, j) => this.share(line, i, j));
        other.buttons[shares.indexOf(Math.max(...shares))].focus();
      } else if (event.key === 'Escape') {
        this.chosen = null;
        this.restore();
      } else if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') {
        return;
      }
      event.preventDefault();
    }
  }

  const panels = systems.map((system, index) => new Panel(system, index));
  const items = order.map(entry => {
    const number = element('span', { className: 'number', textContent: `${entry.number}${entry.rank > 1 ? `-${entry.rank}` : ''}` });
    const button = element('button', { type: 'button' }, number, element('bdi', { lang: '', textContent: entry.source }));
    button.addEventListener('click', () => choose(entry));
    const words = [entry.source, ...entry.perSystem.map(sentence => sentence ? sentence.target : '')].join(' ');
    return { entry, button, item: element('li', {}, button), text: ` ${entry.number} ${fold(words)}` };
  });

  function choose(entry) {
    current = entry;
    for (const { entry: listed, button } of items) {
      if (listed === entry) {
        button.setAttribute('aria-current', 'true');
        button.scrollIntoView({ block: 'nearest' });
      } else {
        button.removeAttribute('aria-current');
      }
    }
    find('heading').textContent = `Sentence ${entry.number}${entry.rank > 1 ? `, translation ${entry.rank}` : ''}`;
    find('source').textContent = entry.source;
    // Not for every sentence an entry in the history of the browser.
    history.replaceState(null, '', `#${anchor(entry)}`);
    for (const panel of panels) panel.show();
  }

  const visible = () => items.filter(({ item }) => !item.hidden);

  function step(by) {
    const listed = visible();
    const at = listed.findIndex(({ entry }) => entry === current);
    const next = listed[at < 0 ? 0 : Math.min(listed.length - 1, Math.max(0, at + by))];
    if (next) choose(next.entry);
  }

  function filter() {
    const words = fold(find('filter').value).split(/\s+/).filter(word => word !== '');
    for (const { item, text } of items) item.hidden = !words.every(word => text.includes(word));
    const count = visible().length;
    const noun = order.some(entry => entry.rank > 1) ? 'translations' : 'sentences';
    find('count').textContent = count === items.length ? `${count} ${noun}` : `${count} of ${items.length} ${noun}`;
  }

  function follow() {
    const entry = order.find(candidate => `#${anchor(candidate)}` === location.hash) || current || order[0];
    if (entry && entry !== current) choose(entry);
  }

  find('list').append(...items.map(({ item }) => item));
  find('list').addEventListener('keydown', event => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const listed = visible();
    const at = listed.findIndex(({ button }) => button === document.activeElement) + by;
    if (listed[at]) listed[at].button.focus();
    event.preventDefault();
  });
  find('systems').append(...panels.map(panel => panel.root));
  find('filter').addEventListener('input', filter);
  find('unit').addEventListener('change', () => panels.forEach(panel => panel.show()));
  find('previous').addEventListener('click', () => step(-1));
  find('next').addEventListener('click', () => step(1));
  find('tools').addEventListener('submit', event => event.preventDefault());
  window.addEventListener('hashchange', follow);
  find('page').hidden = false;
  filter();
  follow();
})();
