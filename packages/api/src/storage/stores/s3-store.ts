import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type BlobRef, type BlobStore, BlobStoreError } from './blob-store.ts';
import { bounded, sendStream } from './bounded.ts';

export type S3StoreOptions = {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Null: Amazon's own. */
  endpoint: string | null;
  answerMs?: number;
};

/** Any service that speaks S3. */
export function createS3Store({
  bucket,
  endpoint,
  answerMs = 30_000,
  ...options
}: S3StoreOptions): BlobStore {
  const client = createClient({ endpoint, ...options });
  const refOf = (pathname: string): BlobRef => ({ pathname, url: `s3://${bucket}/${pathname}` });
  const at = ({ pathname }: Pick<BlobRef, 'pathname'>) => ({ Bucket: bucket, Key: pathname });
  const call = <T>(run: (signal: AbortSignal) => Promise<T>) => translate(() => bounded(answerMs, run));
  return {
    provider: 's3',
    async put(pathname, bytes, { contentType, sizeBytes, signal }) {
      const target = { ...at({ pathname }), ContentType: contentType };
      const send = (body: Readable, abortSignal: AbortSignal) =>
        sizeBytes === null
          ? uploadParts(client, { ...target, Body: body }, abortSignal)
          : client.send(new PutObjectCommand({ ...target, Body: body, ContentLength: sizeBytes }), {
              abortSignal,
            });
      await translate(() => sendStream<unknown>(bytes, { signal, idleMs: answerMs }, send));
      return refOf(pathname);
    },
    async read(ref, range) {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const answer = await call((abortSignal) =>
        client.send(new GetObjectCommand({ ...at(ref), ...(Range ? { Range } : {}) }), { abortSignal }),
      );
      // In Node the body is a Readable, as the SDK documents.
      return answer.Body as Readable;
    },
    async head(ref) {
      try {
        const { ContentLength: sizeBytes = 0 } = await call((abortSignal) =>
          client.send(new HeadObjectCommand(at(ref)), { abortSignal }),
        );
        return { ...refOf(ref.pathname), sizeBytes };
      } catch (error) {
        if (error instanceof BlobStoreError && error.failure === 'not_found') return null;
        throw error;
      }
    },
    async delete(ref) {
      await call((abortSignal) => client.send(new DeleteObjectCommand(at(ref)), { abortSignal }));
    },
    async list({ cursor, limit }) {
      const query = { Bucket: bucket, MaxKeys: limit, ...(cursor ? { ContinuationToken: cursor } : {}) };
      const answer = await call((abortSignal) =>
        client.send(new ListObjectsV2Command(query), { abortSignal }),
      );
      const items = (answer.Contents ?? []).map(({ Key = '', Size = 0, LastModified }) => ({
        ...refOf(Key),
        sizeBytes: Size,
        modifiedAt: LastModified ?? new Date(0),
      }));
      return { items, nextCursor: answer.NextContinuationToken ?? null };
    },
    direct: {
      origin: endpoint ? new URL(endpoint).origin : `https://${bucket}.s3.${options.region}.amazonaws.com`,
      async createTarget(pathname, { sizeBytes, contentType, expiresAt }) {
        const command = new PutObjectCommand({
          ...at({ pathname }),
          ContentType: contentType,
          ContentLength: sizeBytes,
        });
        const expiresIn = Math.max(1, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
        // The signature covers the size, so that nothing larger is taken.
        const signableHeaders = new Set(['content-type', 'content-length']);
        const url = await getSignedUrl(client, command, { expiresIn, signableHeaders });
        return { method: 'PUT', url, headers: { 'content-type': contentType } };
      },
    },
    removeUnfinished: (before) => call(() => abortParts(client, bucket, before)),
  };
}

function createClient({
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
}: Omit<S3StoreOptions, 'bucket' | 'answerMs'>) {
  return new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 2,
    // It would write to the console; what fails is thrown.
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    // Other services than Amazon's know neither bucket host names nor trailing checksums.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

type PartsTarget = { Bucket: string; Key: string; ContentType: string; Body: Readable };

/** S3 wants to know the size of an object first; of parts it does not. */
async function uploadParts(client: S3Client, params: PartsTarget, signal: AbortSignal): Promise<void> {
  const upload = new Upload({ client, params, queueSize: 1, partSize: 5 * 1024 * 1024 });
  const stop = () => void upload.abort();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await upload.done();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function abortParts(client: S3Client, bucket: string, before: Date): Promise<number> {
  const { Uploads = [] } = await client
    .send(new ListMultipartUploadsCommand({ Bucket: bucket }))
    .catch((error: unknown) => {
      // Not every service tells; those remove old parts by a rule of the bucket.
      if (error instanceof Error && error.name === 'NotImplemented') return { Uploads: [] };
      throw error;
    });
  const old = Uploads.filter(({ Initiated }) => Initiated && Initiated < before);
  for (const { Key, UploadId } of old)
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
  return old.length;
}

function toStoreError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BlobStoreError) return error;
  if (['NoSuchKey', 'NotFound'].includes(error.name))
    return new BlobStoreError('not_found', 'No such object.', { cause: error });
  const isNetwork = 'code' in error && /^E[A-Z]+$/.test(String(error.code));
  const isTheirs = '$metadata' in error || isNetwork || ['AbortError', 'TimeoutError'].includes(error.name);
  if (!isTheirs) return error;
  return new BlobStoreError('unavailable', `S3 answered ${error.name}.`, { cause: error });
}

async function translate<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toStoreError(error);
  }
}
