/** The colours and measures of the app's look, without its fonts. */
export const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#FBFAF6, #0C1110); --raised: light-dark(#FFF, #131A18);
  --ink: light-dark(#14211C, #E8EDE9); --muted: light-dark(#5C6B64, #93A29B); --line: light-dark(#E4E1D8, #22302B);
  --edge: light-dark(#7F8C85, #6F7F77); --green: light-dark(#0F5B4A, #5FD3A6); --on-green: light-dark(#FFF, #0C1110);
  --amber: light-dark(#8A5A10, #E0B060); --red: light-dark(#B3261E, #FF8A80); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
.local { border-bottom: 1px solid var(--line); padding: 8px 16px; color: var(--amber); font-size: 13px; text-align: center; }
main { margin: 0 auto; max-width: 1120px; padding: 24px 16px 48px; }
main.narrow { max-width: 520px; }
h1 { font-size: 28px; font-weight: 500; line-height: 1.2; margin: 8px 0 16px; font-family: Georgia, serif; }
h2 { font-size: 16px; margin: 0 0 12px; }
.card { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin: 0 0 16px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.row.end { align-items: end; }
.sum { display: flex; justify-content: space-between; gap: 16px; padding: 6px 0; border-bottom: 1px solid var(--line); }
.sum:last-child { border-bottom: 0; font-weight: 600; }
.sum dd { margin: 0; text-align: right; }
dl { margin: 0; }
.big { font: 500 44px/1.1 Georgia, serif; margin: 0 0 8px; }
.muted { color: var(--muted); }
.small { font-size: 12px; }
.mono { font-family: ui-monospace, monospace; font-size: 12px; overflow-wrap: anywhere; }
.notice { border: 1px solid var(--edge); border-radius: 8px; padding: 12px 16px; margin: 0 0 16px; }
.notice.error { border-color: var(--red); color: var(--red); }
a { color: var(--green); }
button, .button { font: inherit; min-height: 32px; padding: 4px 12px; border-radius: 8px; border: 1px solid var(--edge);
  background: transparent; color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block; }
button.main { background: var(--green); border-color: var(--green); color: var(--on-green); font-weight: 600; min-height: 40px; }
button.wide { width: 100%; }
button.risky { color: var(--red); border-color: var(--red); }
.button[aria-current] { border-color: var(--green); color: var(--green); font-weight: 600; }
:focus-visible { outline: 2px solid var(--green); outline-offset: 2px; }
input, select { font: inherit; min-height: 32px; border: 1px solid var(--edge); border-radius: 8px; padding: 4px 8px;
  background: var(--raised); color: var(--ink); max-width: 100%; }
input[type=number] { width: 80px; }
label.field select { min-width: 0; width: 100%; }
input[type=radio] { min-height: 0; margin: 0; accent-color: var(--green); }
nav.row, .scroll { margin-bottom: 16px; }
.card > :first-child, form.card > :first-child { margin-top: 0; }
label.field { min-width: 0; max-width: 100%; display: grid; gap: 4px; font-size: 13px; color: var(--muted); }
label.choice { display: flex; gap: 8px; align-items: center; padding: 8px 0; }
fieldset { border: 0; padding: 0; margin: 16px 0; }
legend { padding: 0; font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
th { font-size: 12px; color: var(--muted); font-weight: 500; }
td form { display: inline; }
pre { white-space: pre-wrap; max-width: 60ch; overflow-wrap: anywhere; }
`;
