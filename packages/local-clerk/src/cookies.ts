import type { Request, Response } from 'express';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export function readCookie(req: Request, name: string): string | undefined {
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = part.split('=');
    if (key?.trim() === name) return decode(rest.join('=').trim());
  }
  return undefined;
}

type CookieInput = { name: string; value: string; httpOnly: boolean; origin: string };

/** Sets a cookie for the whole origin; an empty value removes it. Leaves it alone when it has this value already. */
export function writeCookie(
  req: Request,
  res: Response,
  { name, value, httpOnly, origin }: CookieInput,
): void {
  if ((readCookie(req, name) ?? '') === value) return;
  const options = { path: '/', httpOnly, sameSite: 'lax', secure: origin.startsWith('https:') } as const;
  if (value === '') res.clearCookie(name, options);
  else res.cookie(name, value, { ...options, maxAge: YEAR_MS });
}
