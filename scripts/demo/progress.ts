/** Tells a person what is going on, so that a long step is never a silent one. */
export type Progress = {
  /** Says what starts now; the step before it is then over. */
  step(text: string): void
  /** Ends the last step. */
  done(text: string): void
}

/** Writes each step to the stream, and every few seconds how long it has been running. */
export function consoleProgress(stream: NodeJS.WritableStream, everySeconds = 5): Progress {
  let timer: NodeJS.Timeout | undefined
  const end = () => clearInterval(timer)
  return {
    step(text) {
      end()
      stream.write(`… ${text}\n`)
      let seconds = 0
      timer = setInterval(() => {
        seconds += everySeconds
        stream.write(`  … ${seconds} s\n`)
      }, everySeconds * 1000)
      timer.unref()
    },
    done(text) {
      end()
      stream.write(`✓ ${text}\n`)
    },
  }
}

export const noProgress: Progress = { step: () => undefined, done: () => undefined }
