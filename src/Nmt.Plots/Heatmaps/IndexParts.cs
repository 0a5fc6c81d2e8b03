namespace Nmt.Plots.Heatmaps;

/// <summary>The parts of the index page that are the same for all sentences.</summary>
internal static class IndexParts
{
    /// <summary>
    /// The style of the page, light or dark as set on the reader's system. Heatmaps are drawn for a light background; inverting them
    /// keeps their hues and makes larger weights lighter. The browser lays out only the sentences near the window. They are
    /// blocks rather than list items, which Chromium would number anew, in quadratic time, whenever the filter hides some of them.
    /// </summary>
    internal const string Style =
        """
        :root { color-scheme: light dark; --ground: #ffffff; --ink: #1b2733; --muted: #5c6873; --line: #d5dbe1; --unknown: #a83c00; }
        @media (prefers-color-scheme: dark) {
          :root { --ground: #14181d; --ink: #e4e9ee; --muted: #9aa7b3; --line: #37414b; --unknown: #f0a070; }
          object, .picture img { filter: invert(1) hue-rotate(180deg); }
        }
        body { font-family: system-ui, sans-serif; line-height: 1.45; margin: 2rem auto; max-width: 72rem; padding: 0 1rem;
          color: var(--ink); background: var(--ground); }
        h1 { overflow-wrap: anywhere; }
        #tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
          padding: .6rem 0; background: var(--ground); border-bottom: 1px solid var(--line); }
        #tools[hidden], li[hidden] { display: none; }
        #tools input { min-width: 14rem; }
        #tools input, #tools select { font: inherit; padding: .2rem .4rem; max-width: 100%; }
        #count, .facts, dt { color: var(--muted); }
        ol { margin: 0; padding: 0; }
        li { display: block; border-bottom: 1px solid var(--line); padding: .8rem 0; scroll-margin-top: 4rem;
          content-visibility: auto; contain-intrinsic-size: auto 9rem; }
        h2 { display: inline; font-size: 1rem; margin-inline-end: .8rem; }
        .facts { display: inline; font-size: .9rem; font-variant-numeric: tabular-nums; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .4rem 0; }
        dd { margin: 0; overflow-wrap: anywhere; text-align: start; }
        dd.unknown { color: var(--unknown); font-style: italic; }
        dd.unknown bdi { margin-inline-end: .8em; }
        summary { cursor: pointer; color: var(--muted); width: max-content; max-width: 100%; }
        details p { margin: .3rem 0; }
        .picture { overflow-x: auto; }
        object, .picture img { display: block; border-radius: .5rem; }
        .picture img { max-width: 100%; height: auto; }
        @media (max-width: 40rem) { li { scroll-margin-top: 7rem; } dl { display: block; } dt { font-size: .85rem; } dd { margin-bottom: .3rem; } }
        """;

    /// <summary>Filter and order, which stay hidden where the script does not run.</summary>
    internal const string Tools =
        """
        <form id="tools" role="search" hidden="hidden">
        <label>Filter <input id="filter" type="search" autocomplete="off" placeholder="words or a number"/></label>
        <label>Order <select id="order">
        <option value="number 1">sentence number</option>
        <option value="score 1">lowest score first</option>
        <option value="score -1">highest score first</option>
        <option value="source -1">longest source first</option>
        <option value="source 1">shortest source first</option>
        <option value="target -1">longest translation first</option>
        <option value="target 1">shortest translation first</option>
        <option value="unknown -1">most unknown text first</option>
        </select></label>
        <output id="count" for="filter"></output>
        </form>
        """;

    /// <summary>
    /// The script. It contains neither '&lt;' nor '&amp;', so that it is the same in HTML and in XML, and writes no HTML: text from the
    /// sentences is only ever read.
    /// </summary>
    internal const string Script =
        """
        (function () {
          'use strict';
          const find = id => document.getElementById(id);
          const list = find('sentences'), filter = find('filter'), order = find('order'), count = find('count');
          const items = Array.from(list.children);
          // Accents and case do not matter.
          const plain = text => text.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
          let texts = null;

          function show() {
            texts = texts || items.map(item => plain(Array.from(item.querySelectorAll('h2, dd'), part => part.textContent).join('\n')));
            const words = plain(filter.value).split(/\s+/).filter(word => word !== '');
            let shown = 0;
            items.forEach((item, i) => {
              item.hidden = !words.every(word => texts[i].includes(word));
              shown += item.hidden ? 0 : 1;
            });
            count.value = words.length === 0 ? '' : shown + ' of ' + items.length;
          }

          function sort() {
            const [key, sign] = order.value.split(' ');
            const keys = items.map((item, i) => ({ item, i, key: Number(item.dataset[key] || 0) * sign }));
            keys.sort((a, b) => a.key - b.key || a.i - b.i);
            const sorted = document.createDocumentFragment();
            keys.forEach(entry => sorted.append(entry.item));
            list.append(sorted);
          }

          // A heatmap is loaded when it is opened; SVG as an object: an image would show no tooltips.
          function toggle(details) {
            const shown = details.querySelector('.picture');
            if (!details.open) {
              if (shown) shown.remove();
            } else if (!shown) {
              const address = details.querySelector('a').href;
              const name = details.querySelector('summary').textContent;
              const isImage = address.endsWith('.png');
              const picture = document.createElement(isImage ? 'img' : 'object');
              if (isImage) {
                picture.src = address;
                picture.alt = name;
              } else {
                picture.type = 'image/svg+xml';
                picture.data = address;
                picture.setAttribute('aria-label', name);
              }
              const frame = document.createElement('div');
              frame.className = 'picture';
              frame.tabIndex = 0;
              frame.append(picture);
              details.append(frame);
            }
          }

          function follow() {
            const item = find(location.hash.slice(1));
            // Of many layers and heads, only the first.
            const details = item ? item.querySelector('details') : null;
            if (details) details.open = true;
          }

          list.addEventListener('toggle', event => toggle(event.target), true);
          filter.addEventListener('input', show);
          order.addEventListener('change', sort);
          find('tools').addEventListener('submit', event => event.preventDefault());
          window.addEventListener('hashchange', follow);
          find('tools').hidden = false;
          // The browser may have kept what was typed before the page was loaded again.
          if (filter.value !== '') show();
          if (order.selectedIndex > 0) sort();
          follow();
        })();
        """;
}
