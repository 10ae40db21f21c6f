// What the page asks of lightweight-charts and nothing else. The library is fetched when the first chart appears; until
// then a view only remembers what it was told.

let library;
const load = () => (library ??= import('/vendor/lightweight-charts.mjs'));

const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

// Any CSS colour as rgba(): the library reads neither oklch() nor variables.
function rgba(color, alpha = 1) {
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = '#888';
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
  return `rgba(${r}, ${g}, ${b}, ${((a / 255) * alpha).toFixed(3)})`;
}

// Points that are drawn in one go: about 20 ms of work.
const AT_ONCE = 4000;

const CLEAR = 'rgba(0, 0, 0, 0)';

export class ChartView {
  constructor(container, onCross, onPick) {
    Object.assign(this, { container, onCross, onPick, columns: [], series: [], markers: [], cursor: NaN });
    Object.assign(this, { layout: '', pending: new Set(), turn: 0, hovering: false, colors: new Map() });
    this.watch = new MutationObserver(() => this.setTheme());
    this.watch.observe(document.documentElement, { attributes: true });
    this.media = matchMedia('(prefers-color-scheme: dark)');
    this.onMedia = () => this.setTheme();
    this.media.addEventListener('change', this.onMedia);
    load().then((lib) => {
      this.lib = lib;
      this.build();
    });
  }

  // Panes, series and lines as JSON; the same text again changes nothing.
  setLayout(json) {
    if (json === this.layout) return;
    this.layout = json;
    this.columns = [];
    this.build();
  }

  setColumns(index, times, values) {
    this.columns[index] = { times, values };
    this.pending.add(index);
  }

  // After the columns of the series that changed: hands them to the library, many points one series at a time, so that the
  // page stays responsive; a newer call takes over what is left.
  commit() {
    const turn = ++this.turn;
    const waiting = [...this.pending].reduce((sum, index) => sum + (this.columns[index]?.times.length ?? 0), 0);
    const step = () => {
      if (turn !== this.turn || !this.chart) return;
      for (const index of this.pending) {
        this.pending.delete(index);
        this.series[index]?.api.setData(this.points(index));
        if (waiting >= AT_ONCE && this.pending.size > 0) return void setTimeout(step);
      }
      this.settle();
    };
    step();
  }

  // Shows everything when the period is another one, else keeps the zoom.
  settle() {
    let from = Infinity;
    let to = -Infinity;
    for (const { times } of this.columns.filter(Boolean)) {
      if (times.length === 0) continue;
      from = Math.min(from, times[0]);
      to = Math.max(to, times[times.length - 1]);
    }
    this.extent = from <= to ? [from, to] : null;
    const period = `${from} ${to}`;
    if (period !== this.period) this.chart.timeScale().fitContent();
    const isNew = this.period === null;
    this.period = period;
    this.drawMarkers();
    this.setCrosshair(this.cursor);
    if (this.range) this.setRange(...this.range);
    // The library's logo is a link; the chart is hidden from those who walk by Tab, and so must the link be.
    if (isNew) requestAnimationFrame(() => this.container.querySelectorAll('a').forEach((link) => (link.tabIndex = -1)));
  }

  setMarkers(json) {
    this.markers = JSON.parse(json);
    this.drawMarkers();
  }

  // A colour of the theme as the library reads it. Asking the browser makes it compute the style of what has changed in the
  // page: each colour is asked for once per theme.
  ink(token, alpha = 1) {
    const key = `${token} ${alpha}`;
    let ink = this.colors.get(key);
    if (ink === undefined) this.colors.set(key, (ink = rgba(this.color(token), alpha)));
    return ink;
  }

  setTheme() {
    const root = getComputedStyle(document.documentElement);
    this.color = (token) => {
      const value = root.getPropertyValue(`--${token}`) || root.getPropertyValue(`--color-${token}`);
      return value.trim() || '#888';
    };
    this.colors.clear();
    if (!this.chart) return;
    const text = this.ink('base-content', 0.8);
    const faint = this.ink('base-content', 0.12);
    this.chart.applyOptions({
      layout: {
        background: { type: 'solid', color: this.ink('base-100') },
        textColor: text,
        fontFamily: root.fontFamily || 'sans-serif',
        panes: { separatorColor: faint, separatorHoverColor: faint },
        attributionLogo: true,
      },
      grid: { vertLines: { color: faint }, horzLines: { color: faint } },
      rightPriceScale: { borderColor: faint },
      timeScale: { borderColor: faint },
    });
    for (const one of this.series) {
      one.api.applyOptions(this.style(one.spec));
      for (const { line, spec } of one.lines) line.applyOptions({ color: this.ink(spec.color) });
      one.drawn = null;
    }
    this.drawMarkers();
  }

  // Seconds; NaN hides it.
  setCrosshair(seconds) {
    this.cursor = seconds;
    const one = this.series.findIndex((s, i) => this.columns[i]?.times.length);
    if (!this.chart || one < 0) return;
    if (Number.isFinite(seconds)) {
      const { times, values } = this.columns[one];
      let [low, high] = [0, times.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (times[middle] <= seconds) low = middle;
        else high = middle - 1;
      }
      const value = Number.isFinite(values[low]) ? values[low] : 0;
      this.chart.setCrosshairPosition(value, times[low], this.series[one].api);
    } else this.chart.clearCrosshairPosition();
  }

  // Seconds. Moves at the edges of the data are clamped by the library.
  setRange(from, to) {
    this.range = [from, to];
    if (this.chart && this.extent) this.chart.timeScale().setVisibleRange({ from, to });
  }

  fit() {
    this.range = null;
    this.chart?.timeScale().fitContent();
  }

  // The chart as the bytes of a PNG.
  async screenshot() {
    await load();
    const canvas = this.chart.takeScreenshot(true);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    return new Uint8Array(await blob.arrayBuffer());
  }

  dispose() {
    this.watch.disconnect();
    this.media.removeEventListener('change', this.onMedia);
    this.chart?.remove();
    this.chart = null;
    this.gone = true;
  }

  build() {
    if (!this.lib || !this.layout || this.gone) return;
    this.chart?.remove();
    this.period = null;
    const layout = JSON.parse(this.layout);
    const zone = layout.utc ? 'UTC' : undefined;
    const format = (options) => {
      const f = new Intl.DateTimeFormat(layout.locale, { timeZone: zone, hourCycle: 'h23', ...options });
      return (seconds) => f.format(seconds * 1000);
    };
    const full = format({ dateStyle: 'medium', timeStyle: 'medium' });
    // By TickMarkType: year, month, day, time, time with seconds.
    const [day, clock] = [{ day: 'numeric', month: 'short' }, { hour: '2-digit', minute: '2-digit' }];
    const ticks = [{ year: 'numeric' }, { month: 'short' }, day, clock, { ...clock, second: '2-digit' }].map(format);
    this.chart = this.lib.createChart(this.container, {
      autoSize: true,
      localization: { locale: layout.locale, timeFormatter: full },
      crosshair: { mode: 0 },
      handleScroll: { mouseWheel: false, vertTouchDrag: false },
      timeScale: {
        timeVisible: true,
        secondsVisible: true,
        minBarSpacing: 0.001,
        enableConflation: true,
        tickMarkFormatter: (time, kind) => ticks[kind](time),
      },
    });
    this.series = layout.panes.flatMap((pane, index) =>
      pane.series.map((spec, nth) => this.add({ ...pane, ...spec }, index, nth ? [] : pane.lines, layout)),
    );
    layout.panes.forEach((pane, index) => this.chart.panes()[index]?.setStretchFactor(pane.weight));
    this.setTheme();
    this.columns.forEach((_, index) => this.pending.add(index));
    // Only what the pointer does is news: the library also tells what it was told, some of it a frame later.
    this.chart.subscribeCrosshairMove((p) => {
      if (!p.sourceEvent && (p.point || !this.hovering)) return;
      this.hovering = Boolean(p.sourceEvent);
      this.onCross(typeof p.time === 'number' ? p.time : NaN);
    });
    // A crosshair set from outside belongs to a time, not to a place on the screen.
    this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
      if (!this.hovering && Number.isFinite(this.cursor)) this.setCrosshair(this.cursor);
    });
    this.chart.subscribeClick((p) => {
      const id = p.hoveredInfo?.objectId ?? p.hoveredObjectId;
      if (typeof id === 'string') this.onPick(id);
    });
    this.commit();
  }

  add(spec, pane, lines, layout) {
    const kinds = { area: this.lib.AreaSeries, histogram: this.lib.HistogramSeries };
    const [minimumFractionDigits, maximumFractionDigits] = [spec.decimals, spec.decimals];
    const number = new Intl.NumberFormat(layout.locale, { minimumFractionDigits, maximumFractionDigits });
    // Markers need room beside the values; where there can be no value, the scale has room but no figures.
    const [least, most] = spec.bounds ?? [-Infinity, Infinity];
    const within = (v) => v > least - 1e-9 && v < most + 1e-9;
    const api = this.chart.addSeries(
      kinds[spec.kind] ?? this.lib.LineSeries,
      {
        priceLineVisible: false,
        lastValueVisible: true,
        title: spec.label,
        lineWidth: 2,
        lineType: spec.kind === 'step' ? 1 : 0,
        priceFormat: { type: 'custom', minMove: 10 ** -spec.decimals, formatter: (v) => (within(v) ? number.format(v) : '') },
      },
      pane,
    );
    if (spec.bounds) api.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.08 } });
    const made = lines.map((line) => ({
      spec: line,
      line: api.createPriceLine({ price: line.value, title: line.label, lineWidth: 1, lineStyle: 2, axisLabelVisible: true }),
    }));
    return { api, spec, lines: made, marks: this.lib.createSeriesMarkers(api, []) };
  }

  style(spec) {
    const color = this.ink(spec.color);
    if (spec.kind !== 'area') return { color };
    const [topColor, bottomColor] = [this.ink(spec.color, 0.3), this.ink(spec.color, 0.03)];
    return { lineColor: color, topColor, bottomColor };
  }

  // Gaps: the library draws across missing points, so they carry a value in no colour: the last one, or of a step the next
  // one, so that no riser ends the gap. A gap at the end carries nothing: the label at the scale would take its colour.
  points(index) {
    const { times, values } = this.columns[index];
    const { kind } = this.series[index].spec;
    const hidden = kind === 'area' ? { lineColor: CLEAR, topColor: CLEAR, bottomColor: CLEAR } : { color: CLEAR };
    const points = new Array(times.length);
    const back = kind === 'step';
    let carried = NaN;
    for (let n = 0; n < times.length; n++) {
      const i = back ? times.length - 1 - n : n;
      const [time, value] = [times[i], values[i]];
      if (Number.isFinite(value)) points[i] = { time, value: (carried = value) };
      else if (kind === 'histogram' || Number.isNaN(carried)) points[i] = { time };
      else points[i] = { time, value: carried, ...hidden };
    }
    for (let i = times.length - 1; i >= 0 && !Number.isFinite(values[i]); i--) points[i] = { time: times[i] };
    return points;
  }

  drawMarkers() {
    if (!this.chart) return;
    this.series.forEach((one, index) => {
      const own = this.markers.filter((m) => m.series === index);
      const drawn = JSON.stringify(own);
      if (drawn === one.drawn) return;
      one.drawn = drawn;
      one.marks.setMarkers(
        own.map(({ time, id, text, entry, color }) => ({
          ...{ time, id, text, color: this.ink(color) },
          position: entry ? 'belowBar' : 'aboveBar',
          shape: entry ? 'arrowUp' : 'arrowDown',
        })),
      );
    });
  }
}
