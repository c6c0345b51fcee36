import type { Readable } from 'node:stream';
import { DomainError, receiveUpload, type ServiceContext } from '@scrip/api/server';
import busboy from 'busboy';
import type { Request, RequestHandler, Response } from 'express';
import { contextOf } from './context.ts';
import type { AppDeps } from './deps.ts';

export function uploadRoute(deps: AppDeps): RequestHandler {
  return async (req, res) => {
    const uploaded = await takeUpload(contextOf(deps, res), req, res);
    res.status(201).json(uploaded);
  };
}

/**
 * Takes one file: as the body, named by `?name=`, or as the one file of a form. Bytes go on to the store as they come;
 * no more of them is in memory than the next few.
 */
export async function takeUpload(ctx: ServiceContext, req: Request, res: Response) {
  const leaving = new AbortController();
  res.once('close', () => leaving.abort());
  const file = req.is('multipart/form-data') ? await fileOfForm(req) : fileOfBody(req);
  try {
    return await receiveUpload(ctx, { ...file, signal: leaving.signal });
  } finally {
    // What was refused midway is still on its way; the answer can only be read after it.
    req.unpipe();
    req.resume();
  }
}

type UploadedPart = {
  name: string;
  sizeBytes: number | null;
  atMostBytes?: number;
  bytes: AsyncIterable<Uint8Array>;
};

function fileOfBody(req: Request): UploadedPart {
  const { name } = req.query;
  return {
    name: typeof name === 'string' ? name : '',
    sizeBytes: lengthOf(req),
    // Leaving the loop early must not close the connection before the answer is sent.
    bytes: req.iterator({ destroyOnReturn: false }),
  };
}

function lengthOf(req: Request): number | null {
  const length = req.get('content-length');
  return length && /^\d{1,15}$/.test(length) && Number(length) > 0 ? Number(length) : null;
}

/** The first file of the form, as soon as it begins; what else the form has is left out. */
function fileOfForm(req: Request): Promise<UploadedPart> {
  const form = openForm(req);
  const atMostBytes = lengthOf(req);
  return new Promise((resolve, reject) => {
    form.once('file', (_field: string, bytes: Readable, { filename }: { filename?: string }) => {
      // A sender who breaks off shows in the loop over the bytes.
      bytes.on('error', () => undefined);
      const part = {
        name: filename ?? '',
        sizeBytes: null,
        bytes: bytes.iterator({ destroyOnReturn: false }),
      };
      resolve(atMostBytes === null ? part : { ...part, atMostBytes });
    });
    form.once('close', () => reject(malformed('The form has no file.')));
    form.on('error', (cause) => reject(malformed('The form cannot be understood.', cause)));
    req.once('close', () => {
      if (!req.complete) form.destroy(new Error('The sender went away.'));
    });
    req.pipe(form);
  });
}

function openForm(req: Request): busboy.Busboy {
  const limits = { files: 1, fields: 5, fieldSize: 1024, parts: 6, headerPairs: 20 };
  try {
    return busboy({ headers: req.headers, limits, defParamCharset: 'utf8' });
  } catch (cause) {
    throw malformed('The form cannot be understood.', cause);
  }
}

function malformed(message: string, cause?: unknown): DomainError {
  return new DomainError('INVALID_INPUT', message, { issues: [{ path: 'file', message }] }, { cause });
}
