import { join } from 'node:path'
import express from 'express'
import type { Express, NextFunction, Request, Response } from 'express'
import { decodeJwt } from 'jose'
import { Liquid } from 'liquidjs'
import { inboxPages } from './inbox.ts'
import type { ReadInbox } from './inbox.ts'
import { outcomeNotice, parsePhoneLink } from './outcome-notice.ts'
import { describeProblem } from './problem-text.ts'
import { memorySessions } from './sessions.ts'
import type { Account, DemoSession, Purpose } from './sessions.ts'
import { LoginFailed, UnknownLogin } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'

const here = import.meta.dirname

/** A login by a new code to the email address, whoever is signed in. */
const AGAIN = { prompt: 'login', connection: 'email' } as const

/** What a login asks for, by the path that starts it. */
const LOGINS = {
  '/sign-in/email': { purpose: 'sign-in', extra: { connection: 'email' } },
  '/sign-in/phone': { purpose: 'sign-in', extra: { connection: 'sms' } },
  '/add-phone': { purpose: 'add-phone', extra: { 'ext-phone': 'add' } },
  '/replace-phone': { purpose: 'replace-phone', extra: { 'ext-phone': 'replace' } },
  '/remove-phone': { purpose: 'remove-phone', extra: { 'ext-phone': 'remove' } },
  '/sign-in-again-and-add-phone': { purpose: 'add-phone', extra: { 'ext-phone': 'add', ...AGAIN } },
  '/sign-in-again-and-replace-phone': {
    purpose: 'replace-phone',
    extra: { 'ext-phone': 'replace', ...AGAIN },
  },
  '/sign-in-again-and-remove-phone': { purpose: 'remove-phone', extra: { 'ext-phone': 'remove', ...AGAIN } },
  '/check': { purpose: 'check', extra: { prompt: 'none' } },
} as const

/** The demo: a small app that signs people in by email, and lets them add, replace and remove a phone. */
export function createDemoApp(appOrigin: string, signIn: SignIn, readInbox: ReadInbox): Express {
  const app = express()
  const engine = new Liquid({
    root: join(here, 'views'),
    extname: '.liquid',
    outputEscape: 'escape',
    cache: true,
  })
  app.engine('liquid', engine.express())
  app.set('views', join(here, 'views'))
  app.set('view engine', 'liquid')
  app.disable('x-powered-by')
  app.use(securityHeaders)
  app.use(express.static(join(here, 'public')))
  app.use(inboxPages(readInbox))
  app.use(memorySessions())

  app.get('/', (_request, response) => {
    const { session } = response.locals
    if (session.account !== undefined) return response.redirect('/account')
    response.render('home', { title: 'Welcome', notice: takeNotice(session) })
  })
  app.get('/account', (_request, response) => {
    const { session } = response.locals
    if (session.account === undefined) return response.redirect('/')
    response.render('account', {
      title: 'Your account',
      notice: takeNotice(session),
      ...accountView(session.account),
    })
  })
  // Where the emails about a change lead. It changes nothing itself: mail scanners and previews open links, too.
  app.get('/not-me', (_request, response) => response.render('not-me', { title: 'This wasn’t me' }))
  for (const [path, { purpose, extra }] of Object.entries(LOGINS)) {
    app.get(path, async (_request, response) => {
      response.redirect((await signIn.start(response.locals.session, purpose, extra)).href)
    })
  }
  app.get('/callback', async (request, response) => {
    const { session } = response.locals
    const { purpose, account } = await signIn.finish(session, new URL(request.originalUrl, appOrigin))
    const before = session.account?.claims.sub
    if (changesPhone(purpose) && before !== undefined && before !== account.claims.sub) {
      return showProblem(response, 'another_account', '')
    }
    session.account = account
    const notice = outcomeNotice(parsePhoneLink(account.claims['phone_link'])) ?? noticeOfCheck(purpose)
    if (notice !== undefined) session.notice = notice
    response.redirect('/account')
  })
  app.post('/sign-out', (_request, response) => {
    const url = signIn.signOutUrl(response.locals.session.account)
    response.locals.forgetSession()
    response.redirect(303, url.href)
  })
  app.use(problemPage)
  return app
}

const changesPhone = (purpose: Purpose): boolean => purpose.endsWith('-phone')

function problemPage(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (error instanceof UnknownLogin) showProblem(response, 'unknown_login', '')
  else if (error instanceof LoginFailed) showProblem(response, error.code, error.description)
  else next(error)
}

function showProblem(response: Response, code: string, description: string): void {
  const problem = describeProblem(code, description)
  // The tenant no longer lets this session in, so the app's own ends with it.
  if (problem.code === 'phone_changed') delete response.locals.session.account
  const signedIn = response.locals.session.account !== undefined
  response
    .status(400)
    .render('problem', { title: problem.title, problem, error: code, description, signedIn })
}

function accountView(account: Account) {
  const { claims } = account
  const view = { claims: printable(claims), accessClaims: readAccessToken(account.accessToken) }
  return { ...view, account: claims, phone: claims['phone_number'], waysIn: account.signedInWith }
}

/** An app must not read its access token; the demo does, to show that other Actions' claims are still there. */
function readAccessToken(token: string): string {
  try {
    return printable(decodeJwt(token))
  } catch {
    return 'This access token is opaque.'
  }
}

const printable = (claims: object): string => JSON.stringify(claims, null, 2)

function noticeOfCheck(purpose: string) {
  if (purpose !== 'check') return undefined
  const text = 'The tenant answered without showing a page: you are still signed in there.'
  return { tone: 'calm' as const, title: 'Silent check passed', text }
}

function takeNotice(session: DemoSession) {
  const { notice } = session
  delete session.notice
  return notice
}

function securityHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  )
  response.set('Cache-Control', 'no-store')
  response.set('Referrer-Policy', 'no-referrer')
  response.set('X-Content-Type-Options', 'nosniff')
  next()
}
