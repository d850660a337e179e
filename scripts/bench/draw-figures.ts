import { init } from 'echarts'
import type { EChartsOption } from 'echarts'

import type { Curves } from './report.ts'

const SIZE = { width: 960, height: 400 }

/** The drawing of docs/figures.md: growth by accounts to the left, links by plan to the right. */
export function drawFigures({ growth = [], plans = [] }: Curves): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  try {
    chart.setOption(optionsOf(growth, plans))
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

function optionsOf(
  growth: NonNullable<Curves['growth']>,
  plans: NonNullable<Curves['plans']>,
): EChartsOption {
  const line = (name: string, what: 'login' | 'link' | 'page', more = {}) => ({
    ...{ name, type: 'line' as const, xAxisIndex: 0, yAxisIndex: 0, symbolSize: 7 },
    data: growth.map((point) => point[what].toFixed(3)),
    ...more,
  })
  const bar = (name: string, what: 'allowed' | 'measured') => ({
    ...{ name, type: 'bar' as const, xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: 34, barGap: '15%' },
    label: { show: true, position: 'top' as const, formatter: '{c}', fontSize: 11 },
    data: plans.map((plan) => plan[what].toFixed(2)),
  })
  return {
    animation: false,
    backgroundColor: '#ffffff',
    // Told apart by people who see few colours, too (Okabe and Ito).
    color: ['#0072b2', '#d55e00', '#999999', '#56b4e9', '#009e73'],
    title: [
      { text: 'Times the time with one account', left: 60, top: 8, textStyle: { fontSize: 15 } },
      { text: 'Links per second by plan', left: 540, top: 8, textStyle: { fontSize: 15 } },
    ],
    legend: [
      // Wide apart: without a browser, the width of words is only estimated.
      { left: 56, top: 34, itemGap: 36, data: [LOGIN, LINK, PAGES] },
      { left: 536, top: 34, itemGap: 44, data: [ALLOWED, MEASURED] },
    ],
    grid: [
      { left: 60, top: 80, width: 390, height: 250 },
      { left: 540, top: 80, width: 390, height: 250 },
    ],
    xAxis: [
      {
        ...{
          gridIndex: 0,
          type: 'category',
          name: 'accounts in the tenant',
          nameLocation: 'middle',
          nameGap: 30,
        },
        data: growth.map(({ accounts }) => accounts.toLocaleString('en')),
      },
      { gridIndex: 1, type: 'category', data: plans.map(({ plan }) => plan) },
    ],
    yAxis: [
      { gridIndex: 0, type: 'value', min: 0 },
      { gridIndex: 1, type: 'value', min: 0 },
    ],
    series: [
      line(LOGIN, 'login'),
      line(LINK, 'link', { symbol: 'rect' }),
      line(PAGES, 'page', { symbol: 'triangle', lineStyle: { type: 'dashed' } }),
      bar(ALLOWED, 'allowed'),
      bar(MEASURED, 'measured'),
    ],
  }
}

const LOGIN = 'login, our Actions'
const LINK = 'link'
const PAGES = "the local tenant's pages"
const ALLOWED = 'allowed by Auth0'
const MEASURED = 'measured'
