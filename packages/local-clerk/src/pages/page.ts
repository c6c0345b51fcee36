import type { Request, RequestHandler, Response } from 'express';
import { type Context, PATH } from '../context.ts';
import { type Html, html } from './html.ts';
import { STYLE } from './style.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** No scripts, no frames; and browsers must say where a form comes from, which "no-referrer" would hide. */
export const pageHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Content-Security-Policy': POLICY,
    'Referrer-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
    'Cache-Control': 'no-store',
  });
  next();
};

export const sendStyle: RequestHandler = (_req, res) => void res.type('css').send(STYLE);

export type Page = { title: string; body: Html; isWide?: boolean };

export function sendPage(res: Response, { title, body, isWide = false }: Page, status = 200): void {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Local billing</title>
<link rel="stylesheet" href="${PATH}/pages.css">
</head>
<body>
<div class="local" role="note">Local billing: this page is of this machine. No card is asked for and no money moves.</div>
<main${isWide ? null : html` class="narrow"`}>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`;
  res.status(status).type('html').send(page.markup);
}

/** A place of the app to go back to; anything that would lead elsewhere is the start page. */
export function readReturnTo(value: unknown, ctx: Context): string {
  if (typeof value !== 'string' || !value.startsWith('/')) return '/';
  const [origin] = ctx.origins;
  const url = URL.parse(value, origin);
  return url?.origin === origin ? url.pathname + url.search : '/';
}

export function readQuery(req: Request, name: string): string {
  const value: unknown = req.query[name];
  return typeof value === 'string' ? value : '';
}

export function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

export function day(at: number | Date): string {
  return new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

export function instant(at: number | Date): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
