export { serveContent } from './download-route.ts';
export { takeUpload } from './upload-route.ts';
