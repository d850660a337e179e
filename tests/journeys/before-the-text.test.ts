import { useStage } from './support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askToAdd,
  codeFor,
  enterCode,
  enterEmail,
  enterPhone,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
} from './support/steps.ts'

const stage = useStage()
const texts = () => stage.tenant.control.inbox({ channel: 'sms' })

test('R34 no text is sent, nor a number asked for, before the email is proven', async () => {
  const ada = await person(stage)
  const attempt = ada.app.start({ connection: 'email', 'ext-phone': 'add', login_hint: PHONE })
  const codePage = await enterEmail(ada, await ada.browser.open(attempt.url), ADA)
  const emailCode = await codeFor(stage, ADA)
  const wrong = await enterCode(ada, codePage, emailCode === '000000' ? '111111' : '000000')
  for (const page of [codePage, wrong]) {
    expect(page.forms.flatMap(({ fields }) => fields.map(({ type }) => type))).not.toContain('tel')
  }
  expect(await texts()).toEqual([])

  const numberPage = await enterCode(ada, wrong, emailCode)
  expect(numberPage.forms.flatMap(({ fields }) => fields.map(({ type }) => type))).toContain('tel')
  expect(await texts()).toEqual([])
  await enterPhone(ada, numberPage, PHONE)
  expect((await texts()).map(({ to }) => to)).toEqual([PHONE])
})

test('R34 T10 R12 an account that somebody else made with the address, never proven, gains no phone and sends no text', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  // An account whose address nobody has proven, as a sign-up form or an import leaves it.
  await stage.management.users.update(id.sub, { email_verified: false })

  const outcome = await passThrough(ada, { 'ext-phone': 'add' })
  expect(outcome.id).toMatchObject({
    sub: id.sub,
    phone_link: { intent: 'add', status: 'refused', reason: 'email_unverified' },
  })
  expect(await texts()).toEqual([])
  expect(await phoneIdentities(stage)).toEqual([])
})

test('T11 a number swapped between sending and proving: the code sent to the first proves nothing', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const { attempt, page } = await askToAdd(ada)
  const firstPage = await enterPhone(ada, page, PHONE)
  const firstCode = await codeFor(stage, PHONE)
  const swapped = await enterPhone(ada, await ada.browser.press(firstPage, /another number/i), OTHER_PHONE)
  const secondCode = await codeFor(stage, OTHER_PHONE)
  expect(firstCode).not.toBe(secondCode)

  // The page that asked for the first code is still open in another tab.
  for (const codePage of [swapped, firstPage]) {
    const refused = await enterCode(ada, codePage, firstCode)
    expect(refused.status).toBe(400)
    expect(refused.html).toContain('The code you entered is wrong')
    expect(await phoneIdentities(stage)).toEqual([])
  }
  const outcome = await ada.app.finish(attempt, await enterCode(ada, swapped, secondCode))
  expect(outcome.id).toMatchObject({
    ...{ sub: id.sub, phone_number: OTHER_PHONE, phone_link: { intent: 'add', status: 'linked' } },
  })
  expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: OTHER_PHONE }])
})

test('R34 a text is sent to the number that was entered, and to no other', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  expect((await texts()).map(({ to }) => to)).toEqual([PHONE])
})
