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
  const showPosition = (viewer, stage, event) => {
    const [x, y] = at(stage, event), data = viewer.dataset;
    const col = Math.floor((x - view.x) / view.zoom * data.cols);
    const row = Math.floor((y - view.y) / view.zoom * data.rows);
    viewer.querySelector('output').textContent = row < 0 || col < 0 || row >= data.rows || col >= data.cols ? '' :
      `object row ${row + Number(data.top)}, column ${col + Number(data.left)}`;
  };
  const keys = { '+': 1.5, '=': 1.5, '-': 1 / 1.5, '_': 1 / 1.5 };
  const arrows = { ArrowLeft: [0.1, 0], ArrowRight: [-0.1, 0], ArrowUp: [0, 0.1], ArrowDown: [0, -0.1] };
  for (const viewer of viewers) {
    const stage = viewer.querySelector('.stage'), fingers = new Map();
    stage.querySelector('img').draggable = false;
    viewer.querySelector('a').href = stage.querySelector('img').src;
    for (const button of viewer.querySelectorAll('button'))
      button.addEventListener('click', () => {
        if (button.dataset.do === 'all') all(); else zoom(stage, button.dataset.do === 'in' ? 1.5 : 1 / 1.5);
      });
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
  draw();
  root.dataset.viewers = viewers.length;
})();
)js";

}  // namespace ptyger::write
