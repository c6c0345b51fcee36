import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { indexAt, type Plot } from './bars.ts';

/** From the first to the last bar, both included. */
export type BarRange = [first: number, last: number];

const ordered = (a: number, b: number): BarRange => (a < b ? [a, b] : [b, a]);

/**
 * Which bar is looked at, and which are being chosen: by pointing and dragging, or with the arrow keys, Shift to choose
 * and Enter to take what is chosen.
 */
export function usePlotPointer(plot: Plot, onChoose: ((range: BarRange) => void) | undefined) {
  const [active, setActive] = useState<number | null>(null);
  const [chosen, setChosen] = useState<BarRange | null>(null);
  const anchor = useRef<number | null>(null);
  const at = (event: PointerEvent<HTMLElement>) =>
    indexAt(plot, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const finish = () => {
    anchor.current = null;
    setChosen(null);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const index = at(event);
    setActive(index);
    if (anchor.current !== null && onChoose && index !== anchor.current)
      setChosen(ordered(anchor.current, index));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    setActive(at(event));
    if (event.button !== 0 || !onChoose) return;
    anchor.current = at(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerUp = () => {
    if (chosen) onChoose?.(chosen);
    finish();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = active ?? plot.count - 1;
    const next = nextIndex(event.key, from, plot.count);
    if (next !== null) {
      event.preventDefault();
      setActive(next);
      if (!event.shiftKey || !onChoose) return finish();
      anchor.current ??= from;
      return setChosen(ordered(anchor.current, next));
    }
    if (event.key === 'Escape' && chosen) return finish();
    if (event.key !== 'Enter' || !chosen) return;
    event.preventDefault();
    onChoose?.(chosen);
    finish();
  };
  return {
    active: active === null ? null : Math.min(active, plot.count - 1),
    chosen,
    handlers: {
      onPointerMove,
      onPointerDown,
      onPointerUp,
      onPointerCancel: finish,
      onPointerLeave: () => anchor.current === null && setActive(null),
      onFocus: () => setActive((index) => index ?? plot.count - 1),
      onBlur: () => {
        setActive(null);
        finish();
      },
      onKeyDown,
    },
  };
}

function nextIndex(key: string, from: number, count: number): number | null {
  const last = count - 1;
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(last, from + 1);
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(0, from - 1);
  if (key === 'PageUp') return Math.min(last, from + 7);
  if (key === 'PageDown') return Math.max(0, from - 7);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
}
