import type { StorageObject } from '@scrip/database';
import { hasThumbnail, kindOf } from './file-kind.ts';
import { createLink } from './links.ts';
import type { FileItem } from './schema.ts';
import type { Storage } from './storage.ts';

export function toFileItem(storage: Pick<Storage, 'linkKey'>, row: StorageObject, at: Date): FileItem {
  const { id, userId, name, contentType, size, source, thumbnail, createdAt, deletedAt, purgeAt } = row;
  const isShown = hasThumbnail(contentType) && thumbnail !== 'impossible' && deletedAt === null;
  return {
    ...{ id, name, contentType, source, createdAt, deletedAt, purgeAt },
    kind: kindOf(contentType),
    sizeBytes: size,
    thumbnailUrl: isShown ? createLink(storage, { userId, id, variant: 't' }, at).url : null,
  };
}
