/**
 * Ends this process with its `exitCode`, once what it has said is taken. The official client leaves the timer of a call
 * that never was answered (`timeoutInSeconds`), for which Node would wait: half a minute after the last word.
 */
export function endProcess(): void {
  const { stdout, stderr } = process
  stdout.write('', () => stderr.write('', () => process.exit()))
}
