import type { Router } from 'express';
import { userImageUrl } from '../avatars.ts';
import type { Context } from '../context.ts';
import { readImageBody, replaceUserImage, saveUserImage, uploadedFile } from '../profile-images.ts';
import type { UserRecord } from '../store/state.ts';
import { type Call, fapiHandler } from './call.ts';

function respondImage(call: Call, user: UserRecord): Promise<void> {
  const id = user.imageName ?? '';
  return call.respond({ object: 'image', id, name: id, public_url: userImageUrl(user, call.origin) });
}

async function upload(call: Call): Promise<void> {
  const { user } = call.requireSession();
  const bytes = await uploadedFile(call.req.body, call.req.headers['content-type'] ?? '');
  await saveUserImage(call.ctx, user, bytes);
  await respondImage(call, user);
}

async function remove(call: Call): Promise<void> {
  const { user } = call.requireSession();
  await replaceUserImage(call.ctx, user, null);
  await respondImage(call, user);
}

export function addProfileImageRoutes(router: Router, ctx: Context): void {
  router.post('/me/profile_image', readImageBody(), fapiHandler(ctx, upload));
  router.delete('/me/profile_image', fapiHandler(ctx, remove));
}
