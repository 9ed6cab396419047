#include "write/report/page_template.hpp"

namespace ptyger::write {

char const* const report_script = R"js(
(() => {
  'use strict';
  const root = document.documentElement;
  const viewers = [...document.querySelectorAll('.viewer')];
  const view = { zoom: 1, x: 0, y: 0 };  // shown part of both pictures; x and y in widths and heights of a stage
  const units = [[1e-3, 'mm'], [1e-6, 'µm'], [1e-9, 'nm'], [1e-12, 'pm']];
  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const name = (length) => {
    const [size, unit] = units.find(([size]) => length >= size * 0.999) || units[3];
    return Number((length / size).toPrecision(4)) + ' ' + unit;
  };
  const round = (length) => {
    const power = 10 ** Math.floor(Math.log10(length) + 1e-9);
    return (length >= 4.999 * power ? 5 : length >= 1.999 * power ? 2 : 1) * power;
  };
  const draw = () => {
    for (const viewer of viewers) {
      const stage = viewer.querySelector('.stage');
      const cols = Number(viewer.dataset.cols), width = Number(viewer.dataset.width);
      stage.querySelector('img').style.transform =
        `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.zoom})`;
      stage.classList.toggle('zoomed', view.zoom > 1);
      stage.classList.toggle('close', view.zoom * stage.clientWidth > 1.5 * cols);
      const bar = stage.querySelector('.scale');
      if (bar && width > 0) {
        const length = round(width / view.zoom / 4);
        bar.style.width = 100 * length * view.zoom / width + '%';
        bar.firstChild.textContent = name(length);
      }
    }
  };
  const largestZoom = (stage) => Math.max(8, 32 * Number(stage.parentNode.dataset.cols) / stage.clientWidth);
  const move = (x, y) => {
    view.x = clamp(x, 1 - view.zoom, 0);
    view.y = clamp(y, 1 - view.zoom, 0);
    draw();
  };
  const zoom = (stage, factor, x = 0.5, y = 0.5) => {  // keeps the point (x, y) of the stage in place
    const before = view.zoom;
    view.zoom = clamp(before * factor, 1, largestZoom(stage));
    const by = view.zoom / before;
    move(x - (x - view.x) * by, y - (y - view.y) * by);
  };
  const all = () => { view.zoom = 1; move(0, 0); };
  const at = (stage, event) => {
    const box = stage.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  const fixed = (value, range) => value.toFixed(clamp(2 - Math.floor(Math.log10(range)), 0, 12));
  const ends = (viewer) => [...viewer.querySelectorAll('input')];  // of the contrast
  const decoded = new Map();
  const levels = (viewer) => {  // [row][col]; 0: not lit, 1 to 65535: from the low to the high end
    if (!decoded.has(viewer)) {
      const bytes = Uint8Array.from(atob(viewer.dataset.levels), (letter) => letter.charCodeAt(0));
      decoded.set(viewer, new Uint16Array(bytes.buffer));
    }
    return decoded.get(viewer);
  };
  const valueOf = (viewer, level) => {
    const { min, max } = ends(viewer)[0];
    return Number(min) + (level - 1) / 65534 * (max - min);
  };
  const showPosition = (viewer, stage, event) => {
    const [x, y] = at(stage, event), data = viewer.dataset, texts = [];
    const col = Math.floor((x - view.x) / view.zoom * data.cols);
    const row = Math.floor((y - view.y) / view.zoom * data.rows);
    if (row >= 0 && col >= 0 && row < data.rows && col < data.cols) {
      for (const other of viewers) {
        const level = levels(other)[row * data.cols + col], [{ min, max }] = ends(other);
        const value = fixed(valueOf(other, level), (max - min) / 10);
        if (level) texts.push(`${other.dataset.name} ${value} ${other.dataset.unit}`);
      }
      const nm = (name, from, size, count, i) => {
        const pixel = 1e9 * size / count;
        if (pixel > 0) texts.push(`${name} ${fixed(1e9 * from + (i + 0.5) * pixel, pixel)} nm`);
      };
      nm('x', data.x, data.width, data.cols, col);
      nm('y', data.y, data.height, data.rows, row);
      texts.push(`object row ${row + Number(data.top)}, column ${col + Number(data.left)}`);
    }
    viewer.querySelector('output').textContent = texts.join(', ');
  };
  const recolour = (viewer) => {
    const data = viewer.dataset, image = viewer.querySelector('img');
    const [low, high] = ends(viewer).map((end) => Number(end.value));
    const map = viewer.parentNode.dataset[viewer.querySelector('select').value || data.map];
    const colour = (i) => map.slice(6 * i, 6 * i + 6), range = Math.max(high - low, 1e-9);
    const canvas = document.createElement('canvas');
    canvas.width = data.cols;
    canvas.height = data.rows;
    const pixels = new ImageData(canvas.width, canvas.height), numbers = new Uint32Array(pixels.data.buffer);
    const table = Array.from({ length: 256 }, (_, i) => {  // alpha, blue, green, red
      const [red, green, blue] = colour(i).match(/../g);
      return parseInt(`ff${blue}${green}${red}`, 16);
    });
    const bottom = valueOf(viewer, 1), step = valueOf(viewer, 2) - bottom;
    levels(viewer).forEach((level, i) => {  // a pixel that is not lit stays transparent
      if (level) numbers[i] = table[Math.round(255 * clamp((bottom + (level - 1) * step - low) / range, 0, 1))];
    });
    canvas.getContext('2d').putImageData(pixels, 0, 0);
    viewer.querySelector('a').href = image.src = canvas.toDataURL();
    const bar = viewer.querySelector('.bar');
    const stops = Array.from({ length: 16 }, (_, i) => `,#${colour(17 * i)}`);
    bar.firstChild.style.background = `linear-gradient(90deg${stops.join('')})`;
    [low, (low + high) / 2, high].forEach((value, i) => {
      bar.querySelectorAll('span')[i].textContent = fixed(value, range) + (i === 1 ? ` ${data.unit}` : '');
    });
  };
  const keys = { '+': 1.5, '=': 1.5, '-': 1 / 1.5, '_': 1 / 1.5 };
  const arrows = { ArrowLeft: [0.1, 0], ArrowRight: [-0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] };
  for (const viewer of viewers) {
    const stage = viewer.querySelector('.stage'), fingers = new Map();
    stage.querySelector('img').draggable = false;
    viewer.querySelector('a').href = stage.querySelector('img').src;
    const does = {
      in: () => zoom(stage, 1.5), out: () => zoom(stage, 1 / 1.5), all,
      usual: () => {
        viewer.querySelector('select').value = '';
        for (const end of ends(viewer)) end.value = end.defaultValue;
        recolour(viewer);
      },
    };
    for (const button of viewer.querySelectorAll('button')) button.addEventListener('click', does[button.dataset.do]);
    for (const choice of viewer.querySelectorAll('select, input'))
      choice.addEventListener('input', () => recolour(viewer));
    stage.addEventListener('wheel', (event) => {
      if (event.deltaY > 0 && view.zoom === 1) return;  // the page scrolls on
      event.preventDefault();
      zoom(stage, Math.exp(-clamp(event.deltaY, -120, 120) / 300), ...at(stage, event));
    }, { passive: false });
    stage.addEventListener('dblclick', (event) => zoom(stage, 2, ...at(stage, event)));
    stage.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (keys[event.key]) zoom(stage, keys[event.key]);
      else if (event.key === '0') all();
      else if (arrows[event.key] && view.zoom > 1) move(view.x + arrows[event.key][0], view.y + arrows[event.key][1]);
      else return;
      event.preventDefault();
    });
    stage.addEventListener('pointerdown', (event) => {
      fingers.set(event.pointerId, at(stage, event));
      stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener('pointermove', (event) => {
      showPosition(viewer, stage, event);
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = at(stage, event), other = [...fingers].find(([id]) => id !== event.pointerId);
      fingers.set(event.pointerId, now);
      move(view.x + (now[0] - before[0]) / fingers.size, view.y + (now[1] - before[1]) / fingers.size);
      if (!other) return;
      const apart = (point) => Math.hypot(point[0] - other[1][0], point[1] - other[1][1]);
      zoom(stage, apart(now) / Math.max(apart(before), 1e-3), (now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2);
    });
    for (const end of ['pointerup', 'pointercancel'])
      stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  addEventListener('resize', draw);
  root.classList.add('js');
  // The page of a run reloads itself; what the user has chosen comes back from the state of the history.
  const choices = () => [...document.querySelectorAll('.viewer select, .viewer input, details')];
  const chosen = (choice) =>
    choice.matches('details') ? choice.open : choice.value === choice.defaultValue ? '' : choice.value;
  const reload = () => {
    if (document.querySelector('.viewer :active')) return setTimeout(reload, 500);
    history.replaceState({ view, chosen: choices().map(chosen), scroll: scrollY }, '');
    location.reload();
  };
  const before = history.state;
  if (before && before.view) {
    Object.assign(view, before.view);
    choices().forEach((choice, i) => {
      if (before.chosen[i]) choice[choice.matches('details') ? 'open' : 'value'] = before.chosen[i];
    });
    for (const viewer of viewers)
      if ([...viewer.querySelectorAll('select, input')].some(chosen)) recolour(viewer);
    history.replaceState(null, '');  // a reload by hand keeps the place by itself
  }
  draw();
  if (before && before.view) scrollTo(0, before.scroll);
  const running = document.querySelector('[data-reload]');
  if (running) {
    const silent = (Date.now() - Date.parse(running.dataset.written)) / 1000;  // seconds
    if (silent > 60 + 10 * running.dataset.reload)
      running.querySelector('b').textContent = `No news for ${Math.round(silent / 60)} min, the run may be dead:`;
    setTimeout(reload, 1000 * running.dataset.reload);
  }
  root.dataset.viewers = viewers.length;
})();
)js";

}  // namespace ptyger::write
