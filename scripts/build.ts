import { PrepareError, preparePrismaClient, prepareSite } from './prepare.ts';

try {
  await preparePrismaClient();
  await prepareSite();
  console.log('Everything is built.');
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
