/* global document, fetch, setInterval */
// Shows new messages without a reload, and touches the page only when something arrived.
const messages = document.getElementById('messages')
let shown = ''

async function refresh() {
  try {
    const answer = await fetch('/inbox/messages')
    const html = await answer.text()
    if (answer.ok && html !== shown) messages.innerHTML = shown = html
  } catch {
    // The demo has stopped or is restarting; the next round tells.
  }
}

setInterval(refresh, 2000)
