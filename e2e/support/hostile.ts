/** Styles that sites have, or might have, and that must not reach us: the kinds that break what others show. */
export const hostile: Record<string, string> = {
  'everything with !important': `
html { font-size: 62.5% !important }
* { float: left !important; margin: 7px !important; border: 3px dotted #0a0 !important; padding: 9px !important;
  background: #fe6 !important; color: #06c !important; font: italic 700 23px/3 serif !important;
  letter-spacing: 4px !important; word-spacing: 9px !important; text-transform: uppercase !important;
  text-align: right !important; direction: rtl !important; unicode-bidi: bidi-override !important; text-indent: 20px !important; text-shadow: 1px 1px red !important;
  text-decoration: line-through !important; white-space: pre !important; word-break: break-all !important;
  max-width: 300px !important; min-width: 80px !important; max-height: 90px !important; overflow: scroll !important;
  opacity: 0.7 !important; filter: hue-rotate(90deg) !important; transform: rotate(1deg) !important;
  transition: all 3s !important; animation: none !important; box-shadow: 0 0 9px #f0f !important;
  border-radius: 0 !important; z-index: 1 !important; pointer-events: none !important; cursor: none !important;
  visibility: visible !important; outline: 1px solid #00f !important; list-style: square inside !important;
  -webkit-text-fill-color: #090; -webkit-text-stroke: 1px #900; font-variant: small-caps !important }
*::before, *::after { content: "!" !important; position: absolute !important; color: red !important }`,

  'a framework that starts anew': `
*, *::before, *::after { box-sizing: border-box }
body { margin: 0; background: #fff; color: #212529; font: 400 1rem/1.5 system-ui, sans-serif }
h1, h2, h3 { margin: 0 0 .5rem; font-weight: 500; line-height: 1.2 }
h2 { font-size: calc(1.3rem + .9vw) }
p { margin: 0 0 1rem } ul { margin: 0 0 1rem; padding-left: 2rem } a { color: #0d6efd } strong { font-weight: bolder }
input, button { margin: 0; font-family: inherit; font-size: inherit; line-height: inherit }
button { border-radius: 0; text-transform: none } [type="button"]:not(:disabled) { cursor: pointer }
button:focus:not(:focus-visible) { outline: 0 } label { display: inline-block } summary { display: list-item }
table { caption-side: bottom; border-collapse: collapse } th { text-align: inherit } tbody, tr, th, td { border: 0 solid }
[hidden] { display: none !important }
dialog, section { padding: 3rem; border: 1px solid #dee2e6 }
.row > *, section > div { width: 100%; max-width: 100%; padding-inline: 12px }`,

  'utilities that undress everything': `
@layer theme, base, components, utilities;
@layer base {
  *, ::after, ::before, ::backdrop { box-sizing: border-box; margin: 0; border: 0 solid; padding: 0 }
  html { line-height: 1.5; tab-size: 4; -webkit-tap-highlight-color: transparent }
  h1, h2, h3 { font-size: inherit; font-weight: inherit } a { color: inherit; text-decoration: inherit }
  ol, ul { list-style: none } strong { font-weight: bolder } table { border-collapse: collapse; border-color: inherit }
  button, input { border-radius: 0; background: transparent; color: inherit; font: inherit; letter-spacing: inherit;
    opacity: 1 }
  summary { display: list-item } iframe, img { display: block; vertical-align: middle }
}
*, ::before, ::after { border-color: #e5e7eb } ::backdrop { background: #f0f }`,

  'a reset of 2005': `
html { font-size: 62.5% }
html, body, div, span, h1, h2, h3, p, a, strong, dl, dt, dd, ol, ul, li, fieldset, form, label, legend, table, caption,
tbody, tfoot, thead, tr, th, td, section, dialog, button, input, summary, details { margin: 0; border: 0; padding: 0;
  outline: 0; background: transparent; font-size: 100%; font-weight: inherit; font-style: inherit; font-family: inherit;
  vertical-align: baseline }
:focus { outline: 0 } body { background: #fff; color: #000; font-size: 1.2em; line-height: 1; text-align: center }
ol, ul { list-style: none } table { border-collapse: separate; border-spacing: 0 }
caption, th, td { font-weight: normal; text-align: left } q::before, q::after { content: "" }
#portillon, body > div { width: 960px; margin: 0 auto; text-align: left }
* html div { height: 1% } .clear, div::after { display: block; clear: both; height: 0; visibility: hidden; content: "." }`,

  'what hides': `
div p { display: none } div p, div ul, div h2, section p { display: none !important }
body > div { position: absolute; left: -9999px; overflow: hidden; width: 1px; height: 1px; clip-path: inset(50%) }
body > div:first-child { display: none !important; visibility: hidden !important; opacity: 0 !important }
section, dialog, [popover] { visibility: hidden; content-visibility: hidden; zoom: 0.2 }
[role="status"], [id*="banner"] { display: none !important }`,

  'buttons of a site': `
button { display: block !important; position: absolute !important; left: 0 !important; width: 100% !important;
  height: 90px !important; margin: 0 0 40px !important; border: 0 !important; border-radius: 99px !important;
  background: linear-gradient(#f0f, #0ff) !important; color: #fff !important; font: 700 30px fantasy !important;
  text-transform: uppercase !important; letter-spacing: 0.2em !important; box-shadow: 0 9px #909 !important;
  transform: skew(9deg) !important }
button::after { content: " »" !important } button:first-of-type { opacity: 0.2 !important }
button[type="button"] + button { background: #0a0 !important } input { width: 300px !important; appearance: auto !important }
label { display: block !important; float: left !important } a { color: #f00 !important; font-size: 40px !important }`,
};
