import { z } from 'zod';
import { RowId } from '../row-id.ts';
import { adminProcedure, router, userProcedure } from '../trpc.ts';
import { createApiKey } from './create-key.ts';
import {
  ApiKeyItem,
  CreateKeyInput,
  CreateOwnKeyInput,
  KeyPage,
  ListKeysInput,
  ListOwnKeysInput,
  NewKey,
  RevokeKeyInput,
  RotateKeyInput,
  UpdateKeyInput,
} from './schema.ts';
import { getApiKey, listApiKeys, revokeApiKey, rotateApiKey, updateApiKey } from './service.ts';

const OneKey = z.strictObject({ id: RowId });

/** The caller's own keys. */
export const apiKeysRouter = router({
  list: userProcedure
    .input(ListOwnKeysInput)
    .output(KeyPage)
    .query(({ ctx, input }) => listApiKeys(ctx, 'own', input)),

  get: userProcedure
    .input(OneKey)
    .output(ApiKeyItem)
    .query(({ ctx, input }) => getApiKey(ctx, 'own', input.id)),

  create: userProcedure
    .input(CreateOwnKeyInput)
    .output(NewKey)
    .mutation(({ ctx, input }) => createApiKey(ctx, 'own', { ...input, userId: ctx.principal.userId })),

  update: userProcedure
    .input(UpdateKeyInput)
    .output(ApiKeyItem)
    .mutation(({ ctx, input }) => updateApiKey(ctx, 'own', input)),

  rotate: userProcedure
    .input(RotateKeyInput)
    .output(NewKey)
    .mutation(({ ctx, input }) => rotateApiKey(ctx, 'own', input)),

  revoke: userProcedure
    .input(RevokeKeyInput)
    .output(ApiKeyItem)
    .mutation(({ ctx, input }) => revokeApiKey(ctx, 'own', input)),
});

/** The keys of apps, and everybody's, for admins. */
export const adminApiKeysRouter = router({
  list: adminProcedure
    .input(ListKeysInput)
    .output(KeyPage)
    .query(({ ctx, input }) => listApiKeys(ctx, 'any', input)),

  get: adminProcedure
    .input(OneKey)
    .output(ApiKeyItem)
    .query(({ ctx, input }) => getApiKey(ctx, 'any', input.id)),

  create: adminProcedure
    .input(CreateKeyInput)
    .output(NewKey)
    .mutation(({ ctx, input }) => createApiKey(ctx, 'any', input)),

  update: adminProcedure
    .input(UpdateKeyInput)
    .output(ApiKeyItem)
    .mutation(({ ctx, input }) => updateApiKey(ctx, 'any', input)),

  rotate: adminProcedure
    .input(RotateKeyInput)
    .output(NewKey)
    .mutation(({ ctx, input }) => rotateApiKey(ctx, 'any', input)),

  revoke: adminProcedure
    .input(RevokeKeyInput)
    .output(ApiKeyItem)
    .mutation(({ ctx, input }) => revokeApiKey(ctx, 'any', input)),
});
