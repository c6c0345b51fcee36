import { deflateSync } from 'node:zlib';
import type { Page } from '@playwright/test';

type Picked = { name: string; mimeType: string; buffer: Buffer };

/** Different bytes each time, since the same ones are recognised. */
export function textFile(name: string): Picked {
  return {
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(`${name}: ${crypto.randomUUID()}\nThe second line.\n`),
  };
}

/** A picture of one colour, made by hand so that no file has to lie in the repository. */
export function pictureFile(name: string, widthPx = 64): Picked {
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(widthPx * 3, 90)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(widthPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.concat(Array.from({ length: widthPx }, () => row));
  const note = Buffer.from(`Comment\0${crypto.randomUUID()}`);
  const buffer = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    ...[
      chunk('IHDR', header),
      chunk('tEXt', note),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ],
  ]);
  return { name, mimeType: 'image/png', buffer };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

export async function pickFiles(page: Page, files: Picked[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page
    .getByRole('banner')
    .or(page.getByRole('main'))
    .getByRole('button', { name: 'Upload files' })
    .first()
    .click();
  await (await choosing).setFiles(files);
}
