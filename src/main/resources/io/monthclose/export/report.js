(() => {
  'use strict';
  const figures = JSON.parse(document.getElementById('figures').textContent);
  const root = document.documentElement;
  const colour = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

  // Bars are drawn from numbers; every text shows the exact figure as it was handed over.
  const grouped = text => {
    const [whole, fraction] = text.split('.');
    return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : '.' + fraction);
  };
  const bars = (label, shade, texts) => ({
    label, texts: texts.map(grouped), data: texts.map(Number), backgroundColor: colour(shade),
    borderColor: colour('card'), borderWidth: { right: 1 }, borderSkipped: false, borderRadius: 2, maxBarThickness: 20,
  });

  const textAtEnd = {
    id: 'textAtEnd',
    afterDatasetsDraw(chart) {
      if (chart.data.datasets.length !== 1) return;
      const { ctx } = chart;
      ctx.save();
      ctx.font = `500 ${Chart.defaults.font.size}px ${Chart.defaults.font.family}`;
      ctx.fillStyle = colour('ink');
      ctx.textBaseline = 'middle';
      chart.getDatasetMeta(0).data.forEach((bar, row) => {
        ctx.fillText(chart.data.datasets[0].texts[row], bar.x + 6, bar.y);
      });
      ctx.restore();
    },
  };

  const settings = (datasets, stacked, xAxis) => ({
    animation: false, responsive: true, maintainAspectRatio: false, indexAxis: 'y',
    devicePixelRatio: Math.max(2, window.devicePixelRatio),
    layout: { padding: { right: stacked ? 8 : 8 + 7 * Math.max(...datasets[0].texts.map(text => text.length)) } },
    interaction: { mode: 'nearest', axis: 'y', intersect: false },
    scales: {
      x: { stacked, border: { display: false }, grid: { color: colour('rule') }, ticks: { maxTicksLimit: 5, ...xAxis.ticks }, ...xAxis.scale },
      y: { stacked, border: { color: colour('soft') }, grid: { display: false }, ticks: { color: colour('ink'), autoSkip: false } },
    },
    plugins: {
      legend: { display: stacked, position: 'bottom', align: 'start', labels: { boxWidth: 10, boxHeight: 10, padding: 14 } },
      tooltip: { callbacks: { label: item => `${item.dataset.label}: ${item.dataset.texts[item.dataIndex]}` } },
    },
  });
  const plain = { ticks: { callback: value => compact.format(value) }, scale: { beginAtZero: true } };
  const percent = { ticks: { callback: value => value + ' %' }, scale: { min: 0, max: 100 } };

  const name = api => api.name === api.code ? api.code : [api.name, api.code];

  const revenue = () => {
    const datasets = [bars('Amount', 'billable', figures.apis.map(api => api.amount))];
    return { labels: figures.apis.map(name), datasets, options: settings(datasets, false, plain) };
  };
  const sources = () => {
    const datasets = [['Free pools', 'free'], ['Prepaid packs', 'prepaid'], ['Post-paid', 'billable'], ['Free beta', 'beta']]
      .map(([label, source]) => bars(label, source, figures.apis.map(api => api[source])));
    return { labels: figures.apis.map(name), datasets, options: settings(datasets, true, plain) };
  };
  const tiers = () => {
    const key = tier => tier.code + ' ' + tier.priceVersion;
    const rows = [...new Map(figures.tiers.map(tier => [key(tier), tier])).values()];
    const several = row => rows.filter(other => other.code === row.code).length > 1;
    const starts = [...new Set(figures.tiers.map(tier => tier.from))].sort((a, b) => a - b);
    const datasets = starts.map((from, index) => {
      const texts = rows.map(row => figures.tiers.find(tier => key(tier) === key(row) && tier.from === from)?.billable ?? '0');
      const shade = starts.length === 1 ? 4 : 1 + Math.round(index * 4 / (starts.length - 1));
      return bars('from ' + grouped(String(from)), 'tier-' + shade, texts);
    });
    rows.forEach((row, index) => {
      const total = datasets.reduce((sum, set) => sum + set.data[index], 0);
      datasets.forEach(set => { set.data[index] = total === 0 ? 0 : 100 * set.data[index] / total; });
    });
    const labels = rows.map(row => several(row) ? [row.name, row.code + ' ' + row.priceVersion] : name(row));
    return { labels, datasets, options: settings(datasets, true, percent) };
  };
  const money = () => {
    const datasets = [bars('Amount', 'billable', figures.movements.map(movement => movement.amount))];
    datasets[0].backgroundColor = ['free', 'tier-2', 'billable', 'tier-1', 'prepaid'].map(colour);
    return { labels: figures.movements.map(movement => movement.label), datasets, options: settings(datasets, false, plain) };
  };

  const onPaper = () => root.classList.contains('printing');
  const plot = (id, content, rowHeight) => {
    const canvas = document.getElementById(id);
    if (canvas === null) return [];
    const { labels, datasets, options } = content();
    canvas.parentElement.style.height = labels.length * rowHeight * (onPaper() ? 0.7 : 1) + (datasets.length > 1 ? 72 : 36) + 'px';
    return [new Chart(canvas, { type: 'bar', data: { labels, datasets }, options, plugins: [textAtEnd] })];
  };

  let plots = [];
  const draw = () => {
    plots.forEach(chart => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = onPaper() ? 10 : 12;
    Chart.defaults.color = colour('soft');
    plots = [
      ...plot('chart-revenue', revenue, 40), ...plot('chart-sources', sources, 40),
      ...plot('chart-tiers', tiers, 40), ...plot('chart-money', money, 36),
    ];
  };

  document.querySelectorAll('.charts').forEach(box => { box.hidden = false; });
  draw();
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  window.addEventListener('beforeprint', () => { root.classList.add('printing'); draw(); });
  window.addEventListener('afterprint', () => { root.classList.remove('printing'); draw(); });
})();
