import { describe, expect, it } from 'vitest';
import { checkOptions } from './options.ts';

const GOOD = {
  directory: '/nowhere',
  origins: ['http://localhost:3000'],
  webhookUrl: 'http://127.0.0.1:3000/webhooks',
};

describe('local sign-in refuses to run', () => {
  it.each([
    [{ publishableKey: 'pk_test_x' }],
    [{ secretKey: 'sk_live_x' }],
    [{ publishableKey: '', secretKey: ' sk_test_x ' }],
  ])('beside real Clerk keys: %o', (realKeys) => {
    expect(() => checkOptions({ ...GOOD, realKeys })).toThrow('refuses to run beside real Clerk keys');
  });

  it.each([
    'http://0.0.0.0:3000',
    'https://scrip.example.com',
    'http://192.168.1.7:3000',
    'http://[::]:3000',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://[::ffff:10.0.0.1]:3000',
  ])('on the address %s', (origin) => {
    expect(() => checkOptions({ ...GOOD, origins: ['http://localhost:3000', origin] })).toThrow(
      'on this machine only',
    );
    expect(() => checkOptions({ ...GOOD, webhookUrl: `${origin}/webhooks` })).toThrow('on this machine only');
  });

  it('without an origin', () => {
    expect(() => checkOptions({ ...GOOD, origins: [] })).toThrow('at least one origin');
    expect(() => checkOptions({ ...GOOD, origins: ['localhost:3000'] })).toThrow('must be an http(s) URL');
  });
});

it('takes every name of this machine', () => {
  const origins = [
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'http://app.localhost',
  ];
  expect(checkOptions({ ...GOOD, origins }).origins).toEqual(origins);
  expect(() =>
    checkOptions({ ...GOOD, realKeys: { publishableKey: undefined, secretKey: '' } }),
  ).not.toThrow();
});
