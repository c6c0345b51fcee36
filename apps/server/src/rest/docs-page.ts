import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, Router } from 'express';
import { describeApi } from './openapi.ts';

const viewer = fileURLToPath(new URL('.', import.meta.resolve('swagger-ui-dist/package.json')));

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Scrip over HTTP</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

// A key that is typed into the page is forgotten with it.
const start = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: true });
`;

/** The document of /v1; it is the same for everybody, so it needs no key. */
export function sendDocument(req: Request, res: Response): void {
  res.set('Access-Control-Allow-Origin', '*');
  res.json(describeApi(`${req.protocol}://${req.get('host')}/v1`));
}

/** A page to read the document on and to try calls from, without anything from other hosts. */
export function docsPage(): Router {
  const router = Router();
  router.get('/', (_req, res) => void res.type('html').send(page));
  router.get('/start.js', (_req, res) => void res.type('js').send(start));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.use(`/${file}`, express.static(`${viewer}${file}`, { maxAge: '1h' }));
  }
  return router;
}
