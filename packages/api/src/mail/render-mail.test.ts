import { expect, test } from 'vitest';
import { renderMail } from './render-mail.ts';

const appUrl = 'https://scrip.example.com';

test('words are words in HTML too, whatever signs they hold', () => {
  const { html } = renderMail(
    {
      paragraphs: [`<img src=x onerror="alert('1')"> & more`],
      action: { label: '<b>Go</b>', path: '/?a="><script>' },
    },
    appUrl,
  );
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more');
  expect(html).not.toMatch(/<(img|b|script)/);
});

test('text and HTML say the same and lead to the same page', () => {
  const mail = renderMail(
    { paragraphs: ['One.', 'Two.'], action: { label: 'See', path: '/history' } },
    appUrl,
  );
  expect(mail.text).toBe('One.\n\nTwo.\n\nSee: https://scrip.example.com/history\n');
  expect(mail.html).toContain('href="https://scrip.example.com/history"');
  expect(mail.html.match(/<p /g)).toHaveLength(3);
});
