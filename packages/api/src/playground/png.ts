import { crc32, deflateSync } from 'node:zlib';

/** Eight bits of red, green and blue per pixel, row by row from the top. */
export type Raster = { width: number; height: number; rgb: Uint8Array };

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG file: truecolour, no interlace, each row stored as differences to the row above, which deflate packs well. */
export function encodePng({ width, height, rgb }: Raster): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);

  const stride = width * 3;
  const filtered = Buffer.alloc((stride + 1) * height);
  const filterUp = 2;
  for (let y = 0; y < height; y += 1) {
    const row = y * (stride + 1);
    filtered[row] = filterUp;
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      filtered[row + 1 + x] = ((rgb[at] ?? 0) - (rgb[at - stride] ?? 0)) & 0xff;
    }
  }
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filtered, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
