import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { formatNumber } from '../format/numbers.ts';

const DURATION_MS = 300;

/** A whole number that counts to its new value. Screen readers get the final value only. */
export function AnimatedNumber({ value }: { value: number }) {
  const isStill = useReducedMotion();
  const [shown, setShown] = useState(value);
  const shownRef = useRef(value);

  useEffect(() => {
    const from = shownRef.current;
    if (from === value) return;
    const startedAt = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const progress = isStill ? 1 : Math.min(Math.max(now - startedAt, 0) / DURATION_MS, 1);
      const eased = 1 - (1 - progress) ** 3;
      shownRef.current = Math.round(from + (value - from) * eased);
      setShown(shownRef.current);
      if (progress < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value, isStill]);

  return (
    <>
      <span aria-hidden="true" className="tabular">
        {formatNumber(shown)}
      </span>
      <span className="visually-hidden">{formatNumber(value)}</span>
    </>
  );
}
