import { type Response, Router } from 'express';
import { PATH } from './context.ts';
import type { UserRecord } from './store/state.ts';

// Dark enough that white initials reach a contrast of 4.5.
const COLOURS = ['#0F5B4A', '#1F4E79', '#6B3A7A', '#8A3B12', '#5B5B1E', '#7A2E46'];
const INITIALS = /^[\p{L}\p{N}]{1,2}$/u;

type Named = Pick<UserRecord, 'id' | 'email' | 'firstName' | 'lastName' | 'imageName'>;

function initialsOf(user: Named): string {
  const names = [user.firstName, user.lastName].filter((name) => name !== null && name !== '');
  const letters = (names.length > 0 ? names : [user.email]).map((name) => [...(name ?? '')][0] ?? '');
  const initials = letters.join('').toUpperCase();
  return INITIALS.test(initials) ? initials : '0';
}

function colourOf(id: string): number {
  return [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length;
}

/**
 * A picture of the user's initials on this machine. The address holds all that is drawn, so it never goes stale;
 * by `avatar_placeholder` the profile knows that there is no picture to remove.
 */
function avatarUrl(user: Named, origin: string): string {
  return `${origin}${PATH}/avatars/avatar_placeholder/${encodeURIComponent(initialsOf(user))}-${colourOf(user.id)}.svg`;
}

/** The picture of a user: the uploaded one, else initials. */
export function userImageUrl(user: Named, origin: string): string {
  return user.imageName === null ? avatarUrl(user, origin) : `${origin}${PATH}/images/${user.imageName}`;
}

function sendAvatar(res: Response, initials: string, colour: string): void {
  const text = `<text x="40" y="40" dy=".36em" fill="#fff" font-family="system-ui,sans-serif" font-size="30" text-anchor="middle">${initials}</text>`;
  res.set('Cache-Control', 'public, max-age=31536000, immutable');
  res.set('Content-Security-Policy', "default-src 'none'").set('X-Content-Type-Options', 'nosniff');
  res.type('image/svg+xml');
  res.send(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="160" height="160"><rect width="80" height="80" fill="${colour}"/>${text}</svg>`,
  );
}

export function avatarRouter(): Router {
  const router = Router();
  router.get('/avatar_placeholder/:initials-:colour.svg', (req, res) => {
    const colour = COLOURS[Number(req.params.colour)];
    if (!colour || !INITIALS.test(req.params.initials)) return void res.sendStatus(404);
    sendAvatar(res, req.params.initials, colour);
  });
  return router;
}
