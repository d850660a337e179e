import { subscribe } from 'node:diagnostics_channel'
import { parentPort, workerData } from 'node:worker_threads'
import { createActionHost } from './action-host.ts'
import type { LoadedAction, WorkerMessage, WorkerOrder } from './messages.ts'
import { trackRuns } from './run-scope.ts'
import { installConsole, installDate, installFetch, removeModuleGlobals } from './worker-globals.ts'

// The whole of one worker thread: it loads one deployed Action and runs its handlers, many times.
removeModuleGlobals()
const setClockOffset = installDate()
const runs = trackRuns()
installConsole(runs)
const callsUnderWay = installFetch(runs)
const host = createActionHost(workerData as LoadedAction, {
  runs,
  now: () => Date.now(),
  names: {},
  modules: {},
})

subscribe('undici:client:connected', (message) => {
  const { socket } = message as { socket?: { localPort?: number } }
  if (socket?.localPort !== undefined) post({ type: 'port', port: socket.localPort })
})

parentPort?.on('message', (order: WorkerOrder) => {
  if (order.type === 'forget') {
    host.forget()
    post({ type: 'forgotten', clean: callsUnderWay() === 0 })
    return
  }
  setClockOffset(order.run.clockOffset)
  void host.answer(order.run).then((given) => post({ type: 'answer', answer: given }))
})

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}
