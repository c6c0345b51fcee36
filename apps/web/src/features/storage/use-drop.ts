import { useEffect, useEffectEvent, useState } from 'react';

/** Files that are dropped anywhere on the page, or pasted. True while some are held over it. */
export function useDrop(onFiles: (files: File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent((files: FileList | undefined) => {
    if (files && files.length > 0) onFiles([...files]);
  });

  useEffect(() => {
    const leaving = new AbortController();
    const options = { signal: leaving.signal };
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    addEventListener('dragenter', over, options);
    addEventListener('dragover', over, options);
    addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setIsOver(false);
      },
      options,
    );
    addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer?.files);
      },
      options,
    );
    addEventListener('paste', (event) => take(event.clipboardData?.files), options);
    return () => leaving.abort();
  }, []);
  return isOver;
}
