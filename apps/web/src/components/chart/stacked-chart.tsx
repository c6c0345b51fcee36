import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useId } from 'react';
import { formatCompact } from '../../format/numbers.ts';
import { markPath, type Plot, seriesPaths, stepOf, yOf } from './bars.ts';
import { PatternDefs, patternOf } from './patterns.tsx';
import { colourOfSlot, type Series } from './series.ts';
import { extentOf } from './stack.ts';
import classes from './stacked-chart.module.css';
import { labelStride, niceTicks } from './ticks.ts';
import { type BarRange, usePlotPointer } from './use-plot-pointer.ts';

const AXIS_PX = 46;
const LABEL_PX = 64;

type StackedChartProps = {
  /** What is drawn, for screen readers; a table with the same numbers should be named in it. */
  label: string;
  series: readonly Series[];
  /** For each bar the value of each series. */
  bars: readonly (readonly number[])[];
  /** Under the axis. */
  labels: readonly string[];
  /** Each bar in words, as screen readers say it. */
  describe: (index: number) => string;
  /** Each bar in numbers, beside the pointer. */
  tip: (index: number) => ReactNode;
  /** A line across each bar, such as what it was before. */
  marks?: readonly number[];
  heightPx?: number;
  /** Lets bars be chosen by dragging or with Shift and the arrow keys. */
  onChoose?: (range: BarRange) => void;
};

/** Stacked bars. One tab stop: the arrow keys go from bar to bar, and each is read out. */
export function StackedChart({ heightPx = 260, ...props }: StackedChartProps) {
  const { ref, width } = useElementSize();
  return (
    <figure className={classes.figure} style={{ height: heightPx + 24 }} ref={ref} aria-label={props.label}>
      {width > 0 && <Drawing {...props} heightPx={heightPx} widthPx={width - AXIS_PX} />}
    </figure>
  );
}

type DrawingProps = StackedChartProps & { heightPx: number; widthPx: number };

function Drawing({ series, bars, labels, marks = [], heightPx, widthPx, ...words }: DrawingProps) {
  const { label, describe, tip, onChoose } = words;
  const ticks = niceTicks(extentOf(bars, marks), 5);
  const min = ticks[0] ?? 0;
  const max = ticks.at(-1) ?? 1;
  const plot: Plot = { widthPx, heightPx: heightPx - 8, min, max, count: bars.length };
  const { active, chosen, handlers } = usePlotPointer(plot, onChoose);
  const step = stepOf(plot);
  const shown = active ?? bars.length - 1;
  return (
    <>
      <svg className={classes.drawing} width={widthPx + AXIS_PX} height={heightPx + 24} aria-hidden="true">
        <g transform={`translate(${AXIS_PX} 8)`}>
          <Ticks plot={plot} ticks={ticks} />
          {chosen && (
            <rect
              className={classes.chosen}
              x={chosen[0] * step}
              width={(chosen[1] - chosen[0] + 1) * step}
              height={plot.heightPx}
            />
          )}
          {active !== null && (
            <rect className={classes.active} x={active * step} width={step} height={plot.heightPx} />
          )}
          <Bars plot={plot} series={series} bars={bars} />
          <path className={classes.marks} d={markPath(plot, marks)} />
          <line className={classes.zero} x2={widthPx} y1={yOf(plot, 0)} y2={yOf(plot, 0)} />
          <Labels plot={plot} labels={labels} />
        </g>
      </svg>
      <div
        className={classes.plot}
        style={{ left: AXIS_PX, top: 8, width: widthPx, height: plot.heightPx }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={shown + 1}
        aria-valuetext={describe(shown)}
        data-can-choose={onChoose !== undefined}
        {...handlers}
      />
      {active !== null && (
        <div
          className={classes.tip}
          style={
            (active + 0.5) * step > widthPx / 2
              ? { right: widthPx - active * step + 8 }
              : { left: AXIS_PX + (active + 1) * step + 8 }
          }
          aria-hidden="true"
        >
          {tip(active)}
        </div>
      )}
    </>
  );
}

function Bars({ plot, series, bars }: { plot: Plot } & Pick<StackedChartProps, 'series' | 'bars'>) {
  const scope = useId();
  return (
    <>
      <PatternDefs scope={scope} slots={series.map(({ slot }) => slot)} />
      {seriesPaths(plot, bars, series.length).map((path, index) => {
        const { key = '', slot = null } = series[index] ?? {};
        const pattern = patternOf(scope, slot);
        return (
          <g key={key}>
            <path className={classes.bars} d={path} fill={colourOfSlot(slot)} data-series={key} />
            {pattern && <path d={path} fill={pattern} />}
          </g>
        );
      })}
    </>
  );
}

function Ticks({ plot, ticks }: { plot: Plot; ticks: number[] }) {
  return ticks.map((tick) => (
    <g key={tick} transform={`translate(0 ${yOf(plot, tick)})`}>
      <line className={classes.grid} x2={plot.widthPx} />
      <text className={classes.text} x={-10} dy="0.32em" textAnchor="end">
        {formatCompact(tick)}
      </text>
    </g>
  ));
}

function Labels({ plot, labels }: { plot: Plot; labels: readonly string[] }) {
  const step = stepOf(plot);
  const stride = labelStride(labels.length, step, LABEL_PX);
  return labels.map((text, index) => {
    const x = (index + 0.5) * step;
    if (index % stride !== 0 || x + LABEL_PX / 2 > plot.widthPx + 16) return null;
    return (
      // Bars have no other name than their place.
      <text
        key={index}
        className={classes.text}
        x={x}
        y={plot.heightPx + 18}
        textAnchor={x < 24 ? 'start' : 'middle'}
        dx={x < 24 ? -x : 0}
      >
        {text}
      </text>
    );
  });
}
