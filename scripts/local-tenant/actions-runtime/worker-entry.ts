import { subscribe } from 'node:diagnostics_channel'
import { parentPort, workerData } from 'node:worker_threads'
import { createActionHost, type ActionHost } from './action-host.ts'
import type { Forgotten, LoadedAction, WorkerMessage, WorkerOrder } from './messages.ts'
import { trackRuns } from './run-scope.ts'
import { installConsole, installDate, installFetch, removeModuleGlobals } from './worker-globals.ts'

// The whole of one worker thread: it loads a deployed Action and runs its handlers, many times.
removeModuleGlobals()
const setClockOffset = installDate()
const runs = trackRuns()
installConsole(runs)
const callsUnderWay = installFetch(runs)
const globalsAtFirst = String(Object.getOwnPropertyNames(globalThis))
let action = workerData as LoadedAction
let host = hostOf(action)

subscribe('undici:client:connected', (message) => {
  const { socket } = message as { socket?: { localPort?: number } }
  if (socket?.localPort !== undefined) post({ type: 'port', port: socket.localPort })
})

parentPort?.on('message', (order: WorkerOrder) => {
  if (order.type === 'forget') {
    host.forget()
    post({ type: 'forgotten', now: stateOfThread() })
    return
  }
  if (order.type === 'load') {
    action = order.action
    host = hostOf(action)
    return
  }
  setClockOffset(order.run.clockOffset)
  void host.answer(order.run).then((given) => post({ type: 'answer', answer: given }))
})

function hostOf(loaded: LoadedAction): ActionHost {
  return createActionHost(loaded, { runs, now: () => Date.now(), names: {}, modules: {} })
}

// A package that was loaded keeps its variables, and so does the global object.
function stateOfThread(): Forgotten {
  if (callsUnderWay() > 0) return 'used'
  const isBlank =
    action.dependencies.length === 0 && String(Object.getOwnPropertyNames(globalThis)) === globalsAtFirst
  return isBlank ? 'blank' : 'clean'
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}
