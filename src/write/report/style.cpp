#include "write/report/page_template.hpp"

namespace ptyger::write {

char const* const report_style = R"css(
:root { color-scheme: light dark; --back: #f6f7f9; --card: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d5dae0;
  --start: #b45309; --cg: #1659a8; --accent: #1659a8; --bad: #a4161a; }
@media (prefers-color-scheme: dark) { :root { --back: #12151a; --card: #1b2028; --text: #e6e9ee; --soft: #a3adb9;
  --line: #353d49; --start: #f59e4b; --cg: #6cb0ff; --accent: #6cb0ff; --bad: #ff8a8a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 1360px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 24px; }
h1 { font-size: 1.5rem; margin: 0 0 4px; overflow-wrap: anywhere; line-height: 1.25; }
h2 { font-size: 1.1rem; margin: 0 0 10px; }
p { margin: 0 0 10px; overflow-wrap: anywhere; }
small, .hint, footer { color: var(--soft); font-size: .875rem; }
a, button { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 12px 0 16px; }
.state b { color: var(--accent); } .state.broken b { color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 8px; margin: 0; }
.cards div, section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.cards div { padding: 8px 12px; }
dt { color: var(--soft); font-size: .8rem; } dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
main { padding-top: 16px; }
section { padding: 16px; margin-bottom: 16px; break-inside: avoid; }
.columns { columns: 2; column-gap: 16px; } .columns section { display: inline-block; width: 100%; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 20px; }
figure { margin: 0; min-width: 0; }
figcaption { margin: 0 0 6px; } figcaption b { font-variant-numeric: tabular-nums; }
.stage { position: relative; overflow: hidden; width: min(100%, calc(75vh * var(--ratio, 1))); background: #e8e8e8;
  border: 1px solid var(--line); }
.stage.still { width: 100%; }
.stage img { display: block; width: 100%; height: 100%; object-fit: fill; transform-origin: 0 0; }
.stage.still img, .stage.close img { image-rendering: pixelated; }
.js .viewer .stage { cursor: grab; touch-action: pan-y; } .js .viewer .stage.zoomed { touch-action: none; }
.stage:focus-visible, a:focus-visible, button:focus-visible, select:focus-visible, input:focus-visible, summary:focus-visible, pre:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px; }
.scale { position: absolute; left: 10px; bottom: 10px; border-bottom: 4px solid #fff; color: #fff; text-align: center;
  font-size: .8rem; line-height: 1.3; pointer-events: none; filter: drop-shadow(0 0 1px #000) drop-shadow(0 0 2px #000); }
.scale span { white-space: nowrap; background: #000a; padding: 0 5px; border-radius: 3px; }
.tools { display: none; gap: 8px; align-items: center; flex-wrap: wrap; margin: 8px 0; } .js .tools { display: flex; } .hint { display: none; } .js .hint { display: block; }
.tools label { font-size: .8rem; color: var(--soft); white-space: nowrap; } .tools input { width: 110px; vertical-align: middle; }
.tools output { flex: 1 0 100%; color: var(--soft); font-size: .8rem; font-variant-numeric: tabular-nums; min-height: 3em; }
button, select { font: inherit; min-width: 40px; min-height: 36px; padding: 2px 12px; border: 1px solid var(--line);
  border-radius: 6px; background: var(--back); cursor: pointer; }
.bar { display: flex; flex-wrap: wrap; justify-content: space-between; margin-top: 8px; font-size: .8rem;
  width: min(100%, max(280px, 75vh * var(--ratio, 1)));
  font-variant-numeric: tabular-nums; color: var(--soft); }
.bar div { flex: 0 0 100%; height: 14px; border: 1px solid var(--line); }
.modes { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 14px; }
.modes figure:only-child { max-width: 360px; grid-column: 1 / -1; width: 100%; }
.modes figcaption { margin: 4px 0; } .legend { margin-top: 12px; }
.share, .track { background: var(--line); } .share { height: 6px; border-radius: 3px; }
.share i, .track i { display: block; height: 100%; background: var(--cg); border-radius: 3px; }
.plot { width: 100%; height: auto; display: block; max-width: 760px; } .plot text { fill: var(--text); font-size: 14px; }
.plot path { fill: none; } .plot .grid { stroke: var(--line); } .plot .mark { stroke: var(--text); stroke-dasharray: 3 4; }
.plot .start path, .plot .cg path { stroke-width: 2; } .plot .start path { stroke: var(--start); }
.plot .cg path { stroke: var(--cg); } .plot .start circle { fill: var(--start); } .plot .cg circle { fill: var(--cg); }
.plot .dots { stroke: var(--cg); stroke-width: 4; stroke-linecap: round; } .plot .arrows { stroke: var(--start); }
.key { font-size: .875rem; } .key span::before { content: ""; display: inline-block; width: 18px; height: 4px;
  margin: 0 6px 3px 0; background: var(--cg); } .key span + span { margin-left: 14px; }
.key .start::before { background: var(--start); }
.figure { max-width: 100%; height: auto; background: #fff; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 3px 12px 3px 0; vertical-align: top; } td { overflow-wrap: anywhere; }
.facts th { color: var(--soft); font-weight: 400; white-space: nowrap; } details td, details th { white-space: nowrap; }
.bars { width: 100%; } .bars th { font-weight: 400; } .bars td { white-space: nowrap; }
.bars td:last-child { padding-left: 10px; } .bars td.track { width: 55%; padding: 0; height: 1em; background: none; vertical-align: middle; } .track i { height: 14px; }
pre { margin: 0; padding: 12px; overflow: auto; max-height: 420px; background: var(--back); border-radius: 6px;
  font-size: .8rem; } summary { cursor: pointer; margin-top: 8px; }
footer { padding-top: 16px; padding-bottom: 28px; }
@media (max-width: 900px) { .columns { columns: 1; } section { padding: 12px; } header, main, footer { padding-left: 12px;
  padding-right: 12px; } .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } .plot text { font-size: 17px; } }
@media (max-width: 500px) { .plot { overflow: visible; } .plot text { font-size: 20px; } }
@media print { .tools, nav, .hint { display: none !important; } section { break-inside: avoid; } pre { max-height: none; } }
)css";

}  // namespace ptyger::write
