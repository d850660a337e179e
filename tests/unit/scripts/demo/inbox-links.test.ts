import { appLinks } from '../../../../scripts/demo/app/inbox.ts'

test.each([
  ['a bare address', 'Not you? http://localhost:3000/not-me', ['http://localhost:3000/not-me']],
  ['the end of a sentence', 'Open http://localhost:3000/not-me.', ['http://localhost:3000/not-me']],
  [
    'an anchor',
    '<a href="http://localhost:3000/not-me">This wasn’t me</a>',
    ['http://localhost:3000/not-me'],
  ],
  ['an address and its anchor', 'http://localhost/a <a href="http://localhost/a">', ['http://localhost/a']],
  ['an escaped query', '<a href="http://localhost/a?b=1&amp;c=2">', ['http://localhost/a?b=1&c=2']],
  ['no address', 'Your code is 123456', []],
  ['another host', 'https://example.com/ http://localhost.example.com/', []],
  ['a host behind a false one', 'http://localhost:3000@example.com/', []],
  ['a script', '<a href="javascript:alert(1)//http">', []],
  ['markup in the address', 'http://localhost/"><script>', ['http://localhost/']],
])('T20 of %s, only what leads to this computer is a link', (_name, body, links) => {
  expect(appLinks(body)).toEqual(links)
})
