import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { paintNote } from './demo-picture.ts';
import { encodePng, type Raster } from './png.ts';

/** An independent reader: walks the chunks, checks their sums, inflates, undoes the row filter. */
function decodePng(file: Uint8Array): Raster & { chunks: string[] } {
  const bytes = Buffer.from(file);
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const chunks: string[] = [];
  const parts: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const typed = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(typed));
    const type = typed.subarray(0, 4).toString('latin1');
    const data = typed.subarray(4);
    chunks.push(type);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      expect([...data.subarray(8)]).toEqual([8, 2, 0, 0, 0]);
    }
    if (type === 'IDAT') parts.push(data);
    at += 12 + length;
  }
  const rows = inflateSync(Buffer.concat(parts));
  const stride = width * 3;
  expect(rows.length).toBe((stride + 1) * height);
  const rgb = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    expect(rows[y * (stride + 1)]).toBe(2);
    for (let x = 0; x < stride; x += 1) {
      const above = y > 0 ? (rgb[(y - 1) * stride + x] ?? 0) : 0;
      rgb[y * stride + x] = ((rows[y * (stride + 1) + 1 + x] ?? 0) + above) & 0xff;
    }
  }
  return { width, height, rgb, chunks };
}

test('a painted note survives the way through a PNG file', () => {
  const note = paintNote('a lighthouse at dusk');
  const { chunks, ...decoded } = decodePng(encodePng(note));
  expect(chunks).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect({ width: decoded.width, height: decoded.height }).toEqual({ width: 640, height: 400 });
  expect(Buffer.from(decoded.rgb).equals(Buffer.from(note.rgb))).toBe(true);
});

test('the same prompt gives the same pixels, another prompt others', () => {
  const [first, again, other] = ['tea', 'tea', 'coffee'].map((prompt) => Buffer.from(paintNote(prompt).rgb));
  expect(again?.equals(first ?? Buffer.alloc(0))).toBe(true);
  expect(other?.equals(first ?? Buffer.alloc(0))).toBe(false);
});

test.each(['', '\u{1F980}', 'x'.repeat(2000)])('every prompt gives a picture with ink on it', (prompt) => {
  const { rgb } = paintNote(prompt);
  const inked = rgb.filter((value) => value < 200).length;
  expect(inked).toBeGreaterThan(rgb.length * 0.05);
});
