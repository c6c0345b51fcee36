import { expect, it } from 'vitest';
import { html } from './html.ts';

it('escapes every value, in text and in attributes, and never markup twice', () => {
  const hostile = `"><script>alert('1')</script>&`;
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;';
  expect(html`<p title="${hostile}">${html`<b>${hostile}</b>`}</p>`.markup).toBe(
    `<p title="${escaped}"><b>${escaped}</b></p>`,
  );
  expect(html`${[html`<i>`, '<', 0]}${null}${false}`.markup).toBe('<i>&lt;0');
});
