/** What a message says, before it has a form. */
export type MailContent = {
  paragraphs: string[];
  /** One link, to a page of the app. */
  action?: { label: string; path: string } | undefined;
};

/** The same words as plain text and as HTML. Nothing in them is taken for markup. */
export function renderMail(
  { paragraphs, action }: MailContent,
  appUrl: string,
): { text: string; html: string } {
  const url = action && new URL(action.path, appUrl).href;
  const text = [...paragraphs, ...(action ? [`${action.label}: ${url}`] : [])].join('\n\n');
  const body = [
    ...paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`),
    ...(action && url
      ? [
          `<p style="margin:0"><a href="${escapeHtml(url)}" style="${button}">${escapeHtml(action.label)}</a></p>`,
        ]
      : []),
  ];
  return { text: `${text}\n`, html: `<!doctype html>\n<div style="${frame}">\n${body.join('\n')}\n</div>\n` };
}

const frame = 'max-width:560px;padding:24px;font:15px/1.5 system-ui,sans-serif;color:#14211c';
const button =
  'display:inline-block;padding:8px 16px;border-radius:8px;background:#0f5b4a;color:#ffffff;text-decoration:none';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
